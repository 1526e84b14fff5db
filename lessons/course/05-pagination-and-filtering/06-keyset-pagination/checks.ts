import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectJson, expectRows, get } from '../../../runtime/checks/expect.ts';
import type { Exchange, PlanNode } from '../../../runtime/playground.ts';

/** So many orders, each `step` after the one before. */
const seedOf = (orders: number, step: string) => `
  INSERT INTO orders (id, status, total_cents, created_at)
  SELECT n, 'paid', 100 + n, timestamptz '2025-03-01 08:00:00+00' + n * interval '${step}'
    FROM generate_series(1, ${orders}) AS n;
  ANALYZE orders;`;

/** 60 orders within 3 milliseconds, three in each moment, their ids in no order. */
const crowdedSeed = `
  INSERT INTO orders (id, status, total_cents, created_at)
  SELECT n * 37 % 61, 'paid', 100 + n, timestamptz '2025-03-01 08:00:00+00' + n / 3 * interval '130 microseconds'
    FROM generate_series(1, 60) AS n;`;

const inOrder = 'SELECT id FROM orders ORDER BY created_at DESC, id DESC';

interface Page {
  readonly exchange: Exchange;
  readonly ids: readonly string[];
  readonly next: string | null;
}

async function page(send: CheckContext['send'], limit: number, cursor: string | null): Promise<Page> {
  const exchange = await send(get('/api/orders', { limit: `${limit}`, ...(cursor !== null && { cursor }) }));
  const ids = expectRows(exchange).map(({ id }) => String(id));
  const { meta } = expectJson(exchange) as { meta?: { next?: unknown } };
  const next = typeof meta?.next === 'string' ? meta.next : null;
  return { exchange, ids, next };
}

/** Pages from here to the end; fails where there seems to be none. */
async function walk(
  send: CheckContext['send'],
  limit: number,
  cursor: string | null,
  most: number,
): Promise<Page[]> {
  const pages: Page[] = [];
  for (let next = cursor; pages.length <= most;) {
    const current = await page(send, limit, next);
    pages.push(current);
    next = current.next;
    if (next === null) return pages;
  }
  throw new CheckFailure({
    sent: `GET /api/orders?limit=${limit}, then each meta.next`,
    expected: `an end after about ${most} pages`,
    received: 'another cursor each time',
  });
}

function expectIds(sent: string, wanted: readonly unknown[], received: readonly string[]): void {
  if (received.join() === wanted.join()) return;
  const twice = received.filter((id, index) => received.indexOf(id) !== index).length;
  const missing = wanted.filter((id) => !received.includes(String(id))).length;
  throw new CheckFailure({
    sent,
    expected: `${wanted.length} orders, newest first, each once`,
    received: `${missing} never shown, ${twice} shown twice${missing + twice === 0 ? ', in another order' : ''}`,
  });
}

const showsEachOrderOnce: Check = {
  id: 'shows-each-order-once',
  title: 'Shows each order once, also where several came in the same moment or microseconds apart',
  seed: crowdedSeed,
  async run({ send, query }) {
    const wanted = (await query(inOrder)).rows.map(([id]) => id);
    const pages = await walk(send, 7, null, 12);
    const received = pages.flatMap(({ ids }) => ids);
    expectIds('GET /api/orders?limit=7, then each meta.next', wanted, received);
    const early = pages.findIndex(({ ids }) => ids.length < 7);
    if (early === pages.length - 1) return;
    throw new CheckFailure({
      sent: `GET /api/orders?limit=7, then each meta.next, to page ${early + 1}`,
      expected: `meta.next: null, since the page has ${pages[early]?.ids.length} of 7 orders`,
      received: `meta.next: ${pages[early]?.next}, and an empty page behind it`,
    });
  },
};

const survivesChanges: Check = {
  id: 'survives-changes',
  title: 'Loses no order and repeats none while others are deleted and added',
  seed: seedOf(40, '1 hour'),
  async run({ send, query }) {
    const first = await page(send, 10, null);
    await query(`DELETE FROM orders WHERE id IN (${[0, 4, 9].map((place) => first.ids[place]).join(', ')})`);
    const rest = (await query(inOrder)).rows.map(([id]) => id).slice(7);
    const second = await page(send, 10, first.next);
    await query("INSERT INTO orders (id, status, total_cents, created_at) VALUES (20001, 'paid', 1, now())");
    const pages = second.next === null ? [] : await walk(send, 10, second.next, 6);
    const received = [second, ...pages].flatMap(({ ids }) => ids);
    expectIds('GET /api/orders?limit=10, DELETE three of these, then each meta.next', rest, received);
  },
};

/** Rows that the plan's scans took into their hands, those that a filter dropped included. */
function rowsRead(node: PlanNode): number {
  const loops = node.loops ?? 1;
  const dropped = node.details
    .filter(([label]) => label.startsWith('Rows Removed by'))
    .reduce((sum, [, rows]) => sum + Number(rows), 0);
  const own = node.children.length === 0 ? ((node.actualRows ?? 0) + dropped) * loops : 0;
  return own + node.children.reduce((sum, child) => sum + rowsRead(child), 0);
}

const costsTheSameAtDepth: Check = {
  id: 'costs-the-same-at-depth',
  title: 'Reads one page to show one page, in the middle and at the end',
  seed: seedOf(1500, '1 minute'),
  async run({ send, explain }) {
    const pages = await walk(send, 100, null, 16);
    for (const number of [7, 14]) {
      const exchange = pages[number]?.exchange;
      let read = 0;
      for (const statement of exchange?.statements ?? []) {
        const plan = await explain(statement);
        if (plan.kind === 'plan') read += rowsRead(plan.root);
      }
      if (exchange && read <= 250) continue;
      throw new CheckFailure({
        sent: `EXPLAIN ANALYZE of page ${number + 1} of 15, ${exchange ? describeRequest(exchange.request) : 'which never came'}`,
        expected: 'about 100 rows read, to show 100',
        received: `${Math.round(read).toLocaleString('en')} rows read`,
      });
    }
  },
};

const refusesForgedCursors: Check = {
  id: 'refuses-forged-cursors',
  title: 'Answers 400 to a cursor that it did not give, and never 500',
  seed: seedOf(40, '1 hour'),
  async run({ send }) {
    const { next } = await page(send, 10, null);
    const real = next ?? '';
    for (const cursor of ['garbage', '{}', "' OR 1=1 --", '-1', real.slice(0, 5), `${real}x`, `x${real}`]) {
      const { outcome, request } = await send(get('/api/orders', { cursor }));
      const status = outcome.kind === 'response' ? outcome.response.status : 500;
      if (status === 400 || (status < 500 && cursor !== 'garbage')) continue;
      throw new CheckFailure({ sent: describeRequest(request), expected: '400', received: `${status}` });
    }
  },
};

export default [
  showsEachOrderOnce,
  survivesChanges,
  costsTheSameAtDepth,
  refusesForgedCursors,
] satisfies Check[];
