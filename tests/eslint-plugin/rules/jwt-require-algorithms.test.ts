import { testRule } from '../rule-cases.ts';

/** A file that uses jsonwebtoken. */
const jwt = (code: string): string => `import jwt from 'jsonwebtoken';\n${code}`;

testRule('jwt-require-algorithms', {
  valid: [
    jwt("import schema from './schema'; const { verify } = schema;\nverify(token, key);"),
    "import jwt from 'jsonwebtoken'; const claims = jwt.decode(token);",
    jwt("jwt.verify(token, key, { algorithms: ['HS256'] });"),
    jwt('jwt.verify(token, key, { algorithms });'),
    jwt("jwt.verify(token, key, { 'algorithms': ['HS256'] });"),
    jwt("jwt.verify(token, key, { issuer: 'me', algorithms: ['RS256'] }, done);"),
    jwt('jwt.verify(token, key, { ...options });'),
    jwt('jwt.verify(token, key, { [name]: 1 });'),
    jwt('jwt.verify(token, key, options);'),
    jwt('jwt.verify(token, key, getOptions());'),
    jwt('jwt.verify(token, key, this.options);'),
    jwt("const options = { algorithms: ['HS256'] };\njwt.verify(token, key, options);"),
    jwt("const options = { algorithms: ['HS256'] } as const;\njwt.verify(token, key, options, done);"),
    jwt('export function check(token, key, options) { return jwt.verify(token, key, options); }'),
    jwt('let options = {};\noptions = load();\njwt.verify(token, key, options);'),
    jwt('jwt.sign({ id }, key);'),
    jwt('jwt.decode(token);'),
    jwt('jwt.verify(...parts);'),
    jwt('const check = promisify(jwt.verify);\nawait check(token, key, { algorithms: ["HS256"] });'),
    jwt('await promisify(jwt.verify)(token, key, { algorithms: ["HS256"] });'),
    jwt('const method = jwt.verify;'),
    jwt('signature.verify(token, key);'),
    jwt('jwt.verifyAsync(token, key);'),
    "import { verify } from 'jsonwebtoken';\nverify(token, key, { algorithms: ['HS256'] });",
    "import { verify } from 'argon2';\nverify(hash, password);",
    "import { verify } from 'hono/jwt';\nverify(token, key);",
    "import jwt from './jwt.ts';\njwt.verify(token, key);",
    "import * as jwt from 'jose';\njwt.verify(token, key);",
    'jwt.verify(token, key);',
    'this.jwtService.verify(token);',
    'function jwt() {}\njwt.verify(token, key);',
    "import crypto from 'node:crypto';\ncrypto.verify('sha256', data, key, signature);",
    { code: jwt('jwt.verify(token, key);'), filename: 'tests/auth.test.ts' },
  ],
  invalid: [
    "const user = ⟦require('jsonwebtoken').verify⟧(token, key);",
    // Taken out of the library after its import.
    jwt('const { verify } = jwt;\n⟦verify⟧(token, key);'),
    jwt('const { verify: check } = jwt;\n⟦check⟧(token, key);'),
    jwt('const verify = jwt.verify;\n⟦verify⟧(token, key);'),
    jwt('⟦jwt.verify⟧(token, key);'),
    jwt('⟦jwt.verify⟧(token, process.env.JWT_SECRET!);'),
    jwt('const payload = ⟦jwt.verify⟧(token, key) as Payload;'),
    jwt('⟦jwt.verify⟧(token, key, {});'),
    'const jwt = require(`jsonwebtoken`);\n⟦jwt.verify⟧(token, key);',
    'const jwt = require ("jsonwebtoken")\n⟦jwt.verify⟧ (token, key)',
    "import jwt = require('jsonwebtoken');\n⟦jwt.verify⟧(token, key);",
    jwt("⟦jwt.verify⟧(token, key, { issuer: 'me' });"),
    jwt('⟦jwt.verify⟧(token, key, undefined);'),
    jwt('⟦jwt.verify⟧(token, key, (error, payload) => done(payload));'),
    jwt('⟦jwt.verify⟧(token, key, { ignoreExpiration: true }, done);'),
    jwt('const done = (error, claims) => next(error);\n⟦jwt.verify⟧(token, key, done);'),
    jwt('function done(error, claims) {}\n⟦jwt.verify⟧(token, key, done);'),
    jwt("const options = { issuer: 'me' };\n⟦jwt.verify⟧(token, key, options);"),
    jwt('class Auth { check(token: string) { return ⟦jwt.verify⟧(token, this.key); } }'),
    jwt('await ⟦promisify(jwt.verify)⟧(token, key);'),
    jwt('await ⟦util.promisify(jwt.verify)⟧(token, key);'),
    jwt('const check = promisify(jwt.verify);\nawait ⟦check⟧(token, key);'),
    jwt('try { ⟦jwt.verify⟧(token, key); } catch { fail(); }'),
    "import * as tokens from 'jsonwebtoken';\n⟦tokens.verify⟧(token, key);",
    "import { verify } from 'jsonwebtoken';\n⟦verify⟧(token, key);",
    "import { verify as check } from 'jsonwebtoken';\n⟦check⟧(token, key);",
    {
      code: "const jwt = require('jsonwebtoken');\n⟦jwt.verify⟧(token, key);",
      language: 'espree',
      filename: 'auth.js',
    },
    {
      code: "const { verify } = require('jsonwebtoken');\n⟦verify⟧(token, key, done => done());",
      language: 'espree',
      filename: 'auth.js',
    },
    {
      code: "var tokens = require('jsonwebtoken');\n⟦tokens.verify⟧(a, b, function (error) {});",
      language: 'espree',
      filename: 'auth.js',
    },
  ],
  messages: [
    {
      code: jwt('jwt.verify(token, key);'),
      message:
        "The token itself chooses the algorithm that it is checked with: name yours, { algorithms: ['HS256'] }.",
    },
    {
      code: jwt('jwt.verify(token, publicKey);'),
      message:
        "The token itself chooses the algorithm that it is checked with: name yours, { algorithms: ['RS256'] }.",
    },
  ],
  suggestions: [
    {
      code: jwt('jwt.verify(token, key);'),
      output: jwt("jwt.verify(token, key, { algorithms: ['HS256'] });"),
    },
    {
      code: jwt('jwt.verify(token, key, done => done());'),
      output: jwt("jwt.verify(token, key, { algorithms: ['HS256'] }, done => done());"),
    },
    {
      code: jwt("jwt.verify(token, key, { issuer: 'me' });"),
      output: jwt("jwt.verify(token, key, { issuer: 'me', algorithms: ['HS256'] });"),
    },
    {
      code: jwt('jwt.verify(token, publicKey, {});'),
      output: jwt("jwt.verify(token, publicKey, { algorithms: ['RS256'] });"),
    },
  ],
});
