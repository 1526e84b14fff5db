import { describe } from 'vitest';
import { testCases } from './rule-cases.ts';

const words = (text: string): string[] => text.split(' ');
const post = (path: string, handlers = 'login'): string => `app.post('${path}', ${handlers});`;
const jwt = (body: string): string => `import jwt from 'jsonwebtoken';\n${body}`;
const jose = (body: string): string => `import { SignJWT } from 'jose';\n${body}`;

describe('logins', () => {
  testCases('require-auth-rate-limit', {
    valid: [
      ...words(
        '/users /loginx /xlogin /login/history /relogin /auth /signinx /registered /verify /code /otp /password /reset /send',
      ).map((path) => post(path)),
      post('/events/:id/register'),
      post('/events/register'),
      post('/api/v1x/register'),
      ...words(
        'google facebook apple github gitlab twitter linkedin microsoft azure discord slack okta auth0 oauth oauth2 oidc saml sso social passkey webauthn siwe wallet',
      ).map((name) => post(`/${name}/login`)),
      ...words('limiter rateLimit loginLimiter throttle bruteForce slowDown').map((name) =>
        post('/login', `${name}, login`),
      ),
      ...words(
        'auth authorize needsAuth withAuth loggedIn requireUser protect isAdmin isAuth isLogged verifyToken checkAuth checkToken ensureUser jwt passport',
      ).map((name) => post('/register', `${name}, add`)),
      "app.get('/login', login);",
      "app.delete('/login', login);",
      "fetch('/login', { method: 'POST' });",
      { code: post('/login', 'guard, login'), options: [{ limiters: ['guard'] }] },
      { code: post('/login'), filename: 'tests/login.ts' },
    ],
    invalid: [
      ...words(
        '⟦login⟧ ⟦log-in⟧ ⟦signin⟧ ⟦sign-in⟧ ⟦userLogin⟧ ⟦users-login⟧ ⟦admin-login⟧ ⟦local-login⟧ ⟦authenticate⟧ ⟦loginUser⟧ ⟦authenticate-user⟧ ⟦signup⟧ ⟦sign-up⟧ ⟦userSignup⟧ ⟦register⟧ ⟦registerUser⟧ ⟦forgot-password⟧ ⟦forgotten-password⟧ ⟦forget-password⟧ ⟦recover-password⟧ ⟦request-password-reset⟧ ⟦send-reset-password⟧ ⟦passwordForgot⟧ ⟦password-recovery⟧ ⟦send-reset-email⟧ ⟦request-reset⟧ ⟦reset-password⟧ ⟦password-reset⟧ ⟦verify-otp⟧ ⟦check-code⟧ ⟦confirm-pin⟧ ⟦validate-totp⟧ ⟦otp-verify⟧ ⟦mfa-login⟧ ⟦send-otp⟧ ⟦resend-code⟧ ⟦request-verification⟧ ⟦generate-verification-email⟧ ⟦magic-link⟧',
      ).map((segment) => post(`/${segment}`)),
      ...words('password/⟦reset⟧ password/⟦forgot⟧ passwords/⟦forgotten⟧ password/⟦recover⟧').map((path) =>
        post(`/${path}`),
      ),
      ...words(
        'api v1 auth authentication user users accounts admin customer members public identity session local',
      ).map((name) => post(`/${name}/⟦register⟧`)),
      post('/auth/⟦login⟧/'),
      post('/auth/⟦login⟧?next=x'),
      post('/⟦reset-password⟧/:token'),
      post('/⟦login⟧', 'auth, login'),
      post('/⟦register⟧', 'log, add'),
      post('/⟦register⟧', 'add, auth'),
      "app.put('/⟦login⟧', login);",
      "app.patch('/⟦login⟧', login);",
      { code: post('/⟦login⟧', 'guard, login'), options: [{ limiters: ['other'] }] },
    ],
    messages: (
      [
        [
          '/login',
          'Nothing in sight counts the tries of this route, so that passwords can be guessed as fast as the server answers: put a rate limiter before it.',
        ],
        [
          '/reset-password',
          'Nothing in sight counts the tries of this route, so that tokens can be guessed as fast as the server answers: put a rate limiter before it.',
        ],
        [
          '/verify-otp',
          'Nothing in sight counts the tries of this route, so that codes can be guessed as fast as the server answers: put a rate limiter before it.',
        ],
        [
          '/register',
          'Nothing in sight limits this route, so that a script can make accounts as fast as the server answers: put a rate limiter before it.',
        ],
        [
          '/forgot-password',
          'Nothing in sight limits this route, so that a script can send mails to anyone as fast as the server answers: put a rate limiter before it.',
        ],
        [
          '/password/forgot',
          'Nothing in sight limits this route, so that a script can send mails to anyone as fast as the server answers: put a rate limiter before it.',
        ],
        [
          '/send-otp',
          'Nothing in sight limits this route, so that a script can send messages to anyone as fast as the server answers: put a rate limiter before it.',
        ],
      ] as const
    ).map(([path, message]) => ({ code: post(path), message })),
  });
});

