import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectStatus, json } from '../../../runtime/checks/expect.ts';
import type { HttpRequest } from '../../../runtime/playground.ts';

const order = (fields: object) =>
  json('POST', '/api/orders', { id: 50, user_id: 1, status: 'paid', total_cents: 4200, ...fields });
const user = (fields: object) =>
  json('POST', '/api/users', { id: 50, email: 'new@example.org', name: 'Somebody new', ...fields });

/** An address of so many characters. */
const addressOf = (length: number) => `${'a'.repeat(length - 12)}@example.org`;

/** Fails unless the answer is 409 or 422, and both tables are what they were. */
async function expectRefusal(
  { send, query }: CheckContext,
  request: HttpRequest,
  why: string,
): Promise<void> {
  const count = 'SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM orders)';
  const before = await query(count);
  const { outcome } = await send(request);
  const after = await query(count);
  const status = outcome.kind === 'response' ? outcome.response.status : outcome.kind;
  if ((status === 409 || status === 422) && `${before.rows[0]}` === `${after.rows[0]}`) return;
  throw new CheckFailure({
    sent: describeRequest(request),
    expected: `409 or 422, and nothing changed: ${why}`,
    received: `${status}; users and orders were ${before.rows[0]?.join(' and ')}, now ${after.rows[0]?.join(' and ')}`,
  });
}

const takesGoodRows: Check = {
  id: 'takes-good-rows',
  title: 'Takes everything that follows the rules',
  async run({ send }) {
    expectStatus(await send(user({ email: 'Radia@Perlman.example', name: 'Ṛ' })), 201);
    expectStatus(await send(user({ id: 51, email: 'a@b', name: 'N'.repeat(100) })), 201);
    expectStatus(await send(user({ id: 52, email: addressOf(254) })), 201);
    for (const [index, status] of ['pending', 'paid', 'shipped', 'cancelled'].entries()) {
      expectStatus(await send(order({ id: 60 + index, user_id: 50, status, total_cents: 1 })), 201);
    }
  },
};

const refusesNonsense: Check = {
  id: 'refuses-nonsense',
  title:
    'Refuses orders of nobody, in no known state or without a price, and names and addresses out of bounds',
  async run(context) {
    await expectRefusal(context, order({ user_id: 999 }), 'there is no user 999');
    await expectRefusal(context, order({ user_id: null }), 'an order belongs to somebody');
    await expectRefusal(context, order({ status: 'pendng' }), 'there is no such state');
    await expectRefusal(context, order({ status: null }), 'an order has a state');
    await expectRefusal(context, order({ total_cents: 0 }), 'a total is above 0');
    await expectRefusal(context, order({ total_cents: -4200 }), 'a total is above 0');
    await expectRefusal(context, order({ total_cents: null }), 'an order has a total');
    await expectRefusal(context, user({ name: null }), 'a user has a name');
    for (const name of ['', 'N'.repeat(101)]) {
      await expectRefusal(context, user({ name }), 'a name has 1 to 100 characters');
    }
    for (const email of ['a@', addressOf(255)]) {
      await expectRefusal(context, user({ email }), 'an address has 3 to 254 characters');
    }
  },
};

const oneAccountForAnAddress: Check = {
  id: 'one-account-for-an-address',
  title: 'Gives an address one account, in whatever case',
  async run(context) {
    const why = 'grace@hopper.example has an account';
    await expectRefusal(context, user({ email: 'grace@hopper.example' }), why);
    await expectRefusal(context, user({ email: 'GRACE@Hopper.example' }), why);
    await expectRefusal(context, user({ email: null }), 'a user has an address');
  },
};

const keepsTheBooks: Check = {
  id: 'keeps-the-books',
  title: 'Keeps a customer who has orders, and lets others go',
  async run(context) {
    const deletion = { method: 'DELETE', path: '/api/users/1' };
    await expectRefusal(context, deletion, 'user 1 has 2 orders');
    expectStatus(await context.send({ method: 'DELETE', path: '/api/users/3' }), 204);
  },
};

const findsTheOrders: Check = {
  id: 'finds-the-orders',
  title: 'Has an index that finds the orders of a user',
  needs: 'database',
  async run({ query }) {
    const { rows } = await query(
      `SELECT 1 FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
        WHERE indrelid = 'orders'::regclass AND attname = 'user_id' AND indpred IS NULL`,
    );
    if (rows.length > 0) return;
    throw new CheckFailure({
      sent: 'SELECT … FROM pg_index',
      expected: 'an index on orders that begins with user_id: PostgreSQL makes none for a foreign key',
      received: 'none, so that each DELETE of a user reads all orders',
    });
  },
};

const namesEveryRow: Check = {
  id: 'names-every-row',
  title: 'Gives every row a number of its own',
  async run(context) {
    await expectRefusal(context, order({ id: 1 }), 'there is an order 1');
    await expectRefusal(context, order({ id: null }), 'an order has a number');
    await expectRefusal(context, user({ id: 1 }), 'there is a user 1');
    await expectRefusal(context, user({ id: null }), 'a user has a number');
  },
};

export default [
  takesGoodRows,
  refusesNonsense,
  oneAccountForAnAddress,
  keepsTheBooks,
  findsTheOrders,
  namesEveryRow,
] satisfies Check[];
