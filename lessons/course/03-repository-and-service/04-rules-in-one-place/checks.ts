import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, expectStatus, get, json } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const order = (customer: number, totalCents: number) =>
  json('POST', `/api/customers/${customer}/orders`, { totalCents });
const change = (id: number, totalCents: number) => json('PATCH', `/api/orders/${id}`, { totalCents });
const copy = (id: number) => ({ method: 'POST', path: `/api/orders/${id}/copies` });

function statusOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status}` : outcome.kind;
}

/** Fails unless so much is open after these requests. */
async function expectOpen(
  send: CheckContext['send'],
  customer: number,
  cents: number,
  sent: string,
): Promise<void> {
  const { open_cents: received } = expectObject(await send(get(`/api/customers/${customer}`)));
  if (received === cents) return;
  throw new CheckFailure({
    sent,
    expected: `${cents} cents open`,
    received: `${String(received)} cents open`,
  });
}

const limitsNewOrders: Check = {
  id: 'limits-new-orders',
  title: 'Takes new orders up to the limit; open ones count, paid ones do not',
  async run({ send }) {
    expectStatus(await send(order(1, 40_001)), 422);
    expectStatus(await send(order(1, 40_000)), 201);
    expectStatus(await send(order(1, 1)), 422);
    expectStatus(await send(order(9, 1)), 404);
    await expectOpen(send, 1, 100_000, 'orders of 40001, 40000 and 1 cents, with 60000 of 100000 open');
  },
};

const limitsRepeatedOrders: Check = {
  id: 'limits-repeated-orders',
  title: 'Holds a copy of an order to the limit',
  async run({ send }) {
    expectStatus(await send(copy(4)), 201);
    expectStatus(await send(copy(4)), 422);
    expectStatus(await send(copy(99)), 404);
    await expectOpen(send, 2, 40_000, 'two copies of an order of 20000 cents, with 20000 of 50000 open');
    // Order 3 was paid. Its copy is open.
    expectStatus(await send(copy(3)), 422);
  },
};

const limitsChangedOrders: Check = {
  id: 'limits-changed-orders',
  title: 'Holds a change to the limit, counts the order once, and lets it become smaller in any case',
  async run({ send, query }) {
    expectStatus(await send(change(4, 50_001)), 422);
    expectStatus(await send(change(4, 50_000)), 200);
    expectStatus(await send(change(99, 1)), 404);
    // Order 3 was paid, so there is nothing open to change.
    expectStatus(await send(change(3, 1)), 404);
    await expectOpen(send, 2, 50_000, `${describeRequest(change(4, 50_000))}, the limit, and no other order`);

    expectStatus(await send(change(1, 80_001)), 422);
    await expectOpen(
      send,
      1,
      60_000,
      `${describeRequest(change(1, 80_001))}, with 20000 of 100000 open beside it`,
    );

    await query('UPDATE customers SET credit_limit_cents = 10000 WHERE id = 2');
    expectStatus(await send(change(4, 15_000)), 200);
    // A client that missed the answer sends the same again.
    expectStatus(await send(change(4, 15_000)), 200);
    expectStatus(await send(change(4, 16_000)), 422);
    await expectOpen(send, 2, 15_000, `${describeRequest(change(4, 15_000))}, with a limit of 10000`);
  },
};

const smaller = change(31, 10_000);

/**
 * Requests that come at the same moment, of a customer with a limit of 50000 and these orders open, 31 and 32.
 * Of several changes of one order, the last may not count with what the order was before the others: which of them
 * gets the lock first is open, so there are three that make it smaller, twice.
 */
const races = [
  { orders: [20_000], requests: [order(3, 20_000), copy(31)], answers: '201, 422', after: 40_000 },
  {
    orders: [1000, 1000],
    requests: [change(31, 30_000), change(32, 30_000)],
    answers: '200, 422',
    after: 31_000,
  },
  ...[1, 2].map(() => ({
    orders: [20_000],
    requests: [smaller, smaller, smaller, change(31, 60_000)],
    answers: '200, 200, 200, 422',
    after: 10_000,
  })),
];

const limitsOneOfTwo: Check = {
  id: 'limits-one-of-two',
  title: 'Takes one of two that come at the same moment, when both are too much: orders, copies, changes',
  async run({ race, send, query }) {
    await query("INSERT INTO customers (id, name, credit_limit_cents) VALUES (3, 'Racing Ltd.', 50000)");
    for (const { orders, requests, answers, after } of races) {
      await query('DELETE FROM orders WHERE customer_id = 3');
      for (const [index, cents] of orders.entries()) {
        await query(
          `INSERT INTO orders (id, customer_id, total_cents) OVERRIDING SYSTEM VALUE VALUES (${31 + index}, 3, ${cents})`,
        );
      }
      const received = (await race(requests)).map(statusOf).sort().join(', ');
      const sent = `${requests.map(describeRequest).join(', ')} at once, with ${orders.join(' + ')} of 50000 open`;
      if (received !== answers) throw new CheckFailure({ sent, expected: answers, received });
      await expectOpen(send, 3, after, sent);
    }
  },
};

export default [limitsNewOrders, limitsRepeatedOrders, limitsChangedOrders, limitsOneOfTwo] satisfies Check[];
