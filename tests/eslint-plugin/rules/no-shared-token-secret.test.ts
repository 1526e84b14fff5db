import { testRule } from '../rule-cases.ts';

const jwt = "import jwt from 'jsonwebtoken';\n";
/** Two functions that sign, each with its key and what else it needs. */
const pair = (access: string, refresh: string, rest = ''): string =>
  `${jwt}const accessToken = (sub: string) => jwt.sign({ sub }, ${access}, { expiresIn: '10m' });
const refreshToken = (sub: string) => jwt.sign({ sub }, ${refresh}, { expiresIn: '30d' });${rest}`;
const nest = (access: string, refresh: string): string =>
  `class Auth { constructor(private jwtService: JwtService) {}
  login(user) { return { access_token: this.jwtService.sign({ sub: user.id }${access}), refresh_token: this.jwtService.sign({ sub: user.id }${refresh}) }; } }`;

testRule('no-shared-token-secret', {
  valid: [
    // The same lifetime: an access token again.
    `${jwt}class Auth {\n  login(user) { const token = jwt.sign({ sub: user.id }, config.secret, { expiresIn: config.expiresIn }); return token; }\n  refreshToken(old) { const { sub } = this.verify(old); return jwt.sign({ sub }, config.secret, { expiresIn: config.expiresIn }); }\n}`,
    `${jwt}class Auth {\n  refreshToken(user) { return this.tokens(user); }\n  tokens(user) {\n    const accessToken = jwt.sign({ sub: user.id }, env.ACCESS_SECRET);\n    const refreshToken = jwt.sign({ sub: user.id }, env.REFRESH_SECRET);\n    return { accessToken, refreshToken };\n  }\n}`,
    pair('accessKey', 'refreshKey'),
    pair('process.env.ACCESS_SECRET', 'process.env.REFRESH_SECRET'),
    pair('config.jwt.access', 'config.jwt.refresh'),
    pair("'one'", "'two'"),
    pair('keys.access!', 'keys.refresh!'),
    pair('pick(sub)', 'pick(sub)'),
    `${jwt}const accessToken = (sub) => jwt.sign({ sub }, key);\nconst refreshToken = () => randomBytes(32).toString('base64url');`,
    `${jwt}const refreshToken = (sub) => jwt.sign({ sub }, key);`,
    `${jwt}const accessToken = (sub) => jwt.sign({ sub }, key);\nconst resetToken = (sub) => jwt.sign({ sub }, key);`,
    `${jwt}const accessToken = (sub) => jwt.sign({ sub }, key);\nconst verifyEmail = (sub) => jwt.sign({ sub }, key);`,
    `${jwt}const accessToken = (sub) => jwt.sign({ sub, typ: 'access' }, key);\nconst refreshToken = (sub) => jwt.sign({ sub, typ: 'refresh' }, key);`,
    `${jwt}const accessToken = (sub) => jwt.sign({ sub }, key);\nconst refreshToken = (sub) => jwt.sign({ sub, type: 'refresh' }, key);`,
    `${jwt}const accessToken = (sub) => jwt.sign({ sub }, key, { audience: 'api' });\nconst refreshToken = (sub) => jwt.sign({ sub }, key, { audience: 'refresh' });`,
    `${jwt}const accessToken = (sub) => jwt.sign({ sub }, key);\nconst refreshToken = (sub) => jwt.sign({ sub, isRefresh: true }, key);`,
    `${jwt}const accessToken = (sub) => jwt.sign({ sub }, key);\nconst refreshToken = (sub) => { const payload = { sub, aud: 'refresh' }; return jwt.sign(payload, key); };`,
    `${jwt}const generateToken = (sub, type) => jwt.sign({ sub, type }, key);\nconst accessToken = generateToken(1, 'access');\nconst refreshToken = generateToken(1, 'refresh');`,
    `${jwt}const sign = (sub, secret) => jwt.sign({ sub }, secret);\nconst accessToken = sign(1, process.env.A);\nconst refreshToken = sign(1, process.env.B);`,
    `${jwt}const verifyRefresh = (token) => jwt.verify(token, key);\nconst accessToken = (sub) => jwt.sign({ sub }, key);`,
    `${jwt}function refreshToken(account) { const jwtToken = generateJwtToken(account); return jwtToken; }\nfunction login(account) { const jwtToken = generateJwtToken(account); return jwtToken; }\nfunction generateJwtToken(account) { return jwt.sign({ sub: account.id }, config.secret); }`,
    `${jwt}const accessToken = (sub, key) => jwt.sign({ sub }, key);\nconst refreshToken = (sub, key) => jwt.sign({ sub }, key);`,
    "import jwt from './jwt';\nconst accessToken = (sub) => jwt.sign({ sub }, key);\nconst refreshToken = (sub) => jwt.sign({ sub }, key);",
    nest('', ', { secret: process.env.REFRESH }'),
    nest(', { secret: process.env.ACCESS }', ', { secret: process.env.REFRESH }'),
    nest('', ', options'),
    nest('', ', { ...options }').replace(
      '{ sub: user.id }, { ...options }',
      "{ sub: user.id, type: 'refresh' }, { ...options }",
    ),
    'const accessToken = wallet.sign({ sub }, key);\nconst refreshToken = wallet.sign({ sub }, key);',
    { code: pair('key', 'key'), filename: 'tests/auth.test.ts' },
  ],
  invalid: [
    `${jwt}class Auth {\n  login(user) { const token = jwt.sign({ sub: user.id }, config.secret, { expiresIn: config.expiresIn }); return token; }\n  refreshToken(old) { const { sub } = this.verify(old); return jwt.sign({ sub }, ⟦config.secret⟧, { expiresIn: config.refreshExpiresIn }); }\n}`,
    `${jwt}class Auth {\n  login(user) { const token = jwt.sign({ sub: user.id }, config.secret, { expiresIn: '7d' }); return token; }\n  refreshToken(old) { const { sub } = this.verify(old); return jwt.sign({ sub }, ⟦config.secret⟧, { expiresIn: '7d' }); }\n}`,
    pair('key', '⟦key⟧'),
    pair('process.env.JWT_SECRET', '⟦process.env.JWT_SECRET⟧'),
    pair('process.env.JWT_SECRET!', '⟦process.env.JWT_SECRET as string⟧'),
    pair('config.get("secret")', '⟦config.get("secret")⟧'),
    pair("'secret'", "⟦'secret'⟧"),
    pair("process.env.KEY || 'x'", "⟦process.env.KEY ?? 'x'⟧"),
    `const key = process.env.JWT_SECRET;\n${pair('process.env.JWT_SECRET', '⟦key⟧')}`,
    `import { key } from './keys';\n${pair('key', '⟦key⟧')}`,
    `const { JWT_SECRET } = process.env;\n${pair('JWT_SECRET', '⟦JWT_SECRET⟧')}`,
    `${jwt}class Auth { private readonly SECRET = process.env.S!;
  generateAccessToken(user) { const payload = { id: user.id }; return jwt.sign(payload, this.SECRET, { expiresIn: '1h' }); }
  generateRefreshToken(user) { return jwt.sign({ id: user.id }, ⟦this.SECRET⟧, { expiresIn: '7d' }); } }`,
    `${jwt}function login(user) { const token = jwt.sign({ id: user.id }, key, { expiresIn: '1h' }); const refreshToken = jwt.sign({ id: user.id }, ⟦key⟧, { expiresIn: '7d' }); return { token, refreshToken }; }`,
    `${jwt}const tokens = (id) => ({ access: jwt.sign({ id }, key), refresh: jwt.sign({ id }, ⟦key⟧) });`,
    `${jwt}const tokens = (id) => ({ accessToken: jwt.sign({ id }, key), refresh_token: jwt.sign({ id }, ⟦key⟧) });`,
    `${jwt}exports.signAccess = (payload) => jwt.sign(payload, key);\nexports.signRefresh = (payload) => jwt.sign(payload, ⟦key⟧);`.replace(
      'exports.signAccess',
      'exports.signAccessToken',
    ),
    `${jwt}const generateToken = (id, expiresIn) => jwt.sign({ id }, key, { expiresIn });\nconst accessToken = generateToken(1, '1h');\nconst refreshToken = ⟦generateToken⟧(1, '7d');`,
    `${jwt}const sign = (id, secret) => jwt.sign({ id }, secret);\nconst accessToken = sign(1, process.env.S);\nconst refreshToken = sign(1, ⟦process.env.S⟧);`,
    `const jwt = require('jsonwebtoken');\nconst accessToken = (id) => jwt.sign({ id }, key);\nconst refreshToken = (id) => jwt.sign({ id }, ⟦key⟧);`,
    "import { sign } from 'jsonwebtoken';\nconst accessToken = (id) => sign({ id }, key);\nconst refreshToken = (id) => sign({ id }, ⟦key⟧);",
    `${jwt}async function f(id) { const refreshToken = await promisify(jwt.sign)({ id }, ⟦key⟧); const accessToken = await promisify(jwt.sign)({ id }, key); }`,
    nest(", { expiresIn: '1h' }", ", { expiresIn: '7d' }").replace(
      'refresh_token: this.jwtService.sign',
      'refresh_token: ⟦this.jwtService.sign⟧',
    ),
    nest('', '').replace('refresh_token: this.jwtService.sign', 'refresh_token: ⟦this.jwtService.sign⟧'),
    nest(', { secret: process.env.S }', ', { secret: ⟦process.env.S⟧ }'),
    "class Auth { async login(user) { const accessToken = await this.jwt.signAsync({ id: user.id }); const refreshToken = await ⟦this.jwt.signAsync⟧({ id: user.id }, { expiresIn: '7d' }); } }",
    "app.post('/login', () => { const token = app.jwt.sign({ id }); const refreshToken = ⟦app.jwt.sign⟧({ id }, { expiresIn: '7d' }); });",
    {
      code: "const jwt = require('jsonwebtoken');\nconst accessToken = function (id) { return jwt.sign({ id: id }, key); };\nconst refreshToken = function (id) { return jwt.sign({ id: id }, ⟦key⟧); };",
      language: 'espree',
      filename: 'a.js',
    },
  ],
  messages: [
    {
      code: pair('key', 'key'),
      message:
        'The access tokens of line 2 are signed with this key too, so that a refresh token passes for one and lives as long: give each kind its own key.',
    },
  ],
});
