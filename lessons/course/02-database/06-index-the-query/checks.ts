import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { expectRows, get } from '../../../runtime/checks/expect.ts';
import { rowsRead } from '../../../runtime/checks/rows-read.ts';
import type { PlanNode } from '../../../runtime/playground.ts';

/** The plan of the statement that lists this user's orders. */
async function planFor({ send, explain }: CheckContext, user: number): Promise<PlanNode> {
  const exchange = await send(get(`/api/users/${user}/orders`));
  expectRows(exchange);
  const [statement] = exchange.statements;
  const plan = statement && (await explain(statement));
  if (plan?.kind === 'plan') return plan.root;
  throw new Error(plan?.reason ?? 'The program sent no statement.');
}

function nodesOf(root: PlanNode): readonly PlanNode[] {
  return [root, ...root.children.flatMap(nodesOf)];
}

/** 'Limit, Sort, Seq Scan' */
function outline(root: PlanNode): string {
  return nodesOf(root)
    .map(({ type }) => type)
    .join(', ');
}

/** The lesson's orders, a fifth of them: enough for the planner to choose as it does for all. */
const seed = `
  INSERT INTO orders (id, user_id, status, total_cents, created_at)
  SELECT n,
         CASE WHEN n % 20 = 0 THEN 1 ELSE 2 + n * 7919 % 400 END,
         (ARRAY['pending', 'paid', 'shipped'])[1 + n % 3],
         500 + n * 31 % 20000,
         timestamptz '2025-01-01 00:00:00+00' + n * interval '3 minutes'
    FROM generate_series(1, 20000) AS n;
  ANALYZE orders;`;

/** In the planner's units. Reading these orders costs about 440, finding 20 of them by an index 80. */
const mostCost = 200;

const isQuick = (plan: PlanNode) =>
  plan.totalCost <= mostCost && nodesOf(plan).every(({ type }) => type !== 'Seq Scan');

const findsOneCustomer: Check = {
  id: 'finds-one-customer',
  title: "Finds a customer's orders without reading all others: no Seq Scan on `orders`",
  seed,
  async run(context) {
    const plan = await planFor(context, 7);
    if (isQuick(plan)) return;
    throw new CheckFailure({
      sent: 'EXPLAIN of what GET /api/users/7/orders asks',
      expected: `no Seq Scan, and a cost of at most ${mostCost}`,
      received: `${outline(plan)}, at a cost of ${Math.round(plan.totalCost).toLocaleString('en')}`,
    });
  },
};

const readsWhatItShows: Check = {
  id: 'reads-what-it-shows',
  title: 'Reads about 20 rows to show 20, even for the customer with 5,000',
  seed,
  async run(context) {
    // The matter of the check before.
    if (!isQuick(await planFor(context, 7))) return;
    const plan = await planFor(context, 1);
    const rows = rowsRead(plan);
    if (rows <= 40) return;
    throw new CheckFailure({
      sent: 'EXPLAIN ANALYZE of what GET /api/users/1/orders asks',
      expected: 'about 20 rows read',
      received: `${Math.round(rows).toLocaleString('en')} rows read: ${outline(plan)}`,
    });
  },
};

const keepsWritesCheap: Check = {
  id: 'keeps-writes-cheap',
  title: 'Has at most two indexes beside the primary key',
  needs: 'database',
  seed: '',
  async run({ query }) {
    const { rows } = await query(
      `SELECT indexrelid::regclass FROM pg_index
        WHERE indrelid = 'orders'::regclass AND NOT indisprimary ORDER BY 1`,
    );
    if (rows.length <= 2) return;
    throw new CheckFailure({
      sent: 'SELECT … FROM pg_index',
      expected: 'at most 2 indexes on orders beside the primary key',
      received: `${rows.length}: ${rows.map(([name]) => name).join(', ')}`,
    });
  },
};

export default [findsOneCustomer, readsWhatItShows, keepsWritesCheap] satisfies Check[];
