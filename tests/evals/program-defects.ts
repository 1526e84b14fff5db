import { expect } from 'vitest';
import { password, signUp, signUpAdmin, type Service } from '../skill/examples/service.ts';
import { place, type worksAsBefore } from './works-as-before.ts';

/** A defect put into a program of level 3. */
export interface Defect {
  readonly name: string;
  readonly entry: keyof typeof worksAsBefore;
  /** The function that the entry exports. */
  readonly build: string;
  /** What is told of it: what somebody saw, not where it comes from. */
  readonly symptom: string;
  readonly change: { readonly file: string; readonly text: string; readonly replacement: string };
  readonly checks: Readonly<Record<string, (service: Service) => Promise<void>>>;
}

const rest = { entry: 'rest-api-complete.ts', build: 'buildRestApi' } as const;
const auth = { entry: 'auth-flow-complete.ts', build: 'buildAuthFlow' } as const;
const graphql = { entry: 'graphql-server.ts', build: 'buildGraphqlServer' } as const;

export const defects: readonly Defect[] = [
  {
    ...rest,
    name: 'anyones-order',
    symptom: 'A customer who knew the id of an order of somebody else read it, and cancelled it.',
    change: {
      file: 'orders/orders-service.ts',
      text: "    requireOwner(caller, order.userId, 'order');\n",
      replacement: '',
    },
    checks: {
      'hides-orders-of-others': async (service) => {
        const [ana, bob] = [await signUp(service), await signUp(service)];
        const { body } = await place(service, ana, 'mine');
        const path = `/api/v1/orders/${body.data.id}`;
        const { send } = service;
        expect((await send('GET', path, { token: bob.token })).status).toBe(404);
        expect((await send('GET', path.replace('v1', 'v2'), { token: bob.token })).status).toBe(404);
        const cancel = await send('PATCH', path, { token: bob.token, body: { status: 'cancelled' } });
        expect(cancel.status).toBe(404);
      },
      'shows-them-to-admins': async (service) => {
        const [ana, admin] = [await signUp(service), await signUpAdmin(service)];
        const { body } = await place(service, ana, 'mine');
        const answer = await service.send('GET', `/api/v1/orders/${body.data.id}`, { token: admin.token });
        expect(answer.status).toBe(200);
      },
    },
  },
  {
    ...rest,
    name: 'logout-without-effect',
    symptom: 'After a logout the access token still works until it expires.',
    change: {
      file: 'auth/guard.ts',
      text: 'AND sessions.revoked_at IS NULL AND',
      replacement: 'AND',
    },
    checks: {
      'ends-with-the-session': async (service) => {
        const { id, token } = await signUp(service);
        await service.send('POST', '/api/v1/auth/logout', { token });
        expect((await service.send('GET', `/api/v1/users/${id}`, { token })).status).toBe(401);
      },
    },
  },
  {
    ...rest,
    name: 'copied-refresh-token',
    symptom:
      'A refresh token was copied. The thief used it first; the owner was refused, and the thief stayed logged in. When a refresh token comes a second time, the session must end.',
    change: {
      file: 'auth/sessions.ts',
      text: '  await revoke(transaction, known.session_id);\n',
      replacement: '',
    },
    checks: {
      'ends-the-session': async (service) => {
        const { id, refreshToken } = await signUp(service);
        const refresh = (token: string) =>
          service.send('POST', '/api/v1/auth/refresh', { body: { refreshToken: token } });
        const thief = (await refresh(refreshToken)).body.data;
        expect((await refresh(refreshToken)).status).toBe(401);
        expect((await refresh(thief.refreshToken)).status).toBe(401);
        const answer = await service.send('GET', `/api/v1/users/${id}`, { token: thief.accessToken });
        expect(answer.status).toBe(401);
      },
    },
  },
  {
    ...rest,
    name: 'endless-list',
    symptom: 'A client sends `?limit=1000000` to the lists, and the service answers everything it has.',
    change: {
      file: 'foundation/parameters.ts',
      text: 'minimum: 1, maximum: 100,',
      replacement: 'minimum: 1,',
    },
    checks: {
      'refuses-more-than-100': async (service) => {
        const { id, token } = await signUp(service);
        for (const version of ['v1', 'v2']) {
          const path = `/api/${version}/users/${id}/orders`;
          expect((await service.send('GET', `${path}?limit=101`, { token })).status).toBe(400);
          expect((await service.send('GET', `${path}?limit=100`, { token })).status).toBe(200);
        }
      },
    },
  },
  {
    ...rest,
    name: 'cancelled-after-shipping',
    symptom: 'Customers cancel orders that were shipped already.',
    change: {
      file: 'orders/orders-repository.ts',
      text: 'AND status = ANY($3::text[])',
      replacement: 'AND $3::text[] IS NOT NULL',
    },
    checks: {
      'keeps-the-order-of-states': async (service) => {
        const [ana, admin] = [await signUp(service), await signUpAdmin(service)];
        const { body } = await place(service, ana, 'one');
        const move = async (token: string, status: string) =>
          (await service.send('PATCH', `/api/v1/orders/${body.data.id}`, { token, body: { status } })).status;
        expect(await move(admin.token, 'shipped')).toBe(409);
        expect(await move(admin.token, 'paid')).toBe(200);
        expect(await move(admin.token, 'shipped')).toBe(200);
        expect(await move(ana.token, 'cancelled')).toBe(409);
      },
    },
  },
  {
    ...rest,
    name: 'key-of-another-order',
    symptom:
      'A client used an Idempotency-Key again for an order of another amount, and got 201 with the first order. It should get 422.',
    change: {
      file: 'orders/orders-repository.ts',
      text: 'stored === undefined || stored.request_digest !== digest',
      replacement: 'stored === undefined',
    },
    checks: {
      'refuses-another-order': async (service) => {
        const ana = await signUp(service);
        const first = await place(service, ana, 'key');
        const repeat = await place(service, ana, 'key');
        expect([repeat.status, repeat.body.data.id]).toEqual([201, first.body.data.id]);
        expect((await place(service, ana, 'key', 900)).status).toBe(422);
      },
    },
  },
  {
    ...rest,
    name: 'search-with-wildcards',
    symptom:
      'An admin who filters users by `email=a_b@` gets users whose address has another character there.',
    change: {
      file: 'users/users-repository.ts',
      text: "part.toLowerCase().replace(/[\\\\%_]/g, '\\\\$&')",
      replacement: 'part.toLowerCase()',
    },
    checks: {
      'finds-what-was-typed': async (service) => {
        const admin = await signUpAdmin(service);
        for (const email of ['a_b@example.com', 'axb@example.com', 'a%b@example.com', 'a\\b@example.com']) {
          const made = await service.send('POST', '/api/v1/users', { body: { email, name: 'N', password } });
          // The backslash is no part of a valid address here.
          if (!email.includes('\\')) expect(made.status).toBe(201);
        }
        const found = async (part: string) => {
          const path = `/api/v1/users?email=${encodeURIComponent(part)}`;
          const { body } = await service.send('GET', path, { token: admin.token });
          return body.data.map(({ email }: { email: string }) => email);
        };
        expect(await found('a_b@')).toEqual(['a_b@example.com']);
        expect(await found('A%B@')).toEqual(['a%b@example.com']);
        expect(await found('xb@')).toEqual(['axb@example.com']);
      },
    },
  },
  {
    ...rest,
    name: 'total-of-everyone',
    symptom: 'The list of admins says in `total` how many users there are, not how many admins.',
    change: {
      file: 'users/users-repository.ts',
      text: `         FROM users
        WHERE ($1::text IS NULL OR lower(email) LIKE $1) AND ($2::text IS NULL OR role = $2)\`,
      values,`,
      replacement: `         FROM users\`,
      [],`,
    },
    checks: {
      'counts-what-it-lists': async (service) => {
        const admin = await signUpAdmin(service);
        await signUp(service);
        const list = async (query: string) => {
          const { body } = await service.send('GET', `/api/v1/users?${query}`, { token: admin.token });
          return [body.data.length, body.meta.page.total];
        };
        const [admins, total] = await list('role=admin&limit=100');
        expect(total).toBe(admins);
        expect(await list(`email=${admin.email}&limit=100`)).toEqual([1, 1]);
      },
    },
  },
  {
    ...rest,
    name: 'talkative-errors',
    symptom: 'When something unforeseen fails, clients read names of tables and columns in the answer.',
    change: {
      file: 'foundation/server.ts',
      text: "'Something went wrong. Quote the request id when you report it.'",
      replacement: 'error.message',
    },
    checks: {
      'tells-nothing': async (service) => {
        const ana = await signUp(service);
        await service.database.query('ALTER TABLE orders RENAME TO orders_away');
        const path = `/api/v1/users/${ana.id}/orders`;
        const answer = await service.send('GET', path, { token: ana.token });
        await service.database.query('ALTER TABLE orders_away RENAME TO orders');
        expect(answer.status).toBe(500);
        expect(answer.body).toMatchObject({ success: false, error: { code: expect.any(String) } });
        expect(JSON.stringify(answer.body)).not.toMatch(/orders|relation/);
      },
    },
  },
  {
    ...rest,
    name: 'endless-guesses',
    symptom: 'Somebody guesses the password of one account from one address, thousands of times.',
    change: {
      file: 'auth/auth-routes.ts',
      text: '        await limit.begin(account, request.ip);\n',
      replacement: '',
    },
    checks: {
      'stops-the-guesser': async (service) => {
        const ana = await signUp(service);
        const login = async (email: string, word: string) =>
          (await service.send('POST', '/api/v1/auth/login', { body: { email, password: word } })).status;
        const statuses = [];
        for (let guess = 0; guess < 7; guess += 1) statuses.push(await login(ana.email, `guess ${guess}`));
        expect(statuses.at(-1)).toBe(429);
        expect(await login(ana.email.toUpperCase(), 'guess')).toBe(429);
        const bob = await signUp(service);
        expect(await login(bob.email, password)).toBe(200);
      },
      'in-parallel-too': async (service) => {
        const ana = await signUp(service);
        const answers = await Promise.all(
          Array.from({ length: 12 }, () =>
            service.send('POST', '/api/v1/auth/login', { body: { email: ana.email, password: 'no' } }),
          ),
        );
        expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(6);
      },
    },
  },
  {
    ...auth,
    name: 'old-sessions',
    symptom:
      'A user changed the password because somebody else was logged in. That somebody stayed logged in.',
    change: {
      file: 'auth/account-routes.ts',
      text: `        // Whoever knew the old password is out, this session included.
        await sessions.revokeAll(userId);
`,
      replacement: '',
    },
    checks: {
      'ends-every-session': async (service) => {
        const ana = await signUp(service);
        const changed = await service.send('PUT', `/api/v1/users/${ana.id}/password`, {
          token: ana.token,
          body: { currentPassword: password, newPassword: 'another horse battery' },
        });
        expect(changed.status).toBe(204);
        expect((await service.send('GET', '/api/v1/me', { token: ana.token })).status).toBe(401);
        const refresh = await service.send('POST', '/api/v1/auth/refresh', {
          body: { refreshToken: ana.refreshToken },
        });
        expect(refresh.status).toBe(401);
      },
    },
  },
  {
    ...graphql,
    name: 'deep-queries',
    symptom:
      'One query, nested a hundred levels deep, kept the service busy for minutes. 12 levels are enough for any client; refuse more with status 400, before anything runs.',
    change: { file: 'graphql/graphql-route.ts', text: 'depth: 12,', replacement: 'depth: 1_000,' },
    checks: {
      'refuses-deep-queries': async (service) => {
        const { token } = await signUp(service);
        const nested = (pairs: number) =>
          `${'orders(first: 1) { edges { node { user {'.repeat(pairs)} name ${'} } } }'.repeat(pairs)}`;
        const ask = async (query: string) =>
          (
            await service.send('POST', '/graphql', {
              token,
              body: { query },
              headers: { accept: 'application/graphql-response+json' },
            })
          ).status;
        expect(await ask(`{ me { ${nested(2)} } }`)).toBe(200);
        expect(await ask(`{ me { ${nested(3)} } }`)).toBe(400);
        const hidden = `{ me { ...Far } } fragment Far on User { ${nested(3)} }`;
        expect(await ask(hidden)).toBe(400);
      },
    },
  },
];
