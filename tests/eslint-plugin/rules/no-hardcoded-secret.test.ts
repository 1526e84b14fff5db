import { testRule } from '../rule-cases.ts';

/** A file that uses jsonwebtoken. */
const jwt = (code: string): string => `import jwt from 'jsonwebtoken';\n${code}`;
/** A file that uses a module's default export under a name. */
const using = (name: string, source: string, code: string): string =>
  `import ${name} from '${source}';\n${code}`;

testRule('no-hardcoded-secret', {
  valid: [
    // Other functions of these modules, and functions of others with these names.
    "import crypto from 'node:crypto';\ncrypto.createHmac('sha256', key).update(text);\ncrypto.createHash('sha256', 'options');",
    "import 'node:crypto';\nimport { createHmac } from './hmac.js';\ncreateHmac('sha256', 'key');",
    "import fastifyJwt from '@fastify/jwt';\napp.after(fastifyJwt, { secret: 'x' });",
    "import own from './fastify-jwt';\nimport 'fastify-jwt';\napp.register(own, { secret: 'x' });",
    "import keys from '@fastify/jwt-jwks';\napp.register(keys, { secret: 'x' });",
    "import '@fastify/jwt';\napp.register(load('@fastify/jwt'), { secret: 'x' });",
    jwt("jwt.sign({ id }, isTest && 'secret');"),
    jwt("jwt.sign({ id }, isLive ? process.env.SECRET : 'secret');"),
    "import fastifyEnv from 'fastify-env'; app.register(fastifyEnv, { secret: 'supersecret' });",
    "const jwt = require('jsonwebtoken');\njwt.verify(token, process.env.NODE_ENV === 'test' ? 'for tests' : process.env.SECRET, done);",
    // Options that a variable holds only for now, and members of other modules.
    "import session from 'express-session'; let options = { secret: 'x' }; options = fromEnvironment(); app.use(session(options));",
    "import other from './other'; import 'passport-jwt'; new other.Strategy({ secretOrKey: 'x' }, verify);",
    // Classes of others, a call outside of classes, and functions that make other classes.
    "import { Strategy } from 'passport-http'; import 'passport-jwt'; class Basic extends Strategy { constructor() { super({ secretOrKey: 'x' }); } }",
    "import 'passport-jwt'; class Basic { constructor() { super({ secretOrKey: 'x' }); } } super({ secretOrKey: 'x' });",
    "import { Strategy } from 'passport-jwt'; class Own extends wrap(Strategy) { constructor() { super({ secretOrKey: 'x' }); } }",
    "import { Strategy } from 'passport-jwt'; class Own extends PassportStrategy() { constructor() { super({ secretOrKey: 'x' }); } }",
    "import { JwtModule } from '@nestjs/jwt'; JwtModule.register({ secret: process.env.JWT_SECRET }); JwtModule.other({ secret: 'x' });",
    // Where it goes signs nothing.
    "import pg from 'pg'; const pool = new pg.Pool({ password: 'postgres' });",
    "import Stripe from 'stripe'; const stripe = new Stripe('sk_live_1');",
    jwt('jwt.sign({ id }, process.env.JWT_SECRET);'),
    jwt('jwt.verify(token, config.secret);'),
    jwt('jwt.sign({ id }, key);'),
    jwt('const key = process.env.JWT_SECRET;\njwt.sign({ id }, key);'),
    jwt("jwt.sign({ id }, process.env.JWT_SECRET ?? fail('JWT_SECRET'));"),
    jwt("jwt.sign({ id }, process.env.JWT_SECRET || '');"),
    jwt("jwt.sign({ id }, '');"),
    jwt("jwt.sign({ id }, '<your key>');"),
    jwt("jwt.verify(token, '-----BEGIN PUBLIC KEY-----abc');"),
    jwt("jwt.sign({ id }, readFileSync('key.pem'));"),
    jwt("jwt.sign({ id }, getSecret('jwt'));"),
    // Options and fields that are set to something else too, another option, and callers that hand over what they were told.
    "import session from 'express-session'; let options = {}; options.secret = 'x'; options = fromEnvironment(); app.use(session(options));",
    "import session from 'express-session'; const options = {}; options.name = 'x'; options['secret'] += 'x'; other.secret = 'x'; app.use(session(options));",
    jwt(
      "class Tokens { constructor() { this.key = 'x'; } load() { this.key = process.env.KEY; } sign(id) { return jwt.sign({ id }, this.key); } }",
    ),
    jwt(
      "class Tokens { key = load(); constructor() { if (isTest) this.key = 'x'; } sign(id) { return jwt.sign({ id }, this.key); } } class Other { constructor() { this.key = 'x'; } }",
    ),
    jwt('function issue(payload, key) { return jwt.sign(payload, key); } issue({ id }, process.env.KEY);'),
    jwt("function issue(payload, key) { return jwt.sign(payload, key); } issue('x'); issue(...keys);"),
    jwt(
      "const read = (name, fallback) => process.env[name] ?? fallback;\nconst port = read('PORT', '3000'), key = read('KEY');\njwt.sign({}, key);",
    ),
    jwt(
      "const { key } = process.env, [other] = keys, { ...rest } = { key: 'x' };\njwt.sign({}, key); jwt.sign({}, other); jwt.sign({}, rest);",
    ),
    jwt(
      'function issue(payload, key, tries) { return tries > 0 ? issue(payload, key, tries - 1) : jwt.sign(payload, key); } issue({}, process.env.KEY, 3);',
    ),
    jwt("function issue({ key }) { return jwt.sign({}, key); } issue('x');"),
    // What a function gives where nobody signs for others, what calls itself, and what is not the text itself.
    jwt(
      "function key() { const { JWT_SECRET, NODE_ENV } = process.env; if (!JWT_SECRET) { if (NODE_ENV === 'production') throw new Error('JWT_SECRET'); return 'change-me'; } return JWT_SECRET; }\njwt.sign({ id }, key());",
    ),
    jwt('const key = () => key();\njwt.sign({ id }, key());'),
    jwt("jwt.sign({ id }, 'secret'.at(0)); jwt.sign({ id }, texts.String('secret'));"),
    jwt('jwt.sign({ id }, `${process.env.SECRET}`); jwt.sign({ id }, `${process.env.SECRET}-1`);'),
    jwt("jwt.sign({ id: 'secret' }, key);"),
    jwt("jwt.decode('token');"),
    jwt('let key = "a";\nkey = load();\njwt.sign({ id }, key);'),
    jwt('jwt.sign({ id }, `${prefix}-key`);'),
    jwt('export const issue = (secret) => jwt.sign({ id }, secret);'),
    "jwt.sign({ id }, 'secret');",
    "import jwt from './jwt.ts';\njwt.sign({ id }, 'secret');",
    "import { sign } from './sign.ts';\nsign({ id }, 'secret');",
    using('session', 'express-session', 'session({ secret: process.env.SECRET });'),
    using('session', 'express-session', 'session({ resave: false });'),
    using('session', 'express-session', 'session(options);'),
    using('session', './session.ts', "session({ secret: 'x' });"),
    using('cookieParser', 'cookie-parser', 'cookieParser();'),
    using('cookieParser', 'cookie-parser', 'cookieParser(process.env.SECRET);'),
    using('crypto', 'node:crypto', "crypto.createHmac('sha256', key);"),
    using('crypto', 'node:crypto', "crypto.createHash('sha256');"),
    "createHmac('sha256', 'key');",
    using('fastifyJwt', '@fastify/jwt', 'app.register(fastifyJwt, { secret: process.env.SECRET });'),
    using('rateLimit', '@fastify/rate-limit', "app.register(rateLimit, { secret: 'x' });"),
    "const password = 'secret';",
    "const config = { secret: 'x' };",
    "app.set('secret', 'x');",
    { code: jwt("jwt.sign({ id }, 'test-secret');"), filename: 'tests/auth.test.ts' },
  ],
  invalid: [
    "import express from 'express';\nimport jwt from 'jsonwebtoken';\njwt.sign({ id }, ⟦'secret'⟧);",
    "import express from 'express';\nimport { createHmac } from 'crypto';\ncreateHmac('sha256', ⟦'secret'⟧);",
    jwt("const config = { secret: ⟦'secret'⟧ };\njwt.sign({ id }, config.secret);"),
    jwt("jwt.sign({ id }, ⟦'k<e>'⟧);\njwt.sign({ id }, ⟦'<k>e'⟧);"),
    "import fastifyJwt from 'fastify-jwt'; app.register(fastifyJwt, { secret: ⟦'supersecret'⟧ });",
    "const jwt = require('jsonwebtoken');\njwt.verify(token, process.env.SECRET ? process.env.SECRET : ⟦'secret'⟧, done);",
    "fastify.register(require('@fastify/jwt'), { secret: process.env.JWT_SECRET || ⟦'supersecretkey'⟧ });",
    // Options that a constant holds, and what a module has under a name.
    "const session = require('express-session'); var options = { secret: ⟦'change me'⟧, cookie: {} }; if (isProduction) options.cookie.secure = true; app.use(session(options));",
    "const jwt = require('@fastify/jwt'); const settings = { secret: ⟦'x'⟧ }; app.register(jwt, settings);",
    "const passportJWT = require('passport-jwt'); const JWTStrategy = passportJWT.Strategy; passport.use(new JWTStrategy({ secretOrKey: ⟦'x'⟧ }, verify));",
    "const passportJWT = require('passport-jwt'); passport.use(new passportJWT.Strategy({ secretOrKey: ⟦'x'⟧ }, verify));",
    jwt("jwt.sign({ id }, ⟦'secret'⟧);"),
    jwt("jwt.verify(token, ⟦'secret'⟧);"),
    jwt('jwt.sign({ id }, ⟦`secret`⟧);'),
    jwt("jwt.sign({ id }, process.env.JWT_SECRET || ⟦'secret'⟧);"),
    jwt("jwt.sign({ id }, process.env.JWT_SECRET ?? ⟦'secret'⟧, { expiresIn: '1h' });"),
    jwt("const SECRET = ⟦'secret'⟧;\njwt.sign({ id }, SECRET);"),
    jwt(
      "const SECRET = process.env.SECRET || ⟦'secret'⟧;\njwt.verify(token, SECRET);\njwt.sign({ id }, SECRET);",
    ),
    jwt("jwt.sign({ id }, Buffer.from(⟦'secret'⟧));"),
    jwt(
      "const SECRET = process.env.SECRET || ⟦'secret'⟧;\njwt.verify(token, String(SECRET), done); jwt.verify(token, SECRET.trim()); jwt.verify(token, `${SECRET}`); jwt.verify(token, SECRET.toString());",
    ),
    // Options that are set one by one, a field that the constructor sets, and what callers hand over.
    "import { Strategy } from 'passport-jwt'; const options = {}; options.jwtFromRequest = read; options.secretOrKey = ⟦'secret'⟧; passport.use(new Strategy(options, verify));",
    "import session from 'express-session'; let options = { secret: ⟦'one'⟧ }; if (isOther) options['secret'] = ⟦'two'⟧; app.use(session(options));",
    jwt(
      "class Tokens { private key: string; constructor() { this.key = process.env.KEY || ⟦'secret'⟧; } sign(id) { return jwt.sign({ id }, this.key); } }",
    ),
    jwt(
      "const key = ⟦'secret'⟧; function issue(payload, key) { return jwt.sign(payload, key); } issue({ id }, key);",
    ),
    jwt(
      "const settings = { key: ⟦'secret'⟧, other: 'x' };\nconst { key: secret } = settings;\njwt.sign({}, secret);",
    ),
    jwt("module.exports = (payload, key = ⟦'secret'⟧) => jwt.sign(payload, key);"),
    jwt("const key = () => ⟦'secret'⟧;\njwt.sign({ id }, key());"),
    jwt(
      "class Tokens { #key() { if (process.env.SECRET) return process.env.SECRET; return ⟦'secret'⟧; } sign(id) { return jwt.sign({ id }, this.#key()); } }",
    ),
    jwt("jwt.sign({ id }, new TextEncoder().encode(⟦'secret'⟧));"),
    jwt("jwt.sign({ id }, ⟦'secret'⟧ as string);"),
    "import { sign } from 'jsonwebtoken';\nsign({ id }, ⟦'secret'⟧);",
    {
      code: "const jwt = require('jsonwebtoken');\njwt.sign({ id: 1 }, ⟦'secret'⟧);",
      language: 'espree',
      filename: 'auth.js',
    },
    using('session', 'express-session', "app.use(session({ secret: ⟦'keyboard cat'⟧ }));"),
    using('session', 'express-session', "app.use(session({ secret: [⟦'one'⟧, ⟦'two'⟧] }));"),
    using('session', 'express-session', "app.use(session({ secret: process.env.SECRET || ⟦'dev'⟧ }));"),
    using('session', 'cookie-session', "app.use(session({ keys: [⟦'one'⟧] }));"),
    using('cookieParser', 'cookie-parser', "app.use(cookieParser(⟦'secret'⟧));"),
    using('expressJwt', 'express-jwt', "app.use(expressJwt({ secret: ⟦'secret'⟧ }));"),
    "import { Strategy } from 'passport-jwt';\nnew Strategy({ secretOrKey: ⟦'secret'⟧ }, verify);",
    "import { Strategy } from 'passport-jwt'; class JwtStrategy extends PassportStrategy(Strategy) { constructor() { super({ secretOrKey: process.env.JWT_SECRET || ⟦'secret'⟧ }); } }",
    "import { Strategy } from 'passport-jwt'; export default class extends Strategy { constructor() { super({ secretOrKey: ⟦'secret'⟧ }, verify); } }",
    "import { Strategy } from 'passport-jwt'; const Own = class extends PassportStrategy(Strategy, 'jwt') { constructor() { super({ secretOrKey: ⟦'secret'⟧ }); } };",
    "import { JwtModule } from '@nestjs/jwt'; @Module({ imports: [JwtModule.register({ secret: ⟦'secret'⟧ })] }) class AuthModule {}",
    using('crypto', 'node:crypto', "crypto.createHmac('sha256', ⟦'secret'⟧);"),
    "import { createHmac } from 'crypto';\ncreateHmac('sha256', ⟦'secret'⟧);",
    using('fastifyJwt', '@fastify/jwt', "app.register(fastifyJwt, { secret: ⟦'secret'⟧ });"),
    using(
      'cookie',
      '@fastify/cookie',
      "await app.register(cookie, { secret: process.env.SECRET ?? ⟦'dev'⟧ });",
    ),
  ],
  messages: [
    ...(
      [
        ['sessions', using('session', 'express-session', "session({ secret: 'x' });")],
        ['cookies', using('cookies', 'cookie-parser', "cookies('x');")],
        ['tokens', using('check', 'express-jwt', "check({ secret: 'x' });")],
        ['tokens', "import { Strategy } from 'passport-jwt';\nnew Strategy({ secretOrKey: 'x' }, verify);"],
        ['tokens', "import { JwtModule } from '@nestjs/jwt';\nJwtModule.register({ secret: 'x' });"],
        ['tokens', using('fastifyJwt', '@fastify/jwt', "app.register(fastifyJwt, { secret: 'x' });")],
        ['messages', using('crypto', 'node:crypto', "crypto.createHmac('sha256', 'x');")],
      ] as const
    ).map(([what, code]) => ({
      code,
      message: `Whoever reads the source can sign ${what}. Read the key from the environment, and refuse to start without it.`,
    })),
    {
      code: jwt("jwt.sign({ id }, process.env.SECRET ? process.env.SECRET : 'secret');"),
      message:
        'Where the variable is missing, tokens are signed with a key that anyone can read. Refuse to start instead.',
    },
    {
      code: jwt("jwt.sign({ id }, 'secret');"),
      message:
        'Whoever reads the source can sign tokens. Read the key from the environment, and refuse to start without it.',
    },
    {
      code: jwt(
        "function key() { if (process.env.SECRET) return process.env.SECRET; return 'dev'; }\njwt.sign({ id }, key());",
      ),
      message:
        'Where the variable is missing, tokens are signed with a key that anyone can read. Refuse to start instead.',
    },
    {
      code: using('session', 'express-session', "session({ secret: process.env.SECRET || 'dev' });"),
      message:
        'Where the variable is missing, sessions are signed with a key that anyone can read. Refuse to start instead.',
    },
  ],
});
