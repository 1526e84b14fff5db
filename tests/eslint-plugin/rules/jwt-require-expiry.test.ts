import { testRule } from '../rule-cases.ts';

/** A file that uses jsonwebtoken. */
const jwt = (code: string): string => `import jwt from 'jsonwebtoken';\n${code}`;
/** A file that uses jose. */
const jose = (code: string): string => `import { SignJWT } from 'jose';\n${code}`;

testRule('jwt-require-expiry', {
  valid: [
    jwt("jwt.sign({ id }, key, { expiresIn: '1h' });"),
    jwt('jwt.sign({ id }, key, { expiresIn });'),
    jwt("jwt.sign({ id }, key, { algorithm: 'HS256', expiresIn: 900 });"),
    jwt("jwt.sign({ id }, key, { 'expiresIn': '1h' }, done);"),
    jwt('jwt.sign({ id, exp: now + 900 }, key);'),
    jwt('jwt.sign({ id, exp }, key, { algorithm: "HS256" });'),
    jwt('jwt.sign({ ...payload }, key);'),
    jwt('jwt.sign({ [name]: 1 }, key);'),
    jwt('jwt.sign({ id }, key, { ...options });'),
    jwt('jwt.sign({ id }, key, options);'),
    jwt('jwt.sign({ id }, key, getOptions());'),
    jwt("const options = { expiresIn: '1h' };\njwt.sign({ id }, key, options);"),
    jwt('const payload = { id, exp: 1 };\njwt.sign(payload, key);'),
    jwt('const payload = { id };\npayload.exp = 1;\njwt.sign(payload, key);'),
    jwt('export function issue(payload) { return jwt.sign(payload, key); }'),
    jwt('jwt.sign(await load(), key);'),
    jwt('jwt.sign(user.toJSON(), key);'),
    jwt('jwt.sign(user.id, key);'),
    jwt("jwt.sign('name', key);"),
    jwt('jwt.sign(`name`, key);'),
    jwt('let payload = { id };\npayload = load();\njwt.sign(payload, key);'),
    jwt('jwt.verify(token, key);'),
    jwt('jwt.sign(...parts);'),
    jwt('cookie.sign({ id }, key);'),
    "import jwt from './jwt.ts';\njwt.sign({ id }, key);",
    "import { sign } from 'cookie-signature';\nsign({ id }, key);",
    'this.jwtService.sign({ id });',
    'jwt.sign({ id }, key);',
    jose("await new SignJWT({ id }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(key);"),
    jose('await new SignJWT({ id, exp: 1 }).setProtectedHeader({}).sign(key);'),
    jose('await new SignJWT(payload).sign(key);'),
    jose('const token = new SignJWT({ id });'),
    "import { SignJWT } from './own.ts';\nnew SignJWT({ id }).sign(key);",
    { code: jwt('jwt.sign({ id }, key);'), filename: 'src/__tests__/auth.ts' },
  ],
  invalid: [
    jwt('⟦jwt.sign⟧({ id }, key);'),
    jwt('⟦jwt.sign⟧({ userId: user.id }, process.env.SECRET!);'),
    jwt('⟦jwt.sign⟧({ id }, key, {});'),
    jwt("⟦jwt.sign⟧({ id }, key, { algorithm: 'HS256' });"),
    jwt('⟦jwt.sign⟧({ id }, key, (error, token) => done(token));'),
    jwt('⟦jwt.sign⟧({ id }, key, { algorithm: "HS256" }, done);'),
    jwt('⟦jwt.sign⟧({ id }, key, undefined);'),
    jwt('const payload = { id };\n⟦jwt.sign⟧(payload, key);'),
    jwt("const options = { issuer: 'me' };\n⟦jwt.sign⟧({ id }, key, options);"),
    jwt('const payload: Payload = { id } as Payload;\nreturn_(⟦jwt.sign⟧(payload, key));'),
    jwt('class Auth { issue(user: User) { return ⟦jwt.sign⟧({ id: user.id }, this.key); } }'),
    jwt('await ⟦promisify(jwt.sign)⟧({ id }, key);'),
    "import * as tokens from 'jsonwebtoken';\n⟦tokens.sign⟧({ id }, key);",
    "import { sign } from 'jsonwebtoken';\n⟦sign⟧({ id }, key);",
    {
      code: "const jwt = require('jsonwebtoken');\n⟦jwt.sign⟧({ id: 1 }, key);",
      language: 'espree',
      filename: 'auth.js',
    },
    {
      code: "const { sign } = require('jsonwebtoken');\n⟦sign⟧({ id: 1 }, key);",
      language: 'espree',
      filename: 'auth.js',
    },
    jose("await new ⟦SignJWT⟧({ id }).setProtectedHeader({ alg: 'HS256' }).sign(key);"),
    jose(
      "await new ⟦SignJWT⟧({ id }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setIssuer('me').sign(key);",
    ),
    jose('const payload = { id };\nawait new ⟦SignJWT⟧(payload).sign(key);'),
  ],
  messages: [
    {
      code: jwt('jwt.sign({ id }, key);'),
      message: 'This token never expires, so that a stolen one is good for ever. Set expiresIn.',
    },
    {
      code: jose('new SignJWT({ id }).sign(key);'),
      message: 'This token never expires, so that a stolen one is good for ever. Set setExpirationTime.',
    },
  ],
});
