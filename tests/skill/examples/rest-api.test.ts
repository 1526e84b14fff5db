import { describe, expect, test } from 'vitest';
import {
  relayOutbox,
  type Message,
} from '../../../lessons/skill/backend-development-patterns/examples/foundation/outbox.ts';
import { buildRestApi } from '../../../lessons/skill/backend-development-patterns/examples/rest-api-complete.ts';
import { databases, password, signUp, signUpAdmin, useService, type Send } from './service.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe.each(databases)('the REST API on %s', (kind) => {
  const service = useService(buildRestApi, kind);
  const send: Send = (...request) => service().send(...request);

  let keys = 0;
  const placeOrder = async (person: { id: string; token: string }, totalCents = 1250) => {
    const placed = await send('POST', `/api/v1/users/${person.id}/orders`, {
      token: person.token,
      body: { totalCents, currency: 'EUR' },
      headers: { 'idempotency-key': `key-${(keys += 1)}` },
    });
    expect(placed.status).toBe(201);
    return placed.body.data as { id: string; createdAt: string };
  };

  describe('creating a user', () => {
    test('answers 201 with the envelope, where it is, and never the password', async () => {
      const body = { email: '  Bea@Example.com ', name: ' Bea ', password };
      const refused = await send('POST', '/api/v1/users', { body });
      expect(refused.status).toBe(400);

      const created = await send('POST', '/api/v1/users', { body: { ...body, email: 'Bea@Example.com' } });
      expect(created.status).toBe(201);
      expect(created.body).toEqual({
        success: true,
        data: {
          id: expect.any(String),
          email: 'bea@example.com',
          name: 'Bea',
          role: 'customer',
          createdAt: expect.stringMatching(/Z$/),
          updatedAt: expect.stringMatching(/Z$/),
        },
        meta: { requestId: created.headers.get('x-request-id'), timestamp: expect.stringMatching(/Z$/) },
      });
      expect(created.headers.get('location')).toBe(`/api/v1/users/${created.body.data.id}`);
    });

    test('takes an address once, in whatever case, also when two requests race', async () => {
      const answers = await Promise.all(
        ['race@example.com', 'RACE@example.com', 'Race@Example.com'].map((email) =>
          send('POST', '/api/v1/users', { body: { email, name: 'R', password } }),
        ),
      );
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
      const refused = answers.find((answer) => answer.status === 409);
      expect(refused?.body.error.code).toBe('EMAIL_TAKEN');
    });

    test.each([
      ['no body', undefined, ''],
      ['a missing field', { email: 'a@example.com', name: 'A' }, 'password'],
      ['an address that is none', { email: 'nobody', name: 'A', password }, 'email'],
      ['a blank name', { email: 'a@example.com', name: '   ', password }, 'name'],
      ['a name that is too long', { email: 'a@example.com', name: 'A'.repeat(101), password }, 'name'],
      ['a short password', { email: 'a@example.com', name: 'A', password: 'short' }, 'password'],
      ['a number for a name', { email: 'a@example.com', name: 5, password }, 'name'],
      ['a role', { email: 'a@example.com', name: 'A', password, role: 'admin' }, 'role'],
    ])('refuses %s with 400 and the field, not its value', async (_, body, field) => {
      const refused = await send('POST', '/api/v1/users', { body });
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({ success: false, error: { code: expect.any(String) } });
      if (field !== '') expect(refused.body.error.details).toMatchObject([{ field }]);
      expect(JSON.stringify(refused.body)).not.toContain('"short"');
    });

    test('refuses broken JSON with 400 and the envelope', async () => {
      const refused = await send('POST', '/api/v1/users', { body: '{"email":' });
      expect(refused.status).toBe(400);
      expect(refused.body.success).toBe(false);
    });

    test('refuses with 422 what the schema accepts and a rule of the business does not', async () => {
      const body = { email: 'weakling@example.com', name: 'W', password: 'weakling-2026' };
      const refused = await send('POST', '/api/v1/users', { body });
      expect([refused.status, refused.body.error.code]).toEqual([422, 'WEAK_PASSWORD']);
    });

    test('stores the welcome message with the user, and none for a refused one', async () => {
      const person = await signUp(service());
      await send('POST', '/api/v1/users', { body: { email: person.email, name: 'Twin', password } });
      const { rows } = await service().database.query(
        `SELECT topic FROM outbox WHERE payload->>'userId' = $1`,
        [person.id],
      );
      expect(rows).toEqual([{ topic: 'user.created' }]);
    });
  });

  describe('one user', () => {
    test('is seen by itself and by an admin; to others it does not exist', async () => {
      const [ana, bob, admin] = [
        await signUp(service()),
        await signUp(service()),
        await signUpAdmin(service()),
      ];
      const path = `/api/v1/users/${ana.id}`;
      expect((await send('GET', path, { token: ana.token })).body.data.email).toBe(ana.email);
      expect((await send('GET', path, { token: admin.token })).status).toBe(200);
      const hidden = await send('GET', path, { token: bob.token });
      const missing = await send('GET', `/api/v1/users/${UNKNOWN_ID}`, { token: admin.token });
      expect([hidden.status, missing.status]).toEqual([404, 404]);
      expect(hidden.body.error).toEqual(missing.body.error);
    });

    test('needs an access token: 401 says how', async () => {
      const { id, token, refreshToken } = await signUp(service());
      const path = `/api/v1/users/${id}`;
      const none = await send('GET', path);
      expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect((await send('GET', path, { token: refreshToken })).status).toBe(401);
      const lowerCase = await send('GET', path, { headers: { authorization: `bearer ${token}` } });
      expect(lowerCase.status).toBe(200);
    });

    test('refuses an id that is no UUID with 400', async () => {
      const { token } = await signUp(service());
      const refused = await send('GET', '/api/v1/users/1%27', { token });
      expect([refused.status, refused.body.error.details]).toEqual([
        400,
        [expect.objectContaining({ field: 'id' })],
      ]);
    });

    test('answers 304 to its own ETag, and another ETag after a change', async () => {
      const { id, token } = await signUp(service());
      const path = `/api/v1/users/${id}`;
      const etag = (await send('GET', path, { token })).headers.get('etag') ?? '';
      const known = { token, headers: { 'if-none-match': etag } };
      expect(await send('GET', path, known)).toMatchObject({ status: 304, body: '' });
      await send('PATCH', path, { token, body: { name: 'Another' } });
      expect((await send('GET', path, known)).status).toBe(200);
    });

    test('PATCH changes what is given, PUT wants all of it', async () => {
      const { id, token, email } = await signUp(service());
      const path = `/api/v1/users/${id}`;
      const patched = await send('PATCH', path, { token, body: { name: 'Patched' } });
      expect(patched.body.data).toMatchObject({ name: 'Patched', email });
      expect((await send('PATCH', path, { token, body: {} })).status).toBe(400);
      expect((await send('PUT', path, { token, body: { name: 'Put' } })).status).toBe(400);
      const put = await send('PUT', path, { token, body: { name: 'Put', email } });
      expect(put.body.data).toMatchObject({ name: 'Put', email });
    });

    test.each(['password_hash', 'passwordHash', 'role', 'id', 'updated_at', 'name = name, role'])(
      'does not let a PATCH reach the column behind the key %j',
      async (key) => {
        const { id, token } = await signUp(service());
        const refused = await send('PATCH', `/api/v1/users/${id}`, { token, body: { [key]: 'admin' } });
        expect(refused.status).toBe(400);
      },
    );

    test('cannot take an address that another has', async () => {
      const [ana, bob] = [await signUp(service()), await signUp(service())];
      const refused = await send('PATCH', `/api/v1/users/${ana.id}`, {
        token: ana.token,
        body: { email: bob.email.toUpperCase() },
      });
      expect([refused.status, refused.body.error.code]).toEqual([409, 'EMAIL_TAKEN']);
    });

    test('is deleted with 204 and no body, but not while it has orders', async () => {
      const [ana, bob] = [await signUp(service()), await signUp(service())];
      await placeOrder(bob);
      expect(await send('DELETE', `/api/v1/users/${ana.id}`, { token: ana.token })).toMatchObject({
        status: 204,
        body: '',
      });
      // Its session went with it.
      expect((await send('GET', `/api/v1/users/${ana.id}`, { token: ana.token })).status).toBe(401);
      const refused = await send('DELETE', `/api/v1/users/${bob.id}`, { token: bob.token });
      expect([refused.status, refused.body.error.code]).toEqual([409, 'USER_HAS_ORDERS']);
    });
  });

  describe('the list of users', () => {
    let admin: Promise<{ token: string }> | undefined;
    const list = async (query: string) => {
      admin ??= signUpAdmin(service());
      return send('GET', `/api/v1/users${query}`, { token: (await admin).token });
    };

    test('is an admin’s alone', async () => {
      const { token } = await signUp(service());
      expect((await send('GET', '/api/v1/users', { token })).status).toBe(403);
      expect((await send('GET', '/api/v1/users')).status).toBe(401);
    });

    test('counts what the filter finds, and takes % and _ as characters', async () => {
      for (const email of ['a_b@filter.example', 'axb@filter.example', 'A_B2@Filter.example']) {
        await send('POST', '/api/v1/users', { body: { email, name: 'F', password } });
      }
      const found = await list('?email=A_B&sort=name');
      expect(found.body.data.map((user: { email: string }) => user.email).sort()).toEqual([
        'a_b2@filter.example',
        'a_b@filter.example',
      ]);
      expect(found.body.meta.page).toEqual({ number: 1, limit: 20, total: 2 });
      expect((await list('?email=%25%25%25')).body.meta.page.total).toBe(0);
    });

    test('sorts by the documented columns, both ways, and pages do not overlap when names tie', async () => {
      for (let count = 0; count < 5; count += 1) await signUp(service(), 'Same');
      const ids = async (query: string) =>
        (await list(query)).body.data.map((user: { id: string }) => user.id) as string[];
      const pages = [await ids('?sort=name&limit=7&page=1'), await ids('?sort=name&limit=7&page=2')].flat();
      expect(new Set(pages).size).toBe(pages.length);
      const names = (await list('?sort=-name&limit=100')).body.data.map((user: { name: string }) =>
        user.name.toLowerCase(),
      );
      expect(names).toEqual([...names].sort().reverse());
    });

    test.each([
      ['a column that is not offered', '?sort=password_hash'],
      ['SQL', '?sort=name;drop%20table%20users'],
      ['a name from the prototype', '?sort=constructor'],
      ['a repeated parameter', '?sort=name&sort=-name'],
      ['an unknown parameter', '?filters[email]=x'],
      ['too long a page', '?limit=101'],
      ['a page of nothing', '?limit=0'],
      ['a negative page', '?page=-1'],
      ['a number with letters', '?limit=12abc'],
      ['a number beyond all pages', '?page=1e9'],
      ['a page beyond the last that OFFSET may reach', '?page=101&limit=100'],
    ])('refuses %s with 400', async (_, query) => {
      const refused = await list(query);
      expect(refused.status).toBe(400);
      expect(refused.body.success).toBe(false);
    });
  });

  describe('orders', () => {
    test('are placed once for each idempotency key, also when two requests race', async () => {
      const person = await signUp(service());
      const place = (body: unknown) =>
        send('POST', `/api/v1/users/${person.id}/orders`, {
          token: person.token,
          body,
          headers: { 'idempotency-key': 'the same' },
        });
      const body = { totalCents: 999, currency: 'EUR' };
      const [first, second] = await Promise.all([place(body), place(body)]);
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(first.body.data).toEqual(second.body.data);
      const replayed = [first, second].filter((answer) => answer.headers.has('idempotency-replayed'));
      expect(replayed).toHaveLength(1);
      const other = await place({ totalCents: 1, currency: 'EUR' });
      expect([other.status, other.body.error.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    });

    test.each([
      ['without a key', { totalCents: 1, currency: 'EUR' }, {}],
      ['with a float', { totalCents: 1.5, currency: 'EUR' }, { 'idempotency-key': 'k' }],
      ['with a string', { totalCents: '100', currency: 'EUR' }, { 'idempotency-key': 'k' }],
      ['with nothing to pay', { totalCents: 0, currency: 'EUR' }, { 'idempotency-key': 'k' }],
      ['with null', { totalCents: null, currency: 'EUR' }, { 'idempotency-key': 'k' }],
    ])('are refused %s', async (_, body, headers) => {
      const { id, token } = await signUp(service());
      const refused = await send('POST', `/api/v1/users/${id}/orders`, { token, body, headers });
      expect(refused.status).toBe(400);
    });

    test('cannot be placed for, listed for or read from somebody else', async () => {
      const [ana, eve] = [await signUp(service()), await signUp(service())];
      const { id } = await placeOrder(ana);
      const answers = [
        await send('GET', `/api/v1/orders/${id}`, { token: eve.token }),
        await send('GET', `/api/v2/orders/${id}`, { token: eve.token }),
        await send('PATCH', `/api/v1/orders/${id}`, { token: eve.token, body: { status: 'cancelled' } }),
        await send('GET', `/api/v1/users/${ana.id}/orders`, { token: eve.token }),
        await send('GET', `/api/v2/users/${ana.id}/orders`, { token: eve.token }),
        await send('POST', `/api/v1/users/${ana.id}/orders`, {
          token: eve.token,
          body: { totalCents: 1, currency: 'EUR' },
          headers: { 'idempotency-key': 'eve' },
        }),
      ];
      expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404, 404]);
    });

    test('move only along the allowed ways: the owner cancels, an admin pays and ships', async () => {
      const [ana, admin] = [await signUp(service()), await signUpAdmin(service())];
      const { id } = await placeOrder(ana);
      const move = async (token: string, status: string) =>
        (await send('PATCH', `/api/v1/orders/${id}`, { token, body: { status } })).status;
      expect(await move(ana.token, 'paid')).toBe(403);
      expect(await move(admin.token, 'shipped')).toBe(409);
      expect(await move(admin.token, 'lost')).toBe(400);
      expect(await move(admin.token, 'paid')).toBe(200);
      expect(await move(admin.token, 'shipped')).toBe(200);
      expect(await move(ana.token, 'cancelled')).toBe(409);
    });

    test('are paid once when two requests race', async () => {
      const [ana, admin] = [await signUp(service()), await signUpAdmin(service())];
      const { id } = await placeOrder(ana);
      const request = { token: admin.token, body: { status: 'paid' } };
      const answers = await Promise.all([1, 2, 3].map(() => send('PATCH', `/api/v1/orders/${id}`, request)));
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    });

    test('of version 1 carry cents as a number, and say that the version ends', async () => {
      const ana = await signUp(service());
      const { id } = await placeOrder(ana, 1250);
      const answer = await send('GET', `/api/v1/orders/${id}`, { token: ana.token });
      expect(answer.body.data).toMatchObject({ totalCents: 1250, currency: 'EUR', status: 'pending' });
      expect(answer.headers.get('deprecation')).toMatch(/^@\d+$/);
      expect(Date.parse(answer.headers.get('sunset') ?? '')).toBeGreaterThan(0);
      expect(answer.headers.get('link')).toBe(`</api/v2/orders/${id}>; rel="successor-version"`);
    });

    test('of version 2 carry an amount and its currency', async () => {
      const ana = await signUp(service());
      const { id } = await placeOrder(ana, 1250);
      const answer = await send('GET', `/api/v2/orders/${id}`, { token: ana.token });
      expect(answer.body.data.total).toEqual({ amountCents: 1250, currency: 'EUR' });
      expect(answer.body.data).not.toHaveProperty('totalCents');
      expect(answer.headers.has('deprecation')).toBe(false);
    });

    test('are listed by number in version 1, with a total that the filter shares', async () => {
      const ana = await signUp(service());
      for (let count = 0; count < 3; count += 1) await placeOrder(ana);
      const cancelled = await placeOrder(ana);
      await send('PATCH', `/api/v1/orders/${cancelled.id}`, {
        token: ana.token,
        body: { status: 'cancelled' },
      });
      const path = `/api/v1/users/${ana.id}/orders`;
      const page = await send('GET', `${path}?status=pending&limit=2&page=2`, { token: ana.token });
      expect(page.body.data).toHaveLength(1);
      expect(page.body.meta.page).toEqual({ number: 2, limit: 2, total: 3 });
    });

    test('are walked by cursor in version 2: each once, newest first, also when times tie', async () => {
      const ana = await signUp(service());
      const placed: string[] = [];
      for (let count = 0; count < 7; count += 1) placed.push((await placeOrder(ana)).id);
      await service().database.query(
        `UPDATE orders SET created_at = '2026-01-01T00:00:00Z' WHERE user_id = $1 AND id <> $2`,
        [ana.id, placed[6]],
      );
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '' : `&cursor=${cursor}`;
        const page = await send('GET', `/api/v2/users/${ana.id}/orders?limit=3${query}`, {
          token: ana.token,
        });
        seen.push(...page.body.data.map((order: { id: string }) => order.id));
        cursor = page.body.meta.page.nextCursor;
      } while (cursor !== null);
      expect(seen[0]).toBe(placed[6]);
      expect([...seen].sort()).toEqual([...placed].sort());
    });

    test.each([
      'x',
      'WzEsMl0',
      encodeURIComponent(Buffer.from(`["2026-01-01","' OR 1"]`).toString('base64url')),
    ])('refuse the cursor %s, which is not theirs', async (cursor) => {
      const ana = await signUp(service());
      const path = `/api/v2/users/${ana.id}/orders?cursor=${cursor}`;
      const refused = await send('GET', path, { token: ana.token });
      expect([refused.status, refused.body.error.code]).toEqual([400, 'INVALID_CURSOR']);
    });
  });

  describe('the outbox', () => {
    const unsent = async () => {
      const { rows } = await service().database.query(
        'SELECT id FROM outbox WHERE sent_at IS NULL LIMIT 1000',
      );
      return rows.length;
    };

    test('publishes what was committed, in order, and keeps what could not be published', async () => {
      await service().database.query('DELETE FROM outbox WHERE true');
      const ana = await signUp(service());
      const { id } = await placeOrder(ana);
      const failing = relayOutbox(service().database, () => Promise.reject(new Error('the broker is down')));
      await expect(failing).rejects.toThrow('the broker is down');
      expect(await unsent()).toBe(2);

      const published: unknown[] = [];
      const publish = async ({ topic, payload }: Message) => void published.push([topic, payload]);
      expect(await relayOutbox(service().database, publish)).toBe(2);
      expect(await relayOutbox(service().database, publish)).toBe(0);
      expect(published).toEqual([
        ['user.created', { userId: ana.id }],
        ['order.created', { orderId: id }],
      ]);
    });
  });

  describe('every route', () => {
    test('answers 404 in the envelope where there is none', async () => {
      const missing = await send('GET', '/api/v1/getUser?id=1');
      expect([missing.status, missing.body.success, missing.body.error.code]).toEqual([
        404,
        false,
        'NO_SUCH_ROUTE',
      ]);
    });

    test.each([
      ['DELETE', '/api/v1/users', 'GET, HEAD, POST'],
      ['POST', `/api/v1/orders/${UNKNOWN_ID}`, 'GET, HEAD, PATCH'],
      ['PUT', '/health/live?x=1', 'GET, HEAD'],
    ])('answers 405 to %s %s, and says what the path has', async (method, path, allow) => {
      const refused = await send(method, path);
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, allow]);
      expect(refused.body.error.code).toBe('METHOD_NOT_ALLOWED');
    });

    test('refuses a path that cannot be decoded, in the envelope', async () => {
      const refused = await send('GET', '/api/v1/users/%zz');
      expect([refused.status, refused.body.success]).toEqual([400, false]);
    });

    test('tells nothing about an unforeseen failure', async () => {
      const ana = await signUp(service());
      await service().database.query('ALTER TABLE orders RENAME TO orders_away');
      const failed = await send('GET', `/api/v1/users/${ana.id}/orders`, { token: ana.token });
      await service().database.query('ALTER TABLE orders_away RENAME TO orders');
      expect([failed.status, failed.body.error.code]).toEqual([500, 'INTERNAL']);
      expect(JSON.stringify(failed.body)).not.toMatch(/relation|orders|SELECT/);
    });

    test('says that it lives and that it is ready', async () => {
      expect((await send('GET', '/health/live')).body.data).toEqual({ status: 'ok' });
      expect((await send('GET', '/health/ready')).body.data).toEqual({ status: 'ok' });
    });
  });
});

describe('the rate limit', () => {
  const service = useService(buildRestApi, 'PGlite', { REQUESTS_PER_MINUTE: '3' });

  test('answers 429 in the envelope, says when to come back, and leaves the health check alone', async () => {
    const { send } = service();
    const statuses = [];
    for (const path of ['/api/v1/users', '/api/v1/nothing', '/api/v1/users'])
      statuses.push((await send('GET', path)).status);
    const refused = await send('GET', '/api/v1/users');
    expect([...statuses, refused.status]).toEqual([401, 404, 401, 429]);
    expect((await send('GET', '/api/v1/nothing')).status).toBe(429);
    expect(refused.body).toMatchObject({ success: false, error: { code: 'TOO_MANY_REQUESTS' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
    expect(refused.headers.has('x-ratelimit-limit')).toBe(false);
    expect((await send('GET', '/health/live')).status).toBe(200);
  });
});
