import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import {
  describeRequest,
  expectObject,
  expectStatements,
  expectStatus,
  get,
  headerOf,
  json,
} from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const lamp = get('/api/products/lamp');
const reduce = json('PATCH', '/api/products/lamp', { priceCents: 3900 });
const minute = 60_000;

const setCache = async (send: CheckContext['send'], works: boolean) =>
  expectStatus(await send(json('PUT', '/cache', { works })), 204);

/** Fails unless the product has this price; `when` says what came before. */
function expectPrice(exchange: Exchange, cents: number, when: string): void {
  const { price_cents: received } = expectObject(exchange);
  if (received === cents) return;
  throw new CheckFailure({
    sent: `${describeRequest(exchange.request)}, ${when}`,
    expected: `price_cents ${cents}`,
    received: `price_cents ${String(received)}`,
  });
}

const readsFromTheCache: Check = {
  id: 'reads-from-the-cache',
  title: 'Asks the database once for two reads, and shows a new price at once',
  async run({ send }) {
    expectPrice(await send(lamp), 4900, 'the first time');
    const again = await send(lamp);
    expectPrice(again, 4900, 'the second time');
    expectStatements(again, 0);
    const changed = headerOf(again, 'last-modified');
    if (changed !== 'Thu, 15 Jan 2026 12:00:00 GMT') {
      throw new CheckFailure({
        sent: `${describeRequest(again.request)}, the second time`,
        expected: 'Last-Modified: Thu, 15 Jan 2026 12:00:00 GMT, as the first time',
        received: changed ?? 'no Last-Modified',
      });
    }
    expectStatus(await send(reduce), 200);
    expectPrice(await send(lamp), 3900, 'after the change');
  },
};

const readsDuringAnOutage: Check = {
  id: 'reads-during-an-outage',
  title: 'Reads from the database while the cache is down',
  async run({ send }) {
    expectPrice(await send(lamp), 4900, 'before the outage');
    await setCache(send, false);
    expectPrice(await send(lamp), 4900, 'during the outage');
    expectStatus(await send(get('/api/products/sofa')), 404);
  },
};

const writesDuringAnOutage: Check = {
  id: 'writes-during-an-outage',
  title: 'Changes a price while the cache is down, and says so',
  async run({ send, query }) {
    await setCache(send, false);
    expectPrice(await send(reduce), 3900, 'during the outage');
    const { rows } = await query("SELECT price_cents FROM products WHERE sku = 'lamp'");
    if (rows[0]?.[0] === '3900') return;
    throw new CheckFailure({
      sent: describeRequest(reduce),
      expected: '3900 in the table',
      received: `${rows[0]?.[0]}`,
    });
  },
};

const catchesUp: Check = {
  id: 'catches-up',
  title: 'Shows a price that changed during an outage 5 minutes later at the latest',
  async run({ send, query, advanceClock }) {
    expectPrice(await send(lamp), 4900, 'before the outage');
    await setCache(send, false);
    // Written beside the program, as another instance does that cannot reach the cache either.
    await query("UPDATE products SET price_cents = 3900 WHERE sku = 'lamp'");
    await setCache(send, true);
    await advanceClock(5 * minute);
    expectPrice(await send(lamp), 3900, '5 minutes after an outage in which the price changed');
  },
};

const saysSo: Check = {
  id: 'says-so',
  title: 'Logs that the cache does not answer',
  async run({ send }) {
    await setCache(send, false);
    const { logs } = await send(lamp);
    if (logs.some(({ level }) => level === 'warn' || level === 'error')) return;
    throw new CheckFailure({
      sent: `${describeRequest(lamp)}, during an outage`,
      expected: 'a warning or an error in the log',
      received: logs.length === 0 ? 'no line' : `${logs.length} lines of other levels`,
    });
  },
};

export default [
  readsFromTheCache,
  readsDuringAnOutage,
  writesDuringAnOutage,
  catchesUp,
  saysSo,
] satisfies Check[];
