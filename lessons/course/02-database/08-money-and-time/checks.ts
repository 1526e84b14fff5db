import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, get, json } from '../../../runtime/checks/expect.ts';

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

const addsUpExactly: Check = {
  id: 'adds-up-exactly',
  title: 'Adds up the revenue to the cent, as a number',
  async run({ send }) {
    const totals = [10, 20, 70, 123_456_789, 1, 999_999_999];
    for (const total of totals) await sendOrder(send, total, '2025-07-01T10:00:00Z');
    const wanted = totals.reduce((sum, total) => sum + total, 0);
    const { total_cents } = expectObject(await send(get('/api/revenue')));
    if (total_cents === wanted) return;
    throw new CheckFailure({
      sent: `orders of ${totals.join(', ')} cents, then GET /api/revenue`,
      expected: `"total_cents": ${wanted}`,
      received: `"total_cents": ${JSON.stringify(total_cents)}`,
    });
  },
};

const keepsTheMoment: Check = {
  id: 'keeps-the-moment',
  title: 'Gives back the moment of an order, whatever offset it was written with',
  async run({ send }) {
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
  },
};

export default [keepsEveryCent, addsUpExactly, keepsTheMoment] satisfies Check[];
