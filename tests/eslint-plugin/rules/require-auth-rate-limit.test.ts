import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import plugin from '../../../eslint-plugin/src/index.ts';
import { testRule } from '../rule-cases.ts';

/** A file with a limiter of express-rate-limit. */
const limited = (code: string): string => `import rateLimit from 'express-rate-limit';\n${code}`;

testRule('require-auth-rate-limit', {
  valid: [
    // Code of programs.
    "app.post('/request-code-review', handler);",
    "app.post('/generate-code-coverage', handler);",
    // A contract that another file serves, and a route that has nothing but the path of its class.
    "createRoute({ method: 'post', path: '/login', responses: {} });",
    "@Controller('login') class Sessions { @Throttle(5) @Post() create() {} }",
    // A limiter that counts by account, one beside another, and one of what nobody guesses.
    limited("app.post('/login', rateLimit({ max: 5, keyGenerator: (req) => req.body.email }), login);"),
    limited("app.post('/login', rateLimit({ max: 5 }), rateLimit({ max: 9 }), login);"),
    limited("app.post('/signup', rateLimit({ max: 5 }), create);"),
    limited("app.post('/login', rateLimit(options), login);"),
    // A change of password under another name.
    "router.post('/reset-password', authenticateToken, users.resetPassword);",
    'class Auth { constructor(private _http: HttpClient) {} login(user) { return this._http.post(`${this.url}/login`, user); } }',
    "const app = express(); app.post('/admin/register', userIsAdmin, (req, res) => res.sendStatus(201)); app.listen(80);",
    // Routes that are none of these.
    ...'/refresh /logout /change-password /events/:id/register /users'
      .split(' ')
      .map((url) => `app.post('${url}', handle);`),
    "app.get('/login', page);",
    "@Controller() class Auth { @UseGuards(AuthCountRequestsGuard) @Post('login') login() {} }",
    "router.post('/register', needsAuthenticatedUser(), async (req, res) => res.json({}));",
    "@Controller() class Auth { @UseGuards(LimitsControlGuard) @Post('login') login() {} }",
    "app.post('/login', loginLimiter, login);",
    "app.post('/login', rateLimit({ max: 5 }), login);",
    "app.post('/login', [limiter, validate], login);",
    "app.post('/login', async (req, res) => { await rateLimiter.consume(req.ip); res.json({}); });",
    "app.post('/login', async (req, res) => { if (user.failedAttempts > 5) return; res.json({}); });",
    "app.post('/login', verifyCaptcha, login);",
    "const guards = [rateLimit(), validate];\napp.post('/login', guards, login);",
    "async function login(req, res) { await limiter.consume(req.ip); }\napp.post('/login', login);",
    "app.use(limiter);\napp.post('/login', login);",
    "app.use('/api', limiter);\napp.post('/api/login', login);",
    "app.use('/auth', rateLimit({ max: 5 }));\nrouter.post('/login', login);",
    "router.all('/login', throttle);\nrouter.post('/login', login);",
    "fastify.register(rateLimit, { max: 100 });\nfastify.post('/login', login);",
    "fastify.post('/login', { config: { rateLimit: { max: 5 } } }, login);",
    "fastify.route({ method: 'POST', url: '/login', config: { rateLimit: { max: 5 } }, handler: login });",
    "@Controller() class Auth { @Throttle(5, 60) @Post('login') login() {} }",
    "@UseGuards(ThrottlerGuard) @Controller() class Auth { @Post('login') login() {} }",
    "app.get('/login', page);",
    "app.delete('/login', logout);",
    "app.post('/logout', logout);",
    "app.post('/users', create);",
    "app.post('/events/:id/register', join);",
    "app.post('/devices/register', add);",
    "app.post('/register', authorize('admin'), create);",
    "app.post('/login/callback', done);",
    "app.post('/auth/google/login', google);",
    "@Controller({ path: 'auth/apple', version: '1' }) class Apple { @Post('login') login() {} }",
    { code: "http.post('/api/login', resolver);", filename: 'src/mocks/handlers.ts' },
    "app.post('/orders/search', search);",
    "app.post('/change-password', change);",
    "fetch('/login', { method: 'POST' })",
    "request(app).post('/login', {})",
    "axios.post('/login', form)",
    "map.set('/login', login)",
    { code: "app.post('/login', login);", filename: 'tests/auth.test.ts' },
    { code: "app.post('/login', slow, login);", options: [{ limiters: ['slow'] }] },
  ],
  invalid: [
    "@Controller('⟦login⟧') class Sessions { @Post() create() {} }",
    limited("app.post('/login', rateLimit({ windowMs: 60000, ⟦max: 5⟧ }), login);"),
    limited("const limiter = rateLimit({ ⟦limit: 5⟧ });\napp.post('/login', validate, limiter, login);"),
    limited("app.post('/reset-password', ⟦rateLimit⟧({ windowMs: 60000 }), reset);"),
    "router.post('/⟦reset-password⟧', validateBody, users.resetPassword);",
    "router.post('/⟦verify-otp⟧', authenticateToken, users.verifyOtp);",
    "app.post('/password/⟦reset⟧', handle);",
    "app.post('/⟦magic-link⟧', handle);",
    "app.put('/⟦verify-otp⟧', handle);",
    "app.post('/⟦login⟧', login);",
    "app.post('/api/v1/auth/⟦login⟧', login);",
    "app.post('/⟦log-in⟧', login);",
    "app.post('/⟦signin⟧', validate(schema), controller.signIn);",
    "app.post('/⟦userLogin⟧', login);",
    "app.post('/⟦authenticate⟧', login);",
    "app.post('/⟦sign-up⟧', create);",
    "app.post('/⟦register⟧', create);",
    "app.post('/api/users/⟦register⟧', create);",
    "app.post('/⟦forgot-password⟧', forgot);",
    "app.post('/⟦forgotPassword⟧', forgot);",
    "app.post('/⟦reset-password⟧', reset);",
    "app.post('/⟦reset-password⟧/:token', reset);",
    "app.put('/⟦password-reset⟧', reset);",
    "app.patch('/⟦reset-password⟧/:token', reset);",
    "app.post('/password/⟦forgot⟧', forgot);",
    "app.post('/⟦verify-otp⟧', verify);",
    "app.post('/2fa/⟦verify-2fa⟧', verify);",
    "app.post('/⟦send-otp⟧', send);",
    "app.post('/⟦magic-link⟧', send);",
    "app.post('/⟦login⟧', auth, login);",
    'app.post(`/⟦login⟧`, login);',
    'app.post(`${prefix}/⟦login⟧`, login);',
    "router.route('/⟦login⟧').post(login).get(page);",
    "fastify.post('/⟦login⟧', { schema }, login);",
    "fastify.route({ method: 'POST', url: '/⟦login⟧', handler: login });",
    "fastify.register(rateLimit, { global: false });\nfastify.post('/⟦login⟧', login);",
    "app.use('/payments', limiter);\napp.post('/⟦login⟧', login);",
    "app.post('/payments', limiter, pay);\napp.post('/⟦login⟧', login);",
    "@Controller('auth') class Auth { @Post('⟦login⟧') login() {} }",
    "import { Hono } from 'hono';\nconst web = new Hono();\nweb.post('/⟦login⟧', (c) => c.json({}));",
    "import Router from '@koa/router';\nconst auth = new Router({ prefix: '/auth' });\nauth.post('/⟦login⟧', login);",
    { code: "app.post('/⟦login⟧', function (req, res) {});", language: 'espree', filename: 'app.js' },
    { code: "app.post('/⟦login⟧', login);", options: [{ limiters: ['slow'] }] },
  ],
  messages: [
    {
      code: limited("app.post('/login', rateLimit({ max: 5 }), login);"),
      message:
        'This limiter of logins counts addresses alone, so that guesses from many of them are never counted together, and people behind one shut each other out: let `keyGenerator` give the account and the address.',
    },
    {
      code: "app.post('/login', login);",
      message:
        'Nothing in sight counts the tries of this route, so that passwords can be guessed as fast as the server answers: put a rate limiter before it.',
    },
    {
      code: "app.post('/signup', create);",
      message:
        'Nothing in sight limits this route, so that a script can make accounts as fast as the server answers: put a rate limiter before it.',
    },
  ],
});

test('a project that depends on a limiter may put it before its routes in another file', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'rate-limit-'));
  mkdirSync(join(cwd, 'src'));
  const lint = (code: string): number =>
    new Linter({ cwd }).verify(
      code,
      [
        {
          plugins: { 'backend-patterns': plugin },
          rules: { 'backend-patterns/require-auth-rate-limit': 'error' },
        },
      ],
      'src/routes.js',
    ).length;
  const routes = "router.post('/login', login);";
  writeFileSync(join(cwd, 'package.json'), '{ "dependencies": { "express": "5" } }');
  expect(lint(routes)).toBe(1);
  writeFileSync(join(cwd, 'package.json'), '{ "dependencies": { "express-rate-limit": "8" } }');
  expect(lint(routes)).toBe(0);
  expect(lint(`${routes}\napp.listen(3000);`)).toBe(1);
  writeFileSync(join(cwd, 'package.json'), '{ "dependencies": ');
  expect(lint(routes)).toBe(1);
  writeFileSync(join(cwd, 'package.json'), 'null');
  expect(lint(routes)).toBe(1);
});
