import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, expectStatus, json } from '../../../runtime/checks/expect.ts';
import type { HttpRequest } from '../../../runtime/playground.ts';

type Query = CheckContext['query'];

/** Customer 1 has three things in the cart, customer 3 has none. */
const ada = 1;
const alan = 3;

const wrap = (customer: number, isGift = true) =>
  json('PATCH', `/api/customers/${customer}/cart`, { isGift });
const take = (customer: number, sku: string): HttpRequest => ({
  method: 'DELETE',
  path: `/api/customers/${customer}/cart/${sku}`,
});
const empty = (customer: number): HttpRequest => ({
  method: 'DELETE',
  path: `/api/customers/${customer}/cart`,
});

/** 'GLOBE, LAMP as a gift', or 'nothing' */
async function cartOf(query: Query, customer: number): Promise<string> {
  const { rows } = await query(
    `SELECT sku || CASE WHEN is_gift THEN ' as a gift' ELSE '' END
       FROM cart_items WHERE customer_id = ${customer} ORDER BY sku`,
  );
  return rows.map(([thing]) => thing).join(', ') || 'nothing';
}

/** What lies in the carts of all others, row by row. */
async function cartsOfOthers(query: Query, customer: number): Promise<readonly string[]> {
  const { rows } = await query(
    `SELECT customer_id, sku, quantity, is_gift
       FROM cart_items WHERE customer_id <> ${customer} ORDER BY customer_id, sku`,
  );
  return rows.map((row) => row.join(' '));
}

/** How many of the rows before are not there, or not the same, any more. */
function changesBetween(before: readonly string[], after: readonly string[]): number {
  const left = new Set(after);
  return before.filter((row) => !left.has(row)).length;
}

/** Fails unless Ada's cart is then as given, and the carts of others as they were. */
async function expectOneCart({ send, query }: CheckContext, request: HttpRequest, cart: string) {
  const before = await cartsOfOthers(query, ada);
  expectStatus(await send(request), 200);
  const changed = changesBetween(before, await cartsOfOthers(query, ada));
  const expected = `in cart 1: ${cart}; changes in others: 0`;
  const received = `in cart 1: ${await cartOf(query, ada)}; changes in others: ${changed}`;
  if (received !== expected) throw new CheckFailure({ sent: describeRequest(request), expected, received });
}

const emptiesOneCart: Check = {
  id: 'empties-one-cart',
  title: 'Empties the cart of the customer who asks, and no other',
  run: (context) => expectOneCart(context, empty(ada), 'nothing'),
};

const wrapsOneCart: Check = {
  id: 'wraps-one-cart',
  title: 'Wraps what is in that cart, unwraps it again, and touches nothing in others',
  async run(context) {
    await expectOneCart(context, wrap(ada), 'GLOBE as a gift, LAMP as a gift, QUILL as a gift');
    await context.query('UPDATE cart_items SET is_gift = true WHERE NOT is_gift');
    await expectOneCart(context, wrap(ada, false), 'GLOBE, LAMP, QUILL');
  },
};

const takesOneThing: Check = {
  id: 'takes-one-thing',
  title: 'Takes one thing out of that cart, and leaves the same thing in others',
  run: (context) => expectOneCart(context, take(ada, 'LAMP'), 'GLOBE, QUILL'),
};

const saysHowMany: Check = {
  id: 'says-how-many',
  title: 'Says how many rows it has changed or removed, and 0 where there were none',
  async run({ send, query }) {
    const everything = async () => cartsOfOthers(query, 0);
    for (const [request, name] of [
      [wrap(alan), 'changed'],
      [take(alan, 'LAMP'), 'removed'],
      [empty(alan), 'removed'],
      [wrap(ada), 'changed'],
      [take(ada, 'GLOBE'), 'removed'],
      [empty(ada), 'removed'],
    ] as const) {
      const before = await everything();
      const data = expectObject(await send(request));
      const expected = { [name]: changesBetween(before, await everything()) };
      if (data[name] === expected[name]) continue;
      throw new CheckFailure({
        sent: describeRequest(request),
        expected: JSON.stringify(expected),
        received: JSON.stringify(data),
      });
    }
  },
};

const leavesOthersAlone: Check = {
  id: 'leaves-others-alone',
  title: 'Reads nothing of other carts into the program, and puts nothing back into them',
  async run({ send }) {
    for (const request of [wrap(ada), take(ada, 'LAMP'), empty(ada)]) {
      const { statements } = await send(request);
      const moved = statements.filter(({ command }) => command === 'SELECT' || command === 'INSERT');
      const rows = moved.reduce((sum, statement) => sum + statement.rows, 0);
      if (rows <= 10) continue;
      throw new CheckFailure({
        sent: describeRequest(request),
        expected: 'at most the 3 rows of this cart, read or put back',
        received: `${rows} rows`,
      });
    }
  },
};

export default [
  emptiesOneCart,
  wrapsOneCart,
  takesOneThing,
  saysHowMany,
  leavesOthersAlone,
] satisfies Check[];