describe('keys', () => {
  const session = (options: string): string => `import session from 'express-session';\nsession(${options});`;
  testCases('no-hardcoded-secret', {
    valid: [
      ...[
        "jwt.sign({}, '');",
        "jwt.sign({}, '<key>');",
        "jwt.sign({}, '-----BEGIN PUBLIC KEY-----');",
        "jwt.verify(token, '-----BEGIN CERTIFICATE-----');",
        "jwt.verify(token, '-----BEGIN RSA PUBLIC KEY-----');",
        'jwt.sign({}, key);',
        'jwt.sign({}, process.env.KEY);',
        'jwt.sign({}, `${key}`);',
        "jwt.sign({}, ready && 'x');",
        "jwt.sign({}, load('x'));",
        "let key = 'x'; key = load(); jwt.sign({}, key);",
        "jwt.decode('x', 'y');",
        "jwt.sign('x');",
        "jwt.sign({ key: 'x' }, { key: 'x' });",
        'jwt.sign({}, Buffer.from(key));',
        'jwt.sign({}, Buffer.from());',
      ].map(jwt),
      ...[
        '{ secret: key }',
        "{ name: 'x' }",
        "'x'",
        '',
        'options',
        "{ ...options, name: 'x' }",
        '{ secret: [] }',
      ].map(session),
      "session({ secret: 'x' });",
      "import session from './session.ts';\nsession({ secret: 'x' });",
      "import session from 'express-session2';\nsession({ secret: 'x' });",
      "import crypto from 'crypto2';\ncrypto.createHmac('sha256', 'x');",
      "import crypto from 'crypto';\ncrypto.createHash('sha256', 'x');",
      "import crypto from 'crypto';\nother.createHmac('sha256', 'x');",
      "import crypto from 'crypto';\ncrypto.createHmac('sha256');",
      "import cookies from '@fastify/cors';\napp.register(cookies, { secret: 'x' });",
      "import cookies from '@fastify/jwt';\napp.register(cookies, { name: 'x' });",
      "import cookies from '@fastify/jwt';\napp.register(cookies);",
      "import cookies from '@fastify/jwt';\napp.register(cookies, options);",
      "import cookies from '@fastify/jwt';\napp.use(cookies, { secret: 'x' });",
      { code: jwt("jwt.sign({}, 'x');"), filename: 'tests/keys.ts' },
    ],
    invalid: [
      ...[
        "jwt.sign({}, ⟦'x'⟧);",
        'jwt.sign({}, ⟦`x`⟧);',
        "jwt.verify(token, ⟦'x'⟧);",
        "const key = ⟦'x'⟧; jwt.sign({}, key);",
        "const keys = { a: ⟦'x'⟧ }; jwt.sign({}, keys.a);",
        "jwt.sign({}, process.env.KEY || ⟦'x'⟧);",
        "jwt.sign({}, process.env.KEY ?? ⟦'x'⟧);",
        "const key = process.env.KEY || ⟦'x'⟧; jwt.sign({}, key);",
        "jwt.sign({}, Buffer.from(⟦'x'⟧));",
        "jwt.sign({}, new TextEncoder().encode(⟦'x'⟧));",
        "jwt.sign({}, ⟦'x'⟧ as string);",
        "jwt.sign({}, ⟦'<key'⟧);",
        "jwt.sign({}, ⟦'key>'⟧);",
        "jwt.sign({}, ⟦'-----BEGIN PRIVATE KEY-----'⟧);",
      ].map(jwt),
      ...[
        "{ secret: ⟦'x'⟧ }",
        "{ secret: [⟦'x'⟧, key, ⟦'y'⟧] }",
        "{ 'secret': ⟦'x'⟧, name: 'x' }",
        "{ secret: ⟦'x'⟧ } as Options",
      ].map(session),
      "import session from 'cookie-session';\nsession({ keys: [⟦'x'⟧] });",
      "const session = require('cookie-session');\nsession({ secret: ⟦'x'⟧ });",
      "import cookies from 'cookie-parser';\ncookies(⟦'x'⟧);",
      "import { expressjwt } from 'express-jwt';\nexpressjwt({ secret: ⟦'x'⟧ });",
      "import { Strategy } from 'passport-jwt';\nnew Strategy({ secretOrKey: ⟦'x'⟧ }, check);",
      ...words('crypto node:crypto').flatMap((source) => [
        `import crypto from '${source}';\ncrypto.createHmac('sha256', ⟦'x'⟧);`,
        `import { createHmac } from '${source}';\ncreateHmac('sha256', ⟦'x'⟧);`,
      ]),
      ...words('jwt cookie session secure-session').map(
        (name) => `import plugin from '@fastify/${name}';\napp.register(plugin, { secret: ⟦'x'⟧ });`,
      ),
    ],
    messages: [
      ...(
        [
          [jwt("jwt.sign({}, 'x');"), 'tokens'],
          [session("{ secret: 'x' }"), 'sessions'],
          ["import cookies from 'cookie-parser';\ncookies('x');", 'cookies'],
          ["import { expressjwt } from 'express-jwt';\nexpressjwt({ secret: 'x' });", 'tokens'],
          ["import { Strategy } from 'passport-jwt';\nnew Strategy({ secretOrKey: 'x' }, check);", 'tokens'],
          ["import crypto from 'crypto';\ncrypto.createHmac('sha256', 'x');", 'messages'],
          ["import plugin from '@fastify/jwt';\napp.register(plugin, { secret: 'x' });", 'tokens'],
        ] as const
      ).map(([code, what]) => ({
        code,
        message: `Whoever reads the source can sign ${what}: read the key from the environment, and refuse to start without it.`,
      })),
      {
        code: session("{ secret: process.env.KEY || 'x' }"),
        message:
          'Where the variable is missing, sessions are signed with a key that anyone can read: refuse to start instead.',
      },
    ],
  });

  testCases('jwt-require-expiry', {
    valid: [
      ...[
        "jwt.sign({}, key, { expiresIn: '1h' });",
        'jwt.sign({ exp: 3 }, key);',
        'jwt.sign({ ...payload }, key);',
        'jwt.sign({}, key, options);',
        'jwt.sign({}, key, { ...options });',
        'jwt.sign(payload, key);',
        "jwt.sign('x', key);",
        'const payload = {}; payload.exp = 3; jwt.sign(payload, key);',
        'const payload = { exp: 3 }; jwt.sign(payload, key);',
        'const options = { expiresIn: 3 }; jwt.sign({}, key, options);',
        'jwt.verify({}, key);',
        'other.sign({}, key);',
      ].map(jwt),
      ...[
        "new SignJWT({}).setExpirationTime('1h').sign(key);",
        "new SignJWT({}).setProtectedHeader({}).setExpirationTime('1h').setIssuedAt().sign(key);",
        'new SignJWT({ exp: 3 }).sign(key);',
        'new SignJWT(payload).sign(key);',
        'new SignJWT().sign(key);',
        'new SignJWT({}).verify(key);',
        'new Other({}).sign(key);',
        'SignJWT({}).sign(key);',
      ].map(jose),
      "import { Other } from 'jose';\nnew Other({}).sign(key);",
      "import { SignJWT } from 'other';\nnew SignJWT({}).sign(key);",
      "import { sign } from 'hono/jwt';\nsign({ exp: 3 }, key);",
      "import { sign } from 'hono/jwt';\nsign(payload, key);",
      "import { sign } from 'hono/jwt';\nsign(...payload);",
      "import { sign } from 'hono/jwt';\nsign();",
      "import { sign } from 'hono/jwt';\nconst payload = {}; payload.exp = 3; sign(payload, key);",
      "import { verify } from 'hono/jwt';\nverify({}, key);",
      "import { sign } from 'hono/cookie';\nsign({}, key);",
      { code: jwt('jwt.sign({}, key);'), filename: 'tests/keys.ts' },
    ],
    invalid: [
      ...[
        '⟦jwt.sign⟧({}, key);',
        '⟦jwt.sign⟧({ sub: id }, key, {});',
        "⟦jwt.sign⟧({}, key, { algorithm: 'HS256' });",
        '⟦jwt.sign⟧({}, key, (error, token) => {});',
        'const payload = {}; ⟦jwt.sign⟧(payload, key);',
        'const payload = {}; log(payload.exp); ⟦jwt.sign⟧(payload, key);',
        'const payload = {}; other.exp = payload; ⟦jwt.sign⟧(payload, key);',
        '⟦jwt.sign⟧({} as Payload, key);',
      ].map(jwt),
      "import { sign } from 'jsonwebtoken';\n⟦sign⟧({}, key);",
      ...[
        'new ⟦SignJWT⟧({}).sign(key);',
        'new ⟦SignJWT⟧({ sub: id }).setProtectedHeader({}).setIssuedAt().sign(key);',
        'const payload = {}; new ⟦SignJWT⟧(payload).sign(key);',
      ].map(jose),
      "import { sign } from 'hono/jwt';\n⟦sign⟧({}, key);",
      "import { sign } from 'hono/utils/jwt';\n⟦sign⟧({}, key);",
      "import { Jwt } from 'hono/utils/jwt';\n⟦Jwt.sign⟧({}, key);",
      "import { sign } from 'hono/jwt';\nconst payload = {}; ⟦sign⟧(payload, key);",
    ],
    messages: [
      {
        code: jose('new SignJWT({}).sign(key);'),
        message: 'This token never expires, so that a stolen one is good for ever: set setExpirationTime.',
      },
      {
        code: "import { sign } from 'hono/jwt';\nsign({}, key);",
        message: 'This token never expires, so that a stolen one is good for ever: set exp in the payload.',
      },
    ],
  });
});

