import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectJson, expectRows, get } from '../../../runtime/checks/expect.ts';

/** Fails unless `meta` counts what this condition leaves. */
async function expectTotal(
  { send, query }: CheckContext,
  parameters: Readonly<Record<string, string>>,
  condition: string,
): Promise<void> {
  const { rows } = await query(`SELECT count(*) FROM orders WHERE ${condition}`);
  const total = Number(rows[0]?.[0]);
  const exchange = await send(get('/api/orders', parameters));
  const { meta } = expectJson(exchange) as { meta?: { total?: unknown; pages?: unknown } };
  const pages = Math.ceil(total / 20);
  if (meta?.total === total && meta.pages === pages) return;
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected: `meta with total ${total} and pages ${pages}, as numbers`,
    received: JSON.stringify(meta) ?? 'no meta',
  });
}

const showsTheFiltered: Check = {
  id: 'shows-the-filtered',
  title: 'Shows full pages of the orders that the filter leaves',
  async run({ send, query }) {
    const { rows } = await query("SELECT id FROM orders WHERE status = 'pending' ORDER BY id");
    const wanted = rows.map(([id]) => id);
    for (const [page, ids] of [wanted.slice(0, 20), wanted.slice(20, 40)].entries()) {
      const exchange = await send(get('/api/orders', { status: 'pending', page: `${page + 1}` }));
      const received = expectRows(exchange).map(({ id }) => String(id));
      if (received.join() === ids.join()) continue;
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: `${ids.length} pending orders: ${ids.slice(0, 4).join(', ')}, …`,
        received: `${received.length} orders: ${received.slice(0, 4).join(', ') || 'none'}, …`,
      });
    }
  },
};

const countsTheFiltered: Check = {
  id: 'counts-the-filtered',
  title: 'Counts the orders that the filter leaves, also on a page without rows, and all without a filter',
  async run(context) {
    await expectTotal(context, { status: 'pending' }, "status = 'pending'");
    await expectTotal(context, { status: 'paid' }, "status = 'paid'");
    await expectTotal(context, {}, 'true');
    await expectTotal(context, { status: 'pending', page: '9' }, "status = 'pending'");
  },
};

const countsInTheDatabase: Check = {
  id: 'counts-in-the-database',
  title: 'Fetches no more rows than the page shows',
  async run({ send }) {
    const exchange = await send(get('/api/orders'));
    const shown = expectRows(exchange).length;
    const most = Math.max(0, ...exchange.statements.map(({ rows }) => rows));
    if (most <= shown) return;
    throw new CheckFailure({
      sent: describeRequest(exchange.request),
      expected: `at most ${shown} rows from each statement`,
      received: `${most} rows, to be counted in the program`,
    });
  },
};

export default [showsTheFiltered, countsTheFiltered, countsInTheDatabase] satisfies Check[];
