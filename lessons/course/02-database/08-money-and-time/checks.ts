import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, get, json } from '../../../runtime/checks/expect.ts';
import { hasNoFindings } from '../../../runtime/checks/no-findings.ts';

/** Sends an order and gives what the API says of it afterwards. */
async function sendOrder(send: CheckContext['send'], total_cents: number, placed_at: string) {
  const request = json('POST', '/api/orders', { total_cents, placed_at });
  const { id } = expectObject(await send(request), 201);
  const order = expectObject(await send(get(`/api/orders/${String(id)}`)));
  return { sent: `${describeRequest(request)}, then GET /api/orders/${String(id)}`, order };
}

const keepsEveryCent: Check = {
  id: 'keeps-every-cent',
  title: 'Gives back every cent of an order, as a number',
  async run({ send }) {
    for (const total of [1, 115, 1999, 2900_29, 16_777_217, 123_456_789, 1_000_000_000]) {
      const { sent, order } = await sendOrder(send, total, '2025-07-01T10:00:00Z');
      if (order.total_cents === total) continue;
      throw new CheckFailure({
        sent,
        expected: `"total_cents": ${total}`,
        received: `"total_cents": ${JSON.stringify(order.total_cents)}`,
      });
    }
  },
};

const copies = 20_000;
const portions = 10;

const addsUpExactly: Check = {
  id: 'adds-up-exactly',
  title: 'Adds up the revenue to the cent, as a number',
  async run({ send, query }) {
    const totals = [10, 20, 70, 123_456_789, 1, 999_999_999];
    for (const total of totals) await sendOrder(send, total, '2025-07-01T10:00:00Z');
    const wanted = totals.reduce((sum, total) => sum + total, 0);
    const { total_cents } = expectObject(await send(get('/api/revenue')));
    if (total_cents !== wanted) {
      throw new CheckFailure({
        sent: `orders of ${totals.join(', ')} cents, then GET /api/revenue`,
        expected: `"total_cents": ${wanted}`,
        received: `"total_cents": ${JSON.stringify(total_cents)}`,
      });
    }
    // A year of a large shop: what each order loses behind the cent, the sum shows.
    const { rows } = await query(
      `SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
        WHERE table_name = 'orders' AND column_name <> 'id' AND is_generated = 'NEVER'`,
    );
    const columns = rows[0]?.[0] ?? '';
    // In portions, for no statement may take long on a slow machine.
    await query(`CREATE TEMPORARY TABLE sold AS SELECT ${columns} FROM orders`);
    for (let portion = 0; portion < portions; portion++) {
      await query(
        `INSERT INTO orders (${columns}) SELECT ${columns} FROM sold, generate_series(1, ${copies / portions})`,
      );
    }
    const { total_cents: ofAll } = expectObject(await send(get('/api/revenue')));
    if (ofAll === wanted * (copies + 1)) return;
    throw new CheckFailure({
      sent: `each of these orders ${(copies + 1).toLocaleString('en')} times, then GET /api/revenue`,
      expected: `"total_cents": ${wanted * (copies + 1)}`,
      received: `"total_cents": ${JSON.stringify(ofAll)}`,
    });
  },
};

const keepsTheMoment: Check = {
  id: 'keeps-the-moment',
  title: 'Gives back the moment of an order, whatever offset it was written with, and knows it again',
  async run(context) {
    const { send, query } = context;
    const times = ['2025-07-01T10:00:00Z', '2025-07-01T10:00:00+02:00', '2025-12-31T23:30:00-05:30'];
    for (const time of times) {
      const { sent, order } = await sendOrder(send, 100, time);
      const received = String(order.placed_at);
      if (Date.parse(received) === Date.parse(time)) continue;
      throw new CheckFailure({
        sent,
        expected: `${new Date(time).toISOString()}, which is ${time}`,
        received,
      });
    }
    const spellings = ['2025-07-01T08:30:00Z', '2025-07-01T10:30:00+02:00'];
    for (const time of spellings) await sendOrder(send, 4711, time);
    const { rows } = await query(
      "SELECT count(DISTINCT to_jsonb(orders) - 'id') FROM (SELECT * FROM orders ORDER BY id DESC LIMIT 2) AS orders",
    );
    if (rows[0]?.[0] !== '1') {
      throw new CheckFailure({
        sent: `orders placed at ${spellings.join(' and at ')}, then a look into the table`,
        expected: 'the same moment twice, or nothing could be sorted by it',
        received: 'two',
      });
    }
    // A timestamp that every program reads and writes in UTC behaves alike, as long as every program does.
    await hasNoFindings('prefer-timestamptz').run(context);
  },
};

export default [keepsEveryCent, addsUpExactly, keepsTheMoment] satisfies Check[];
