import { testRule } from '../rule-cases.ts';

/** A file that uses jsonwebtoken. */
const jwt = (code: string): string => `import jwt from 'jsonwebtoken';\n${code}`;
/** A file that uses a module's default export under a name. */
const using = (name: string, source: string, code: string): string =>
  `import ${name} from '${source}';\n${code}`;

testRule('no-hardcoded-secret', {
  valid: [
    // A trial that nothing else uses.
    {
      filename: 'test-webhook.js',
      code: "const jwt = require('jsonwebtoken');\nconsole.log(jwt.sign({ sub: 1 }, 'dev_secret_of_the_container'));",
    },
    "import jwt from 'jsonwebtoken'; const getConfig = () => ({ jwt: { secret: process.env.JWT_SECRET, issuer: 'x' } }); export const sign = (id) => jwt.sign({ id }, getConfig().jwt.secret);",
    "import jwt from 'jsonwebtoken'; const getConfig = () => { const { secret } = load(); return { secret }; }; export const sign = (id) => { const { secret } = getConfig(); return jwt.sign({ id }, secret); };",
    "import jwt from 'jsonwebtoken'; const getConfig = () => getConfig().jwt; export const sign = (id) => jwt.sign({ id }, getConfig().jwt.secret);",
    "import jwt from 'jsonwebtoken'; const getConfig = () => ({ jwt: getConfig().jwt }); export const sign = (id) => jwt.sign({ id }, getConfig().jwt);",
    "import jwt from 'jsonwebtoken'; class Token { make(payload, key) { return jwt.sign(payload, key); } } class Access extends Other { issue(id) { return this.make({ id }, 'x'); } } class Loop extends Loop { issue(id) { return this.make({ id }, 'x'); } }",
    // Names that are set in another block, more than once, by something else, or with what comes from the environment.
    jwt(
      "function load() { KEY = 'x'; }\njwt.sign({}, KEY); if (isTest) { SECRET = 'y'; } jwt.sign({}, SECRET);",
    ),
    jwt(
      "KEY = 'x'; KEY = process.env.KEY; jwt.sign({}, KEY); const set = (OTHER = 'x'); jwt.sign({}, OTHER);",
    ),
    jwt(
      "KEY = process.env.KEY; SALT += 'x'; [NAME] = ['x']; jwt.sign({}, KEY); jwt.sign({}, SALT); jwt.sign({}, NAME); function sign(key) { key = 'x'; jwt.sign({}, key); }",
    ),
    // Members of enums that count on, have no value, or are named at run time.
    jwt(
      'enum Secret { A, B = process.env.B }\njwt.sign({}, Secret.A); jwt.sign({}, Secret.B); jwt.sign({}, Secret.C); jwt.sign({}, Secret[name]);',
    ),
    // Functions that read the environment without a default, or something else by a schema.
    jwt(
      "const schema = z.object({ KEY: z.string(), ID: z.string().default('x') }); function getEnv() { return schema.parse(process.env); } function getBody(request) { return schema.parse(request.body); }\njwt.sign({}, getEnv().KEY); jwt.sign({}, getBody(request).ID); const { KEY, ...others } = getEnv(); jwt.sign({}, KEY); jwt.sign({}, others.ID);",
    ),
    jwt('const getEnv = () => getEnv();\njwt.sign({}, getEnv().KEY);'),
    jwt(
      "function sign(env) { if (isTest) env = z.object({ KEY: z.string().default('x') }).parse(process.env); return jwt.sign({}, env.KEY); }",
    ),
    "import NextAuth from 'next-auth'; NextAuth({ jwt: { secret: process.env.SECRET, encryption: 'x' }, session: { jwt: { secret: 'x' } } });",
    jwt(
      "const clients = { web: { url: 'x', key: process.env.KEY }, ...others }; jwt.sign({}, clients[id].key); jwt.sign({}, all[id].key); jwt.sign({}, clients[id]['other']);",
    ),
    // What Nest registers from the environment, other types, and what convict and env-var have no default for.
    "import { Strategy } from 'passport-jwt'; const jwtConfig = registerAs('jwt', () => ({ secret: process.env.SECRET, issuer: 'x' })); class JwtStrategy extends PassportStrategy(Strategy) { constructor(jwt: ConfigType<typeof jwtConfig>, other: Other<typeof jwtConfig>) { super({ secretOrKey: jwt.secret, issuer: jwt.issuer }); } }",
    "import { Strategy } from 'passport-jwt'; const jwtConfig = registerAs('jwt', () => ({ secret: 'x' })); const plain = make('jwt', () => ({ secret: 'x' })); class JwtStrategy extends PassportStrategy(Strategy) { constructor(jwt: Config<typeof jwtConfig>, other: ConfigType<typeof plain>, all: ConfigType<jwtConfig>, own) { super({ secretOrKey: jwt.secret }); super({ secretOrKey: other.secret }); super({ secretOrKey: all.secret }); super({ secretOrKey: own.secret }); } }",
    "import { Strategy } from 'passport-jwt'; const jwtConfig = registerAs('jwt', () => { if (isProduction) return { secret: process.env.SECRET }; return { secret: 'x' }; }); class JwtStrategy extends PassportStrategy(Strategy) { constructor(jwt: ConfigType<typeof jwtConfig>) { super({ secretOrKey: jwt.secret }); } }",
    jwt(
      "const config = convict({ key: { env: 'KEY', default: '' }, port: { default: 'x' } });\njwt.sign({}, config.get('key')); jwt.sign({}, config.get('other.key')); jwt.sign({}, config.get(name));",
    ),
    jwt(
      "const config = other({ key: { default: 'x' } });\njwt.sign({}, config.get('key')); jwt.sign({}, config.getProperties().key);",
    ),
    jwt("jwt.sign({}, get('KEY').required().asString()); jwt.sign({}, get('KEY').default('x').required());"),
    "import { ExtractJwt } from 'passport-jwt'; export const options = { jwtFromRequest: read, secretOrKey: process.env.KEY }, other = { secretOrKey: 'x' };",
    "export const options = { jwtFromRequest: read, secretOrKey: 'x' };",
    // Fields that hold something else, a text that something else is joined to, and other members of the object around.
    jwt(
      "class Tokens { constructor() { this.jwt = load('jsonwebtoken'); } sign() { return this.jwt.sign({}, 'x'); } }",
    ),
    jwt(
      "class Tokens { constructor() { this.jwt = jwt; this.jwt = mock; } sign() { return this.jwt.sign({}, 'x'); } }",
    ),
    jwt(
      "jwt.sign({}, process.env.KEY.concat('x')); jwt.sign({}, [process.env.KEY].concat('x')); jwt.sign({}, defaultTo(KEY, 'x'));",
    ),
    jwt("module.exports = { key: process.env.KEY, other: 'x', issue() { return jwt.sign({}, this.key); } };"),
    jwt("const service = { key: 'x', inner: { issue() { return jwt.sign({}, this.key); } } };"),
    jwt("const { KEY } = { ...process.env }, { other: { ID = 'x' } } = settings;\njwt.sign({}, KEY);"),
    jwt(
      "const { KEY = 'dev' } = process.env;\nif (isProduction && !process.env.KEY) throw new Error('KEY');\njwt.sign({}, KEY);",
    ),
    "import passportJwt from 'passport-jwt'; import other from './other'; const { Strategy } = other, { ExtractJwt } = passportJwt; new Strategy({ secretOrKey: 'x' });",
    "import { importPKCS8, importSPKI, jwtVerify } from 'jose'; const key = await importSPKI('-----BEGIN PUBLIC KEY-----', 'ES256'); await jwtVerify(token, key);",
    // Fallbacks with which the program does not start in production.
    jwt(
      "const KEY = process.env.KEY || 'dev';\nif (process.env.NODE_ENV === 'production' && !process.env.KEY) throw new Error('KEY');\njwt.sign({}, KEY);",
    ),
    jwt(
      "const KEY = process.env.KEY ? process.env.KEY : 'dev';\nif (isProduction) { if (!process.env.KEY) { console.error('KEY'); process.exit(1); } }\njwt.sign({}, KEY);",
    ),
    jwt(
      "const KEY = process.env['KEY'] ?? 'dev';\nif (process.env.NODE_ENV !== 'development' && KEY === \"dev\") throw new Error('KEY');\njwt.sign({}, KEY);",
    ),
    jwt(
      "const DEFAULT_KEY = 'dev', KEY = process.env.KEY || DEFAULT_KEY;\nif (!config.isDev && KEY === DEFAULT_KEY) throw new Error('KEY');\njwt.sign({}, KEY);",
    ),
    jwt(
      "const env = z.object({ KEY: z.string().default('dev') }).parse(process.env);\nif (isProd && env.KEY === 'dev') throw new Error('KEY');\njwt.sign({}, env.KEY);",
    ),
    // The modules of other frameworks: what else they take, and the same names elsewhere.
    using('jwt', 'koa-jwt', "app.use(jwt({ secret: process.env.SECRET, cookie: 'token' }));"),
    "import Koa from 'koa'; const app = new Koa(); app.keys = [process.env.KEY]; app.proxy = 'x'; const list = {}; list.keys = ['id'];",
    "const app = {}; app.keys = ['one'];",
    "import Koa from 'koa'; new Koa({ keys: [process.env.KEY], env: 'x' });",
    using('Keygrip', 'keygrip', "new Keygrip([process.env.KEY], 'SHA256');"),
    "import { decode, jwt, verify } from 'hono/jwt'; decode('token', 'x'); app.use(jwt({ secret: c.env.SECRET, alg: 'HS256' })); verify('token', c.env.SECRET, 'HS256');",
    "import { setCookie, setSignedCookie, getSignedCookie } from 'hono/cookie'; setCookie(c, 'name', 'value', 'x'); setSignedCookie(c, 'name', 'value', secret); getSignedCookie(c, secret, 'name');",
    "import jwt from 'jwt-simple'; jwt.encode(payload, process.env.SECRET, 'HS256'); jwt.other(payload, 'x');",
    "import { SignJWT, jwtVerify, decodeJwt } from 'jose'; decodeJwt('token', 'x'); await jwtVerify(token, key, { issuer: 'x' }); await new SignJWT({}).setIssuer('x').sign(key); other.sign('x');",
    "import { JwtModule, JwtService } from '@nestjs/jwt'; class Auth { constructor(private readonly jwt: JwtService) {} issue(id) { return this.jwt.sign({ secret: 'x' }, { secret: process.env.SECRET, issuer: 'x' }); } check(token) { return this.jwt.decode(token, { secret: 'x' }); } }",
    "class Auth { issue(id) { return this.jwt.sign({ id }, { secret: 'x' }); } }",
    "import { JwtModule } from '@nestjs/jwt'; JwtModule.registerAsync({ inject: ['secret'], useFactory: (config) => ({ secret: config.get('JWT_SECRET'), signOptions: { issuer: 'x' } }) }); JwtModule.registerAsync({ useClass: JwtOptions });",
    "import { JwtModule } from '@nestjs/jwt'; JwtModule.registerAsync({ useFactory: (config) => ({ secret: config.get(names.secret, 'x') }) }); JwtModule.registerAsync({ useFactory: (config) => ({ secret: get('SECRET', 'x') }) });",
    "import { getIronSession } from 'iron-session'; getIronSession(request, response, { cookieName: 'session', password: process.env.PASSWORD });",
    "import NextAuth from 'next-auth'; NextAuth({ providers: [github({ clientSecret: 'x' })], secret: process.env.SECRET });",
    "import { betterAuth } from 'better-auth'; betterAuth({ secret: process.env.SECRET, appName: 'x' });",
    "import token from '@tsndr/cloudflare-worker-jwt'; token.decode('a', 'x'); await token.verify(text, env.SECRET);",
    // Schemas that the environment is read with: no default, one for development, and of another variable.
    jwt(
      "const env = z.object({ KEY: z.string().min(32), PORT: z.string().default('3000') }).parse(process.env);\njwt.sign({}, env.KEY);",
    ),
    jwt("const env = cleanEnv(process.env, { KEY: str({ devDefault: 'x' }) });\njwt.sign({}, env.KEY);"),
    jwt(
      "const body = z.object({ KEY: z.string().default('x') }).parse(request.body);\njwt.sign({}, body.KEY);",
    ),
    jwt(
      "const { error: env } = Joi.object({ KEY: Joi.string().default('x') }).validate(process.env);\njwt.sign({}, env.KEY);",
    ),
    jwt(
      "const env = z.object({ KEY: z.string().default('x') }).parse(process.env).other;\njwt.sign({}, env.KEY); jwt.sign({}, all[0].KEY);",
    ),
    // Other functions of these modules, and functions of others with these names.
    "import crypto from 'node:crypto';\ncrypto.createHmac('sha256', key).update(text);\ncrypto.createHash('sha256', 'options');",
    "import 'node:crypto';\nimport { createHmac } from './hmac.js';\ncreateHmac('sha256', 'key');",
    "import fastifyJwt from '@fastify/jwt';\napp.after(fastifyJwt, { secret: 'x' });",
    "app.use(require('./session')({ secret: 'x' }));",
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
    {
      filename: 'routes/test-results.js',
      code: "const jwt = require('jsonwebtoken');\nexports.sign = () => jwt.sign({ sub: 1 }, ⟦'dev_secret_of_the_container'⟧);",
    },
    // Members of the objects that functions return.
    "import jwt from 'jsonwebtoken'; const getConfig = () => ({ jwt: { secret: process.env.JWT_SECRET || ⟦'x'⟧ }, port: 3 }); export const sign = (id) => jwt.sign({ id }, getConfig().jwt.secret);",
    "import jwt from 'jsonwebtoken'; async function getConfig() { const config = { secret: ⟦'x'⟧ }; return config; } export const sign = async (id) => { const { secret: key } = await getConfig(); return jwt.sign({ id }, key); };",
    "import jwt from 'jsonwebtoken'; class Config { jwt() { return { secret: ⟦'x'⟧ }; } sign(id) { return jwt.sign({ id }, this.jwt().secret); } }",
    // What classes hand to the method that they have from another.
    "import jwt from 'jsonwebtoken'; class Token { make(payload, key) { return jwt.sign(payload, key); } } class Access extends Token { issue(id) { return this.make({ id }, ⟦'x'⟧); } }",
    "import jwt from 'jsonwebtoken'; class Token { make(payload, key) { return jwt.sign(payload, key); } } class Timed extends Token {} class Access extends Timed { issue(id) { return this.make({ id }, ⟦'x'⟧); } }",
    "app.use(require('express-session')({ secret: ⟦'x'⟧ }));",
    // A name that is set without a declaration, or without a value where it is declared.
    jwt("KEY = ⟦'x'⟧;\nexport const login = () => { if (user) return jwt.sign({}, KEY); };"),
    jwt("function login() { key = process.env.KEY || ⟦'x'⟧; return jwt.sign({}, key); }"),
    jwt("let key: string;\nkey = ⟦'x'⟧;\njwt.sign({}, key);"),
    {
      code: "const jwt = require('jsonwebtoken');\nJWT_KEY = ⟦'x'⟧\nexports.login = () => jwt.sign({}, JWT_KEY);",
      language: 'espree',
      filename: 'login.js',
    },
    // Members of enums and of objects that are never changed.
    jwt(
      "enum Secret { 'COOKIES' = ⟦'x'⟧, TOKENS = ⟦`y`⟧ }\njwt.sign({}, Secret.COOKIES); jwt.sign({}, Secret['TOKENS']);",
    ),
    jwt("const KEYS = { access: ⟦'x'⟧ } as const;\njwt.sign({}, KEYS.access);"),
    // Functions that read the environment by a schema.
    jwt(
      "const schema = z.object({ KEY: z.string().default(⟦'x'⟧) });\nexport function getEnv() { return schema.parse(process.env); }\nexport const sign = () => jwt.sign({}, getEnv().KEY);",
    ),
    jwt(
      "const schema = z.object({ KEY: z.string().default(⟦'x'⟧) });\nlet env;\nconst getEnv = () => { if (!env) { const read = schema.safeParse(process.env); if (!read.success) throw read.error; env = read.data; } return env; };\nconst { PORT, KEY: key } = getEnv();\njwt.sign({}, key);",
    ),
    jwt(
      "let env;\nconst getEnv = () => (env ??= z.object({ KEY: z.string().default(⟦'x'⟧) }).parse(process.env));\nconst all = getEnv();\njwt.sign({}, all.KEY);",
    ),
    "import NextAuth from 'next-auth'; const jwt = { secret: ⟦'y'⟧ }; NextAuth({ jwt: { secret: ⟦'x'⟧ } }); NextAuth({ secret: process.env.SECRET, jwt });",
    jwt(
      "const clients = { web: { url: 'x', key: ⟦'one'⟧ }, app: { key: ⟦'two'⟧ }, other: { key: process.env.KEY } };\njwt.sign({}, clients[id].key);",
    ),
    // What Nest registers, what convict and env-var give for a missing variable, and options for a strategy in another file.
    "import { Strategy } from 'passport-jwt'; const jwtConfig = registerAs('jwt', () => ({ secret: process.env.SECRET || ⟦'x'⟧ })); class JwtStrategy extends PassportStrategy(Strategy) { constructor(@Inject(jwtConfig.KEY) jwt: ConfigType<typeof jwtConfig>) { super({ secretOrKey: jwt.secret }); } }",
    "import { JwtService } from '@nestjs/jwt'; const jwtConfig = registerAs('jwt', () => ({ secret: ⟦'x'⟧ })); class Auth { constructor(private readonly tokens: JwtService, private readonly config: ConfigType<typeof jwtConfig>) {} check(token) { return this.tokens.verify(token, { secret: this.config.secret }); } }",
    jwt(
      "const config = convict({ jwt: { key: { env: 'KEY', default: ⟦'x'⟧ } } });\njwt.sign({}, config.get('jwt.key'));",
    ),
    jwt(
      "const config = convict({ key: { env: 'KEY', default: ⟦'x'⟧ } });\nconst all = config.getProperties();\njwt.sign({}, all.key);",
    ),
    jwt("const all = convict({ key: { default: ⟦'x'⟧ } }).getProperties();\njwt.sign({}, all.key);"),
    jwt("const key = get('KEY').default(⟦'x'⟧).required().asString();\njwt.sign({}, key);"),
    "import { ExtractJwt } from 'passport-jwt'; const key = { secret: ⟦'x'⟧ }; export const options = { jwtFromRequest: read, secretOrKey: key.secret };",
    // The library in a field, what is taken out of a module, of the environment or of the object around, and more ways to write a text.
    "class Tokens { constructor() { this.jwt = require('jsonwebtoken'); } sign() { return this.jwt.sign({}, ⟦'x'⟧); } }",
    jwt("class Tokens { #jwt = jwt; sign() { return this.#jwt.sign({}, ⟦'x'⟧); } }"),
    jwt("class Tokens { key = ⟦'x'⟧; sign() { return jwt.sign({}, this.key); } }"),
    "const passportJwt = require('passport-jwt'); const { Strategy, ExtractJwt } = passportJwt; new Strategy({ secretOrKey: ⟦'x'⟧ });",
    "import * as jose from 'jose'; const { jwtVerify: verify } = jose; await verify(token, Buffer.from(⟦'x'⟧));",
    jwt("const { PORT = 3000, KEY = ⟦'x'⟧ } = process.env;\njwt.sign({}, KEY);"),
    jwt("module.exports = { 'key': ⟦'x'⟧, issue: function (id) { return jwt.sign({ id }, this.key); } };"),
    jwt("jwt.sign({}, _.defaultTo(process.env.KEY, ⟦'x'⟧));"),
    "import Koa from 'koa'; const app = new Koa(), keys = [⟦'x'⟧]; app.keys = [].concat(keys);",
    "import * as jose from 'jose'; const key = await jose.importPKCS8(⟦'-----BEGIN PRIVATE KEY-----'⟧, 'ES256'); await new jose.SignJWT({}).sign(key);",
    jwt(
      "const parsed = z.object({ KEY: z.string().default(⟦'x'⟧) }).safeParse(process.env);\nconst env = { ...defaults, ...parsed.data, isProduction: false };\njwt.sign({}, env.KEY);",
    ),
    jwt(
      "const schema = Joi.object({ KEY: Joi.string().min(8).default(⟦'x'⟧) }).unknown(true);\nconst { value: env, error } = schema.validate(process.env, { abortEarly: false });\njwt.sign({}, env.KEY);",
    ),
    jwt(
      "const env = Joi.object().keys({ KEY: Joi.string().default(⟦'x'⟧) }).validate(process.env).value;\njwt.sign({}, env.KEY);",
    ),
    jwt(
      "const all = z.object({ KEY: z.string().default(⟦'x'⟧) }).parse(process.env);\nconst env = { ...all };\njwt.sign({}, env.KEY);",
    ),
    // What production does not refuse: another variable, what is never empty, a warning, a refusal elsewhere, a key without a choice.
    jwt(
      "const KEY = process.env.KEY || ⟦'dev'⟧;\nif (isProduction && !process.env.KEY_ID) throw new Error('KEY_ID');\njwt.sign({}, KEY);",
    ),
    jwt(
      "const KEY = process.env.KEY || ⟦'dev'⟧;\nif (isProduction && !KEY) throw new Error('KEY');\njwt.sign({}, KEY);",
    ),
    jwt(
      "const KEY = process.env.KEY || ⟦'dev'⟧;\nif (isProduction && !process.env.KEY) console.warn('KEY');\njwt.sign({}, KEY);",
    ),
    jwt(
      "const KEY = process.env.KEY || ⟦'dev'⟧;\nif (isStaging && !process.env.KEY) throw new Error('KEY');\nif (isProduction) start(); else if (!process.env.KEY) throw new Error('KEY');\njwt.sign({}, KEY);",
    ),
    jwt(
      "const KEY = process.env.KEY || ⟦'dev'⟧;\nif (isProduction) app.get('/', () => { if (!process.env.KEY) throw new Error('KEY'); });\njwt.sign({}, KEY);",
    ),
    jwt("if (isProduction && !KEY) throw new Error('KEY');\nconst KEY = ⟦'dev'⟧;\njwt.sign({}, KEY);"),
    using('jwt', 'koa-jwt', "app.use(jwt({ secret: ⟦'x'⟧ }).unless({ path: ['/public'] }));"),
    "import Koa from 'koa'; const service = new Koa(); service.keys = [process.env.KEY || ⟦'one'⟧, ⟦'two'⟧];",
    "const Koa = require('koa'); const service = (module.exports = new Koa()); service.keys = [⟦'one'⟧];",
    "const Koa = require('koa'); module.exports = (app) => { app.keys = [⟦'one'⟧]; }; this.app.keys = [⟦'two'⟧];",
    "import Koa from 'koa'; new Koa({ keys: [⟦'one'⟧] });",
    using('Keygrip', 'keygrip', "app.keys = new Keygrip([⟦'one'⟧, process.env.KEY], 'SHA256');"),
    "import { jwt, sign, verify } from 'hono/jwt'; app.use(jwt({ secret: ⟦'x'⟧ })); sign({ id }, ⟦'y'⟧); verify(token, c.env.SECRET ?? ⟦'z'⟧);",
    "import * as tokens from 'hono/jwt'; tokens.sign({ id }, ⟦'y'⟧, 'HS256');",
    "import { setSignedCookie, getSignedCookie } from 'hono/cookie'; setSignedCookie(c, 'name', 'value', ⟦'x'⟧); getSignedCookie(c, ⟦'y'⟧, 'name');",
    "const jwt = require('jwt-simple'); jwt.encode(payload, ⟦'x'⟧); jwt.decode(token, ⟦'y'⟧);",
    "require('jwt-simple').encode(payload, ⟦'x'⟧);",
    "import { SignJWT, jwtVerify } from 'jose'; const key = new TextEncoder().encode(⟦'x'⟧); await jwtVerify(token, key); await new SignJWT({ id }).setIssuedAt().sign(key);",
    "import { SignJWT } from 'jose'; const token = new SignJWT({ id }).setIssuedAt(); const text = await token.sign(createSecretKey(Buffer.from(⟦'x'⟧, 'utf8')));",
    "import * as jose from 'jose'; new jose.SignJWT({ id }).sign(new TextEncoder().encode(⟦'x'⟧)); jose.jwtVerify(token, new TextEncoder().encode(⟦'y'⟧));",
    "import { JwtService } from '@nestjs/jwt'; class Auth { constructor(private readonly jwt: JwtService) {} issue(id) { return this.jwt.signAsync({ id }, { secret: ⟦'x'⟧ }); } check(token) { return this.jwt.verify(token, { secret: process.env.SECRET || ⟦'y'⟧ }); } }",
    "import { JwtService } from '@nestjs/jwt'; const tokens = new JwtService({ secret: ⟦'x'⟧ }); tokens.sign({}, { secret: ⟦'y'⟧ }); tokens.verifyAsync('token', { secret: ⟦'z'⟧ });",
    "import { JwtModule } from '@nestjs/jwt'; JwtModule.registerAsync({ useFactory: async (config) => ({ secret: config.get('JWT_SECRET') || ⟦'x'⟧ }) }); JwtModule.registerAsync({ useFactory() { return { secret: ⟦'y'⟧ }; } });",
    "import { JwtModule } from '@nestjs/jwt'; JwtModule.registerAsync({ useFactory: (config) => ({ secret: config.get<string>('JWT_SECRET', ⟦'x'⟧) }) });",
    "import { getIronSession } from 'iron-session'; const options = { cookieName: 'session', password: ⟦'x'⟧ }; getIronSession(request, response, options); getIronSession(cookies(), { password: ⟦'y'⟧ });",
    "import { ironSession } from 'iron-session/express'; app.use(ironSession({ password: ⟦'x'⟧ }));",
    "import { withIronSessionApiRoute } from 'iron-session/next'; withIronSessionApiRoute(handler, { password: ⟦'x'⟧ });",
    "import NextAuth from 'next-auth'; NextAuth({ secret: ⟦'x'⟧ }); NextAuth(request, response, { secret: ⟦'y'⟧ });",
    "import { betterAuth } from 'better-auth'; betterAuth({ secret: process.env.SECRET || ⟦'x'⟧ });",
    "import token from '@tsndr/cloudflare-worker-jwt'; await token.sign({ id }, ⟦'x'⟧); await token.verify(text, ⟦'y'⟧);",
    "import { jwt } from '@elysiajs/jwt'; new Elysia().use(jwt({ name: 'jwt', secret: ⟦'x'⟧ }));",
    jwt(
      "const schema = z.object({ KEY: z.string().min(8).default(⟦'x'⟧).optional() });\nconst env = schema.parse(process.env);\njwt.sign({}, env.KEY);",
    ),
    jwt(
      "const read = z.object({ KEY: z.string().default(⟦'x'⟧) }).safeParse(process.env); const env = read.data;\njwt.sign({}, env.KEY);",
    ),
    jwt(
      "const env = z.object({ KEY: z.string().default(⟦'x'⟧) }).safeParse({ ...process.env }).data;\njwt.sign({}, env.KEY);",
    ),
    jwt(
      "const shape = { KEY: str({ desc: 'a key', default: ⟦'x'⟧ }) };\nconst env = cleanEnv(process.env, shape);\njwt.sign({}, env.KEY);",
    ),
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
        ['tokens', using('jwt', 'koa-jwt', "jwt({ secret: 'x' });")],
        ['cookies', "import Koa from 'koa'; const app = new Koa(); app.keys = ['x'];"],
        ['cookies', using('Koa', 'koa', "new Koa({ keys: ['x'] });")],
        ['cookies', using('Keygrip', 'keygrip', "new Keygrip(['x']);")],
        ['cookies', "import { getSignedCookie } from 'hono/cookie'; getSignedCookie(c, 'x');"],
        ['cookies', "import { setSignedCookie } from 'hono/cookie'; setSignedCookie(c, name, value, 'x');"],
        ['tokens', "import { sign } from 'hono/jwt'; sign(payload, 'x');"],
        ['tokens', "import { encode } from 'jwt-simple'; encode(payload, 'x');"],
        ['tokens', "import { jwtVerify } from 'jose'; jwtVerify(token, Buffer.from('x'));"],
        ['tokens', "import { SignJWT } from 'jose'; new SignJWT({}).sign(Buffer.from('x'));"],
        ['tokens', "import '@nestjs/jwt'; this.jwt.sign(payload, { secret: 'x' });"],
        [
          'tokens',
          "import { JwtModule } from '@nestjs/jwt'; JwtModule.registerAsync({ useFactory: () => ({ secret: 'x' }) });",
        ],
        [
          'sessions',
          "import { getIronSession } from 'iron-session'; getIronSession(jar, { password: 'x' });",
        ],
        ['sessions', using('NextAuth', 'next-auth', "NextAuth({ secret: 'x' });")],
        ['sessions', "import { betterAuth } from 'better-auth'; betterAuth({ secret: 'x' });"],
      ] as const
    ).map(([what, code]) => ({
      code,
      message: `Whoever reads the source can sign ${what}: read the key from the environment, and refuse to start without it.`,
    })),
    {
      code: jwt("jwt.sign({ id }, process.env.SECRET ? process.env.SECRET : 'secret');"),
      message:
        'Where the variable is missing, tokens are signed with a key that anyone can read: refuse to start instead.',
    },
    {
      code: jwt("jwt.sign({ id }, 'secret');"),
      message:
        'Whoever reads the source can sign tokens: read the key from the environment, and refuse to start without it.',
    },
    {
      code: jwt(
        "function key() { if (process.env.SECRET) return process.env.SECRET; return 'dev'; }\njwt.sign({ id }, key());",
      ),
      message:
        'Where the variable is missing, tokens are signed with a key that anyone can read: refuse to start instead.',
    },
    {
      code: using('session', 'express-session', "session({ secret: process.env.SECRET || 'dev' });"),
      message:
        'Where the variable is missing, sessions are signed with a key that anyone can read: refuse to start instead.',
    },
  ],
});
