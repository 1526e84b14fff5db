import { testRule } from '../rule-cases.ts';

const jwt = "import jwt from 'jsonwebtoken';\n";

testRule('jwt-require-audience', {
  valid: [
    // One of the two is enough.
    "import jwt from 'jsonwebtoken'; const token = jwt.sign({ sub }, key, { audience: 'orders-api' });",
    `${jwt}jwt.sign({ sub }, key, { audience: 'api' });`,
    `${jwt}jwt.sign({ sub }, key, { issuer: 'auth' });`,
    `${jwt}jwt.sign({ sub }, key, { issuer: 'auth', audience: 'api', expiresIn: '10m' });`,
    `${jwt}jwt.sign({ sub, aud: 'api' }, key);`,
    `${jwt}jwt.sign({ sub, iss: 'auth' }, key, { expiresIn: '10m' });`,
    `${jwt}jwt.sign({ sub, typ: 'access' }, key);`,
    `${jwt}jwt.sign({ sub, type: 'refresh' }, key);`,
    `${jwt}jwt.sign({ sub, token_use: 'access' }, key);`,
    `${jwt}jwt.sign({ sub, purpose: 'reset' }, key);`,
    `${jwt}jwt.sign({ sub, ...claims }, key);`,
    `${jwt}jwt.sign({ [name]: sub }, key);`,
    `${jwt}jwt.sign(payload, key);`,
    `${jwt}jwt.sign(payloadOf(user), key);`,
    `${jwt}const payload = { sub, aud: 'api' };\njwt.sign(payload, key);`,
    `${jwt}jwt.sign({ sub }, key, options);`,
    `${jwt}jwt.sign({ sub }, key, { ...options });`,
    `${jwt}const options = { audience: 'api' };\njwt.sign({ sub }, key, options);`,
    `${jwt}jwt.sign('text', key);`,
    `${jwt}jwt.verify(token, key, { audience: 'api' });`,
    `${jwt}jwt.verify(token, key, { issuer: 'auth', algorithms: ['HS256'] });`,
    `${jwt}jwt.verify(token, key, options);`,
    `${jwt}jwt.verify(token, key, { ...options });`,
    `${jwt}const claims = jwt.verify(token, key);\nif (claims.aud !== 'api') throw new Error();`,
    `${jwt}function read(token) { const claims = jwt.verify(token, key); if (claims.typ !== 'access') throw new Error(); }`,
    `${jwt}function read(token, type) { const claims = jwt.verify(token, key); return find({ token, type }); }`,
    `${jwt}const read = (token) => { const { iss } = jwt.verify(token, key); return iss === 'auth'; };`,
    `${jwt}jwt.decode(token);`,
    "import { SignJWT } from 'jose';\nnew SignJWT({ sub }).sign(key);",
    'jwt.sign({ sub }, key);',
    "import jwt from './jwt';\njwt.sign({ sub }, key);",
    { code: `${jwt}jwt.sign({ sub }, key);`, filename: 'tests/auth.ts' },
  ],
  invalid: [
    `${jwt}⟦jwt.sign⟧({ sub }, key);`,
    `${jwt}⟦jwt.sign⟧({ sub }, key, { expiresIn: '10m' });`,
    `${jwt}⟦jwt.sign⟧({ sub, role }, process.env.JWT_SECRET, { algorithm: 'HS256', expiresIn: '1h' });`,
    `${jwt}const payload = { userId: user.id };\n⟦jwt.sign⟧(payload, key);`,
    `${jwt}const options = { expiresIn: '1h' };\n⟦jwt.sign⟧({ sub }, key, options);`,
    `${jwt}⟦jwt.sign⟧({ sub }, key, (error, token) => done(error, token));`,
    `${jwt}⟦jwt.verify⟧(token, key);`,
    `${jwt}⟦jwt.verify⟧(token, key, { algorithms: ['HS256'] });`,
    `${jwt}⟦jwt.verify⟧(token, key, (error, claims) => done(error, claims));`,
    `${jwt}function read(token) { return ⟦jwt.verify⟧(token, key); }`,
    `${jwt}function read(token) { const { sub } = ⟦jwt.verify⟧(token, key); return sub; }`,
    "import { sign, verify } from 'jsonwebtoken';\n⟦sign⟧({ sub }, key);\n⟦verify⟧(token, key);",
    "const jwt = require('jsonwebtoken');\n⟦jwt.sign⟧({ id }, key, { expiresIn: 3600 });",
    `${jwt}class Auth { token(user) { return ⟦jwt.sign⟧({ sub: user.id }, this.key); } }`,
  ],
  messages: [
    {
      code: `${jwt}jwt.verify(token, key);`,
      message:
        'Every token under this key passes here, whatever it was made for: ask for `issuer` and `audience`.',
    },
  ],
});
