import { describe, expect, test } from 'vitest';
import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { buildGraphqlServer } from '../../../lessons/skill/backend-development-patterns/examples/graphql-server.ts';
import { databases, signUp, signUpAdmin, useService, type Answer, type Send } from './service.ts';

const graphqlResponse = { accept: 'application/graphql-response+json, application/json;q=0.9' };
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe.each(databases)('the GraphQL server on %s', (kind) => {
  const statements: string[] = [];
  const counting = (database: Database): Database => ({
    ...database,
    query: (text, values) => {
      statements.push(text);
      return database.query(text, values);
    },
  });
  const service = useService((config, database) => buildGraphqlServer(config, counting(database)), kind);
  const send: Send = (...request) => service().send(...request);
  const ask = (token: string | undefined, query: string, variables: object = {}) =>
    send('POST', '/graphql', { token, body: { query, variables }, headers: graphqlResponse });

  let keys = 0;
  const place = async (token: string, totalCents = 1250) => {
    const placed = await ask(
      token,
      `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { isRepeat order { id status } } }`,
      { input: { idempotencyKey: `key-${(keys += 1)}`, totalCents, currency: 'EUR' } },
    );
    expect(placed.body.errors).toBeUndefined();
    return placed.body.data.placeOrder.order.id as string;
  };

  describe('a query', () => {
    test('answers what is asked for, and nothing else', async () => {
      const ana = await signUp(service());
      const answer = await ask(ana.token, '{ me { id email role createdAt } }');
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        data: {
          me: { id: ana.id, email: ana.email, role: 'CUSTOMER', createdAt: expect.stringMatching(/Z$/) },
        },
      });
    });

    test('takes fragments, aliases and an operation’s name', async () => {
      const { token, id } = await signUp(service());
      const query = 'query A { a: me { ...F } } query B { me { id } } fragment F on User { id }';
      const answer = await send('POST', '/graphql', { token, body: { query, operationName: 'A' } });
      expect(answer.body).toEqual({ data: { a: { id } } });
      const unnamed = await send('POST', '/graphql', { token, body: { query }, headers: graphqlResponse });
      expect([unnamed.status, unnamed.body.errors.length]).toEqual([400, 1]);
    });

    test('has no field for the password', async () => {
      const { token } = await signUp(service());
      const answer = await ask(token, '{ me { passwordHash } }');
      expect([answer.status, answer.body.data]).toEqual([400, undefined]);
    });

    test('needs an access token', async () => {
      const answer = await ask(undefined, '{ me { id } }');
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(answer.body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
      expect((await ask('not a token', '{ me { id } }')).status).toBe(401);
    });

    test.each([
      ['no document', {}],
      ['a document that cannot be parsed', { query: '{ me {' }],
      ['an unknown field', { query: '{ nothing }' }],
      ['a missing variable', { query: 'query ($id: ID!) { user(id: $id) { id } }' }],
      ['a list for variables', { query: '{ me { id } }', variables: [] }],
      ['a document without end', { query: `{ ${'me { id } '.repeat(3_000)} }` }],
      ['too many words', { query: `{ ${'__typename '.repeat(1_999)} }` }],
    ])('with %s answers 400 in GraphQL’s form', async (_, body) => {
      const { token } = await signUp(service());
      const answer = await send('POST', '/graphql', { token, body, headers: graphqlResponse });
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].message).toEqual(expect.any(String));
      expect(answer.body).not.toHaveProperty('data');
    });

    test('answers in the type that is asked for; that of plain JSON has 200 for whatever is well-formed', async () => {
      const { token } = await signUp(service());
      const answers = async (query: string, headers: Record<string, string>) => {
        const answer = await send('POST', '/graphql', { token, body: { query }, headers });
        return [answer.status, answer.headers.get('content-type'), 'errors' in answer.body];
      };
      const own = 'application/graphql-response+json; charset=utf-8';
      const plain = 'application/json; charset=utf-8';
      expect(await answers('{ me { id } }', graphqlResponse)).toEqual([200, own, false]);
      expect(await answers('{ nothing }', graphqlResponse)).toEqual([400, own, true]);
      expect(await answers('{ nothing }', { accept: 'application/json' })).toEqual([200, plain, true]);
    });

    test('is not taken as GET, nor as a form that another site could send', async () => {
      const { token } = await signUp(service());
      expect((await send('GET', '/graphql?query={me{id}}', { token })).status).toBe(405);
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const text = { 'content-type': 'text/plain' };
      const body = JSON.stringify({ query: '{ me { id } }' });
      expect((await send('POST', '/graphql', { token, body, headers: form })).status).toBe(415);
      expect((await send('POST', '/graphql', { token, body, headers: text })).status).toBe(400);
    });

    test('may look at the schema', async () => {
      const { token } = await signUp(service());
      const query =
        '{ __schema { types { name fields { type { ofType { ofType { ofType { name } } } } } } } }';
      const names = (await ask(token, query)).body.data.__schema.types.map(
        (type: { name: string }) => type.name,
      );
      expect(names).toContain('OrderConnection');
    });
  });

  describe('orders', () => {
    test('are placed once for each key, and refused when they make no sense', async () => {
      const { token } = await signUp(service());
      const placeWith = (input: object) =>
        ask(
          token,
          'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { isRepeat order { id } } }',
          {
            input: { idempotencyKey: 'one', totalCents: 5, currency: 'EUR', ...input },
          },
        );
      const [first, second] = [await placeWith({}), await placeWith({})];
      expect(second.body.data.placeOrder).toEqual({ ...first.body.data.placeOrder, isRepeat: true });
      const codes = [];
      for (const input of [{ totalCents: 6 }, { totalCents: 0 }, { currency: 'euro' }]) {
        codes.push((await placeWith(input)).body.errors[0].extensions.code);
      }
      expect(codes).toEqual(['IDEMPOTENCY_KEY_REUSED', 'INVALID_INPUT', 'INVALID_INPUT']);
    });

    test('are cancelled; why one cannot be is an answer, not an error', async () => {
      const { token } = await signUp(service());
      const id = await place(token);
      const cancel = async () => {
        const query =
          'mutation ($id: ID!) { cancelOrder(input: { orderId: $id }) { order { status } problem { code } } }';
        return (await ask(token, query, { id })).body;
      };
      expect(await cancel()).toEqual({
        data: { cancelOrder: { order: { status: 'CANCELLED' }, problem: null } },
      });
      expect(await cancel()).toEqual({
        data: { cancelOrder: { order: null, problem: { code: 'WRONG_STATUS' } } },
      });
    });

    test('are walked by cursor, each once, newest first, filtered by status', async () => {
      const ana = await signUp(service());
      const placed: string[] = [];
      for (let count = 0; count < 5; count += 1) placed.push(await place(ana.token));
      await service().database.query(`UPDATE orders SET created_at = '2026-01-01Z' WHERE user_id = $1`, [
        ana.id,
      ]);
      const query = `query ($after: String, $status: OrderStatus) {
        me { orders(first: 2, after: $after, status: $status) { edges { node { id } } pageInfo { hasNextPage endCursor } } }
      }`;
      const seen: string[] = [];
      let after: string | null = null;
      let hasNextPage = true;
      while (hasNextPage) {
        const answer: Answer = await ask(ana.token, query, { after, status: 'PENDING' });
        const { orders } = answer.body.data.me;
        seen.push(...orders.edges.map(({ node }: { node: { id: string } }) => node.id));
        ({ hasNextPage, endCursor: after } = orders.pageInfo);
      }
      expect([seen.length, new Set(seen)]).toEqual([5, new Set(placed)]);
      expect((await ask(ana.token, query, { status: 'PAID' })).body.data.me.orders.edges).toEqual([]);
    });

    test.each([0, -1, 101, 1_000_000])('are not listed %d at a time', async (first) => {
      const { token } = await signUp(service());
      const query = 'query ($first: Int!) { me { orders(first: $first) { pageInfo { endCursor } } } }';
      const answer = await ask(token, query, { first });
      expect(answer.body.errors[0].extensions.code).toMatch(/^(INVALID_PAGE|TOO_EXPENSIVE)$/);
    });

    test('refuse a cursor that is not theirs', async () => {
      const { token } = await signUp(service());
      const answer = await ask(token, '{ me { orders(after: "x") { pageInfo { endCursor } } } }');
      expect(answer.body.errors[0].extensions.code).toBe('INVALID_CURSOR');
    });
  });

  describe('authorization', () => {
    test('hides another’s user and order, over every path: they are null, like what does not exist', async () => {
      const [ana, eve] = [await signUp(service()), await signUp(service())];
      const order = await place(ana.token);
      const query =
        'query ($user: ID!, $order: ID!) { user(id: $user) { id } order(id: $order) { id user { id } } }';
      const variables = { user: ana.id, order };
      expect((await ask(eve.token, query, variables)).body).toEqual({ data: { user: null, order: null } });
      expect((await ask(eve.token, query, { user: UNKNOWN_ID, order: 'x' })).body).toEqual({
        data: { user: null, order: null },
      });
      expect((await ask(ana.token, query, variables)).body.data).toEqual({
        user: { id: ana.id },
        order: { id: order, user: { id: ana.id } },
      });
    });

    test('lets nobody cancel another’s order', async () => {
      const [ana, eve] = [await signUp(service()), await signUp(service())];
      const id = await place(ana.token);
      const query = 'mutation ($id: ID!) { cancelOrder(input: { orderId: $id }) { problem { code } } }';
      const refused = await ask(eve.token, query, { id });
      expect(refused.body.errors[0].extensions.code).toBe('NOT_FOUND');
      const status = (await ask(ana.token, 'query ($id: ID!) { order(id: $id) { status } }', { id })).body
        .data.order;
      expect(status).toEqual({ status: 'PENDING' });
    });

    test('keeps the list of users for admins', async () => {
      const [ana, admin] = [await signUp(service()), await signUpAdmin(service())];
      const query = '{ users(first: 1) { edges { node { role } } } }';
      expect((await ask(ana.token, query)).body.errors[0].extensions.code).toBe('FORBIDDEN');
      expect((await ask(admin.token, query)).body.data.users.edges).toEqual([{ node: { role: 'ADMIN' } }]);
    });
  });

  describe('loaders', () => {
    test('read the orders of ten users with one statement, and each user once', async () => {
      const admin = await signUpAdmin(service());
      for (let count = 0; count < 9; count += 1) {
        const { token } = await signUp(service());
        await place(token);
        await place(token);
      }
      statements.length = 0;
      const answer = await ask(
        admin.token,
        '{ users(first: 10) { edges { node { id orders(first: 2) { edges { node { user { id name } } } } } } } }',
      );
      const orders = answer.body.data.users.edges.flatMap(
        ({ node }: { node: { orders: { edges: unknown[] } } }) => node.orders.edges,
      );
      expect(orders).toHaveLength(18);
      // The session, the users, their orders, the orders' users.
      expect(statements).toHaveLength(4);
    });

    test('remember nothing from one request to the next', async () => {
      const ana = await signUp(service(), 'Before');
      const name = async () => (await ask(ana.token, '{ me { name } }')).body.data.me.name;
      expect(await name()).toBe('Before');
      await send('PATCH', `/api/v1/users/${ana.id}`, { token: ana.token, body: { name: 'After' } });
      expect(await name()).toBe('After');
    });
  });

  describe('limits', () => {
    const cycle = (depth: number) =>
      `${'orders(first: 1) { edges { node { user {'.repeat(depth)} id ${'} } } }'.repeat(depth)}`;

    test.each([
      ['a deep query', `{ me { ${cycle(3)} } }`],
      ['a deep query in a fragment', `{ me { ...F } } fragment F on User { ${cycle(3)} }`],
      [
        'a wide query',
        '{ users(first: 100) { edges { node { orders(first: 100) { edges { node { id } } } } } } }',
      ],
      [
        'a query of aliases',
        `{ me { ${Array.from({ length: 40 }, (_, n) => `a${n}: orders(first: 100) { edges { node { id status } } }`).join(' ')} } }`,
      ],
    ])('refuse %s before any of it runs', async (_, query) => {
      const admin = await signUpAdmin(service());
      statements.length = 0;
      const answer = await ask(admin.token, query);
      expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([400, 'TOO_EXPENSIVE']);
      expect(statements).toEqual([]);
    });

    test('refuse fragments that multiply, quickly', async () => {
      const { token } = await signUp(service());
      const fragments = Array.from(
        { length: 40 },
        (_, n) => `fragment F${n} on User { ...F${n + 1} ... { ...F${n + 1} } }`,
      );
      const query = `{ me { ...F0 } } ${fragments.join(' ')} fragment F40 on User { id }`;
      const answer = await ask(token, query);
      expect(answer.status).toBe(400);
    });

    test('let through what a client needs', async () => {
      const { token } = await signUp(service());
      expect((await ask(token, `{ me { ${cycle(2)} } }`)).status).toBe(200);
    });
  });

  test('an unforeseen error is masked, and quotes the request', async () => {
    const ana = await signUp(service());
    await service().database.query('ALTER TABLE orders RENAME TO orders_away');
    const answer = await ask(ana.token, '{ me { id orders { pageInfo { endCursor } } } }');
    await service().database.query('ALTER TABLE orders_away RENAME TO orders');
    expect(answer.body.errors).toMatchObject([
      { message: 'Something went wrong.', extensions: { code: 'INTERNAL', requestId: expect.any(String) } },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('relation');
  });
});