describe('paths', () => {
  const get = (path: string): string => `app.get('${path}', show);`;
  testCases('plural-resource-url', {
    valid: [
      ...words(
        '/users/:id /user /user/ /user/me /v1/:id /_user/:id /user.json/:id /user/:user /user/*rest /email/:email /type/:id* /user/[...id] /user/:path(.*) /user/:ids /user/:locIds',
      ).map(get),
      ...words(
        'type kind format lang language locale status state action mode view tab year month week day date period provider page limit size version width height',
      ).map((name) => get(`/user/:${name}`)),
      ...words(
        'get fetch find list create add insert save update edit delete remove set send check is has can by for from of to in on with my current search verify and csv pdf xls xlsx',
      ).map((word) => get(`/${word}-user/:id`)),
      get('/user/:accountId'),
      get('/csv-team/:locids'),
      'fetch(`/user/${id}`);',
      "fetch('/user/1');",
      { code: get('/user/:id'), options: [{ allow: ['user'] }] },
      { code: get('/user/:id'), filename: 'tests/users.ts' },
    ],
    invalid: [
      ...words(
        '/⟦user⟧/:id /⟦user⟧/:userId /⟦user⟧/:user_id /⟦user⟧/:uuid /api/⟦user⟧/:id/orders /⟦user⟧/:id/⟦order⟧/:orderId /⟦user⟧/{id} /⟦user-account⟧/:id /⟦userAccount⟧/:id /⟦company⟧/:id /⟦category⟧/:id /⟦User⟧/:id /⟦customer⟧/:name /⟦order⟧/:orderNumber /⟦user⟧/:id?x=1',
      ).map(get),
      { code: 'fetch(`/⟦user⟧/${id}`);', options: [{ checkCalls: true }] },
      ...words('post put patch delete').map((method) => `app.${method}('/⟦user⟧/:id', show);`),
    ],
    messages: (
      [
        ['/user/:id', 'user', 'users'],
        ['/User/:id', 'User', 'Users'],
        ['/user-company/:id', 'user-company', 'user-companies'],
      ] as const
    ).map(([path, segment, plural]) => ({
      code: get(path),
      message: `\`${segment}\` holds many things, each with an id, so that one path should serve the list and its members: \`/${plural}\`.`,
    })),
    suggestions: [
      { code: get('/user/:id'), output: get('/users/:id') },
      { code: get('/userCompany/:id'), output: get('/userCompanies/:id') },
    ],
  });

  testCases('no-verb-url', {
    valid: [
      ...words(
        '/users /users/:id /posters /settings /output /updates /auth/login /orders/search /rpc/getUser /trpc/getUser /webhooks/createUser /hooks/createUser /actions/createUser /graphql/getUser /_next/getUser /functions/createUser /createUser.js /getUser.html /getUser.htm /getUser.php /webhook/getUser /hook/getUser /action/getUser /command/getUser /function/getUser',
      ).map((path) => `app.post('${path}', act);`),
      ...words('create add edit update insert modify').map((path) => `app.get('/users/${path}', act);`),
      ...words('renderUser showUser userForm userPage userView').map(
        (name) => `app.get('/createUser', ${name});`,
      ),
      ...words(
        'renders.create pages.create forms.create renderer.create render.create page.create form.create app.pages.create',
      ).map((name) => `app.get('/createUser', ${name});`),
      "app.get('/createUser', asyncHandler(showForm));",
      "app.get('/createUser', asyncHandler(showForm, options));",
      ...words('render sendFile view html jsx').map(
        (name) => `app.get('/createUser', (req, res) => { res.${name}('x'); });`,
      ),
      { code: "app.post('/createUser', act);", options: [{ allow: ['createUser'] }] },
      { code: "fetch('/createUser', { method: 'POST' });", options: [{ checkCalls: false }] },
    ],
    invalid: [
      ...words(
        '⟦createUser⟧ ⟦create-user⟧ ⟦addUser⟧ ⟦deleteUser⟧ ⟦removeUser⟧ ⟦updateUser⟧ ⟦editUser⟧ ⟦getUsers⟧ ⟦fetchUsers⟧ users/⟦create⟧ users/⟦delete⟧ users/⟦update⟧',
      ).map((path) => `app.post('/${path}', act);`),
      ...words('myrpc/⟦createUser⟧ rpcs/⟦createUser⟧ users/⟦createUser.jsonl⟧').map(
        (path) => `app.post('/${path}', act);`,
      ),
      "app.get('/⟦createUser⟧', homepages.create);",
      "app.get('/⟦createUser⟧', pagesOf.create);",
      "fetch('/users/⟦create⟧');",
      "app.get('/⟦getUser⟧', act);",
      "app.get('/⟦getUser⟧', showUser);",
      "app.get('/⟦createUser⟧', act);",
      "app.post('/⟦createUser⟧', renderUser);",
      "app.get('/⟦createUser⟧', (req, res) => { res.json('x'); });",
      "fetch('/⟦createUser⟧', { method: 'POST' });",
    ],
    messages: (
      [
        ['/createUser', 'createUser', 'POST /users'],
        ['/getUserById/:id', 'getUserById', 'GET /users/:id'],
        ['/deleteUser', 'deleteUser', 'DELETE /users/:id'],
        ['/updateUser', 'updateUser', 'PATCH /users/:id'],
        ['/getAllUsers', 'getAllUsers', 'GET /users'],
        ['/users/delete', 'delete', 'DELETE /users/:id'],
        ['/api/delete', 'delete', 'DELETE on the resource'],
        ['/v1/create', 'create', 'POST on the resource'],
        ['/v12/create', 'create', 'POST on the resource'],
        ['/vip/create', 'create', 'POST /vip'],
        ['/myapi/create', 'create', 'POST /myapi'],
        ['/users/:id/createOrder', 'createOrder', 'POST /orders'],
        ['/createToken', 'createToken', 'POST /tokens'],
        ['/createUserDetail', 'createUserDetail', 'POST /users'],
        ['/createNewUser', 'createNewUser', 'POST /users'],
        ['/createUserInfo', 'createUserInfo', 'POST /users'],
        ['/createUserAccount', 'createUserAccount', 'POST /user-accounts'],
        ['/getOrdersOfUser', 'getOrdersOfUser', 'GET /orders'],
      ] as const
    ).map(([path, segment, better]) => ({
      code: `app.all('${path}', act);`,
      message: `\`${segment}\` names an action in the URL; name the resource and let the method act: ${better}.`,
    })),
  });
});
