import { createSecretKey, randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  ACCESS_TOKEN_SECONDS,
  createAccessTokens,
} from '../../../lessons/skill/backend-development-patterns/examples/auth/access-tokens.ts';
import {
  hashPassword,
  isPassword,
} from '../../../lessons/skill/backend-development-patterns/examples/auth/passwords.ts';
import { buildAuthFlow } from '../../../lessons/skill/backend-development-patterns/examples/auth-flow-complete.ts';
import { readConfig } from '../../../lessons/skill/backend-development-patterns/examples/foundation/config.ts';
import { databases, password, signUp, signUpAdmin, useService, type Send } from './service.ts';

const secret = 'a secret of the tests, 32 bytes or more';

describe.each(databases)('the auth flow on %s', (kind) => {
  const service = useService(buildAuthFlow, kind);
  const send: Send = (...request) => service().send(...request);

  const login = (email: string, guess = password) =>
    send('POST', '/api/v1/auth/login', { body: { email, password: guess } });
  const refresh = (refreshToken: string) => send('POST', '/api/v1/auth/refresh', { body: { refreshToken } });
  const me = (token: string) => send('GET', '/api/v1/me', { token });

  describe('login', () => {
    test('answers with a pair of tokens that no cache may keep', async () => {
      const { email } = await signUp(service());
      const answer = await login(email);
      expect(answer.status).toBe(200);
      expect(answer.body.data).toEqual({
        accessToken: expect.any(String),
        tokenType: 'Bearer',
        expiresInSeconds: 600,
        refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });

    test('takes the address in any case', async () => {
      const { email } = await signUp(service());
      expect((await login(` ${email.toUpperCase()} `)).status).toBe(200);
    });

    test('answers alike for a wrong password and for nobody', async () => {
      const { email } = await signUp(service());
      const [wrong, nobody] = [await login(email, 'wrong password'), await login('nobody@example.com')];
      expect([wrong.status, nobody.status]).toEqual([401, 401]);
      expect(wrong.body.error).toEqual(nobody.body.error);
      expect(wrong.headers.get('www-authenticate')).toBe('Bearer');
    });

    test.each([
      ['an object for a password', { email: 'a@example.com', password: { $ne: null } }],
      ['no password', { email: 'a@example.com' }],
      ['a password without end', { email: 'a@example.com', password: 'x'.repeat(129) }],
    ])('refuses %s with 400', async (_, body) => {
      expect((await send('POST', '/api/v1/auth/login', { body })).status).toBe(400);
    });
  });

  describe('the limit on guesses', () => {
    test('stops the sixth in 15 minutes, the right one too, and says how long', async () => {
      const { email } = await signUp(service());
      const statuses = [];
      for (let count = 0; count < 5; count += 1) statuses.push((await login(email, 'wrong')).status);
      const refused = await login(email);
      expect([...statuses, refused.status]).toEqual([401, 401, 401, 401, 401, 429]);
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(800);
      expect(seconds).toBeLessThanOrEqual(900);
      expect(refused.body.error.code).toBe('TOO_MANY_REQUESTS');
    });

    test('counts guesses in parallel', async () => {
      const { email } = await signUp(service());
      const answers = await Promise.all(Array.from({ length: 12 }, () => login(email, 'wrong')));
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
    });

    test('does not stop another account from the same address', async () => {
      const [ana, bob] = [await signUp(service()), await signUp(service())];
      for (let count = 0; count < 6; count += 1) await login(ana.email, 'wrong');
      expect((await login(bob.email)).status).toBe(200);
    });

    test('does not stop the owner at another address', async () => {
      const { email } = await signUp(service());
      for (let count = 0; count < 6; count += 1) await login(email, 'wrong');
      await service().database.query(`UPDATE login_failures SET address = '203.0.113.9' WHERE account = $1`, [
        email,
      ]);
      expect((await login(email)).status).toBe(200);
    });

    test('forgets the failures after a success, and after the window', async () => {
      const { email } = await signUp(service());
      for (let count = 0; count < 4; count += 1) await login(email, 'wrong');
      expect((await login(email)).status).toBe(200);
      for (let count = 0; count < 6; count += 1) await login(email, 'wrong');
      expect((await login(email)).status).toBe(429);
      await service().database.query(`UPDATE login_failures SET window_ends_at = now() WHERE account = $1`, [
        email,
      ]);
      expect((await login(email)).status).toBe(200);
    });
  });

  describe('the access token', () => {
    test('names its type, issuer, audience and end, and no role', async () => {
      const { token, id } = await signUp(service());
      expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'at+jwt' });
      const claims = decodeJwt(token);
      expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub']);
      expect(claims.sub).toBe(id);
      expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600);
    });

    const forge = async (
      token: string,
      header: { alg: string; typ?: string },
      change: (claims: Record<string, unknown>) => void = () => undefined,
      key = secret,
    ) => {
      const claims: Record<string, unknown> = { ...decodeJwt(token) };
      change(claims);
      return new SignJWT(claims).setProtectedHeader(header).sign(createSecretKey(Buffer.from(key)));
    };
    const typ = 'at+jwt';

    test.each<[string, (token: string) => Promise<string>]>([
      ['another algorithm', (token) => forge(token, { alg: 'HS512', typ })],
      ['another type', (token) => forge(token, { alg: 'HS256', typ: 'JWT' })],
      [
        'another key',
        (token) => forge(token, { alg: 'HS256', typ }, undefined, 'another secret of 32 bytes or more'),
      ],
      ['another audience', (token) => forge(token, { alg: 'HS256', typ }, (claims) => (claims.aud = 'shop'))],
      ['another issuer', (token) => forge(token, { alg: 'HS256', typ }, (claims) => (claims.iss = 'me'))],
      ['its time over', (token) => forge(token, { alg: 'HS256', typ }, (claims) => (claims.exp = 1))],
      ['no end', (token) => forge(token, { alg: 'HS256', typ }, (claims) => delete claims.exp)],
      [
        'a subject that is no id',
        (token) => forge(token, { alg: 'HS256', typ }, (claims) => (claims.sub = '1')),
      ],
      ['no signature', async (token) => `${token.split('.').slice(0, 2).join('.')}.`],
      ['alg none', async (token) => `eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.${token.split('.')[1] ?? ''}.`],
    ])('is refused with %s', async (_, change) => {
      const { token } = await signUp(service());
      expect((await me(await forge(token, { alg: 'HS256', typ }))).status).toBe(200);
      expect((await me(await change(token))).status).toBe(401);
    });

    test('of another user’s session is refused', async () => {
      const [ana, bob] = [await signUp(service()), await signUp(service())];
      const mixed = await forge(ana.token, { alg: 'HS256', typ }, (claims) => (claims.sub = bob.id));
      expect((await me(mixed)).status).toBe(401);
    });
  });

  describe('refresh', () => {
    test('hands out a new pair, and the old refresh token is used up', async () => {
      const { refreshToken, token } = await signUp(service());
      const next = (await refresh(refreshToken)).body.data;
      expect(next.refreshToken).not.toBe(refreshToken);
      expect(next.accessToken).not.toBe(token);
      expect((await me(next.accessToken)).status).toBe(200);
    });

    test('takes a token that comes twice as stolen: the whole session ends, and only that one', async () => {
      const { email, refreshToken } = await signUp(service());
      const otherDevice = (await login(email)).body.data;
      const next = (await refresh(refreshToken)).body.data;
      expect((await refresh(refreshToken)).status).toBe(401);
      expect((await refresh(next.refreshToken)).status).toBe(401);
      expect((await me(next.accessToken)).status).toBe(401);
      expect((await me(otherDevice.accessToken)).status).toBe(200);
    });

    test('serves one of two requests that race with one token', async () => {
      const { refreshToken } = await signUp(service());
      const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    });

    test('refuses what it never handed out, an access token and an expired session', async () => {
      const { refreshToken, token, id } = await signUp(service());
      expect((await refresh('A'.repeat(43))).status).toBe(401);
      expect((await refresh(token.slice(0, 100))).status).toBe(401);
      await service().database.query('UPDATE sessions SET expires_at = now() WHERE user_id = $1', [id]);
      expect((await refresh(refreshToken)).status).toBe(401);
    });

    test('leaves nothing in the database that could be used to log in', async () => {
      const { refreshToken, id } = await signUp(service());
      const { rows } = await service().database.query(
        `SELECT encode(digest, 'escape') AS digest, users.password_hash
           FROM refresh_tokens
           JOIN sessions ON sessions.id = refresh_tokens.session_id
           JOIN users ON users.id = sessions.user_id
          WHERE users.id = $1`,
        [id],
      );
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(refreshToken);
      expect(JSON.stringify(rows)).not.toContain(password);
    });
  });

  describe('logout', () => {
    test('ends the session at once, tokens of both kinds', async () => {
      const { token, refreshToken } = await signUp(service());
      expect(await send('POST', '/api/v1/auth/logout', { token })).toMatchObject({ status: 204, body: '' });
      expect([(await me(token)).status, (await refresh(refreshToken)).status]).toEqual([401, 401]);
      expect((await send('POST', '/api/v1/auth/logout', { token })).status).toBe(401);
    });

    test('everywhere ends every session of the user, and of no other', async () => {
      const [ana, bob] = [await signUp(service()), await signUp(service())];
      const second = (await login(ana.email)).body.data;
      const path = `/api/v1/users/${ana.id}/sessions`;
      const listed = await send('GET', path, { token: ana.token });
      expect(listed.body.data).toHaveLength(2);
      expect((await send('DELETE', path, { token: bob.token })).status).toBe(404);
      expect((await send('DELETE', path, { token: ana.token })).status).toBe(204);
      const statuses = [await me(ana.token), await me(second.accessToken), await me(bob.token)];
      expect(statuses.map(({ status }) => status)).toEqual([401, 401, 200]);
    });
  });

  describe('a change of password', () => {
    const change = (person: { id: string; token: string }, body: object) =>
      send('PUT', `/api/v1/users/${person.id}/password`, { token: person.token, body });

    test('needs the current one, then ends every session', async () => {
      const ana = await signUp(service());
      const newPassword = 'another battery staple';
      const refused = await change(ana, { currentPassword: 'wrong', newPassword });
      expect([refused.status, refused.body.error.code]).toEqual([422, 'WRONG_PASSWORD']);
      expect((await change(ana, { currentPassword: password, newPassword })).status).toBe(204);
      expect([(await me(ana.token)).status, (await refresh(ana.refreshToken)).status]).toEqual([401, 401]);
      expect([(await login(ana.email)).status, (await login(ana.email, newPassword)).status]).toEqual([
        401, 200,
      ]);
    });

    test('is one’s own alone, an admin’s neither', async () => {
      const [ana, admin] = [await signUp(service()), await signUpAdmin(service())];
      const body = { currentPassword: password, newPassword: 'another battery staple' };
      expect((await change({ ...ana, token: admin.token }, body)).status).toBe(404);
    });
  });

  describe('roles', () => {
    const setRole = (token: string, id: string, role: string) =>
      send('PUT', `/api/v1/users/${id}/role`, { token, body: { role } });
    const listUsers = async (token: string) => (await send('GET', '/api/v1/users', { token })).status;

    test('are given by admins alone, and not to oneself', async () => {
      const [ana, admin] = [await signUp(service()), await signUpAdmin(service())];
      expect((await setRole(ana.token, ana.id, 'admin')).status).toBe(403);
      expect((await setRole(admin.token, admin.id, 'customer')).status).toBe(422);
      expect((await setRole(admin.token, ana.id, 'owner')).status).toBe(400);
      expect((await setRole(admin.token, ana.id, 'admin')).body.data.role).toBe('admin');
    });

    test('count at once, in tokens that were issued before', async () => {
      const [ana, admin] = [await signUp(service()), await signUpAdmin(service())];
      expect(await listUsers(ana.token)).toBe(403);
      await setRole(admin.token, ana.id, 'admin');
      expect(await listUsers(ana.token)).toBe(200);
      await setRole(admin.token, ana.id, 'customer');
      expect(await listUsers(ana.token)).toBe(403);
    });

    test('cannot be chosen at sign-up', async () => {
      const body = { email: 'boss@example.com', name: 'Boss', password, role: 'admin' };
      expect((await send('POST', '/api/v1/users', { body })).status).toBe(400);
    });
  });
});

