import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import {
  describeRequest,
  expectObject,
  expectRows,
  expectStatus,
  get,
  json,
} from '../../../runtime/checks/expect.ts';

type Order = Readonly<Record<string, unknown>>;

const list = get('/api/orders');
/** With all that any client may have to say, so that each check meets its own matter only. */
const order = (quantity: number, currency = 'EUR') => json('POST', '/api/orders', { quantity, currency });

function expectSame(sent: string, expected: unknown, received: unknown): void {
  const [wanted, got] = [JSON.stringify(expected), JSON.stringify(received) ?? 'nothing'];
  if (wanted !== got) throw new CheckFailure({ sent, expected: wanted, received: got });
}

/** The list in the order of ids, whatever type they have. */
async function orders(send: CheckContext['send']): Promise<readonly Order[]> {
  return expectRows(await send(list)).toSorted((a, b) => Number(a.id) - Number(b.id));
}

const keepsWhatIsRead: Check = {
  id: 'keeps-what-is-read',
  title: 'Gives `id`, `quantity` and `total` as the app has always read them',
  async run({ send, query }) {
    const { rows } = await query('SELECT id, quantity, total_cents FROM orders ORDER BY id');
    const read = (each: Order) => ({ id: each.id, quantity: each.quantity, total: each.total });
    const expected = rows.map(([id, quantity, total]) => ({
      id: Number(id),
      quantity: Number(quantity),
      total: Number(total),
    }));
    expectSame(describeRequest(list), expected, (await orders(send)).map(read));

    const { rows: last } = await query('SELECT max(id) + 1 FROM orders');
    const request = json('POST', '/api/orders', { quantity: 4 });
    const exchange = await send(request);
    // Whether it is taken is another check's matter.
    if (exchange.outcome.kind !== 'response' || exchange.outcome.response.status !== 201) return;
    const made = { id: Number(last[0]?.[0]), quantity: 4, total: 5000 };
    expectSame(describeRequest(request), made, read(expectObject(exchange, 201)));
  },
};

const keepsTheValuesOfStatus: Check = {
  id: 'keeps-the-values-of-status',
  title: 'Gives no `status` but the three that the app knows',
  async run({ send }) {
    const statuses = (await orders(send)).map(({ status }) => status);
    expectSame(describeRequest(list), ['open', 'paid', 'shipped', 'paid'], statuses);
    const request = order(1);
    expectSame(describeRequest(request), 'open', expectObject(await send(request), 201).status);
  },
};

const keepsWhatIsSent: Check = {
  id: 'keeps-what-is-sent',
  title: 'Takes the orders that the app sends, up to 100 pieces, in euros',
  async run({ send, query }) {
    for (const quantity of [1, 50, 100]) {
      expectStatus(await send(json('POST', '/api/orders', { quantity })), 201);
    }
    const { rows } = await query(
      'SELECT quantity, total_cents, currency, status FROM orders ORDER BY id DESC LIMIT 3',
    );
    const expected = [100, 50, 1].map((quantity) => [`${quantity}`, `${quantity * 1250}`, 'EUR', 'open']);
    expectSame('orders of 1, 50 and 100 pieces, in the database', expected, rows);
    for (const quantity of [0, 101]) {
      expectStatus(await send(json('POST', '/api/orders', { quantity })), 400);
    }
    expectStatus(await send(json('POST', '/api/orders', {})), 400);
  },
};

const offersWhatIsNew: Check = {
  id: 'offers-what-is-new',
  title: 'Tells `currency` and `refundedAt`, and takes orders in three currencies',
  async run({ send }) {
    const told = (await orders(send)).map(({ currency, refundedAt }) => [currency, refundedAt]);
    const refunded = new Date('2026-03-02T09:30:00Z').toISOString();
    const expected = [
      ['EUR', null],
      ['EUR', null],
      ['USD', null],
      ['EUR', refunded],
    ];
    expectSame(`currency and refundedAt in ${describeRequest(list)}`, expected, told);
    for (const currency of ['CHF', 'USD']) {
      const request = order(2, currency);
      const made = expectObject(await send(request), 201);
      expectSame(describeRequest(request), [currency, null], [made.currency, made.refundedAt]);
    }
    expectStatus(await send(order(2, 'DOGE')), 400);
  },
};

export default [keepsWhatIsRead, keepsTheValuesOfStatus, keepsWhatIsSent, offersWhatIsNew] satisfies Check[];