describe('access tokens', () => {
  afterEach(() => void vi.useRealTimers());

  test('that were valid before are refused once they have expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const tokens = createAccessTokens(secret);
    const subject = { userId: randomUUID(), sessionId: randomUUID() };
    const token = await tokens.issue(subject);
    vi.setSystemTime(Date.now() + (ACCESS_TOKEN_SECONDS - 1) * 1000);
    expect([await tokens.verify(token), await tokens.verify(token)]).toEqual([subject, subject]);
    vi.setSystemTime(Date.now() + 1000);
    await expect(tokens.verify(token)).rejects.toMatchObject({ status: 401 });
  });

  test('say the same when they come again, each its own', async () => {
    const tokens = createAccessTokens(secret);
    const subjects = [0, 1].map(() => ({ userId: randomUUID(), sessionId: randomUUID() }));
    const issued = await Promise.all(subjects.map(tokens.issue));
    for (let time = 0; time < 2; time += 1) {
      expect(await Promise.all(issued.map(tokens.verify))).toEqual(subjects);
    }
  });
});

describe('password hashes', () => {
  test('differ for the same password, and tell right from wrong', async () => {
    const [first, second] = [await hashPassword('secret', 8), await hashPassword('secret', 8)];
    expect(first).not.toBe(second);
    expect([await isPassword('secret', first), await isPassword('Secret', first)]).toEqual([true, false]);
  });

  test('see what bcrypt would not: bytes past the 72nd', async () => {
    const long = 'x'.repeat(72);
    expect(await isPassword(`${long}b`, await hashPassword(`${long}a`, 8))).toBe(false);
  });

  test('take the same characters in whatever form they were typed', async () => {
    expect(await isPassword('e\u0301t\u00e9', await hashPassword('\u00e9te\u0301', 8))).toBe(true);
  });
});

describe('the configuration', () => {
  const databaseUrl = 'postgres://localhost/shop';

  test.each([
    ['a short secret', { ACCESS_TOKEN_SECRET: 'x' }, 'ACCESS_TOKEN_SECRET must be 32 bytes or longer'],
    ['a server without a secret', { DATABASE_URL: databaseUrl }, 'ACCESS_TOKEN_SECRET is required'],
    ['a port that is none', { PORT: '70000' }, 'PORT must be a whole number'],
    ['another database', { DATABASE_URL: 'mysql://localhost/shop' }, 'DATABASE_URL must be an address'],
  ])('with %s does not start, and says what to do', (_, variables, message) => {
    expect(() => readConfig(variables)).toThrow(message);
  });

  test('of the embedded database makes a secret of its own', () => {
    expect(Buffer.byteLength(readConfig({}).accessTokenSecret)).toBeGreaterThanOrEqual(32);
    expect(readConfig({}).accessTokenSecret).not.toBe(readConfig({}).accessTokenSecret);
  });
});
