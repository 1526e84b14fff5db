import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectRows, get } from '../../../runtime/checks/expect.ts';
import type { PlanNode } from '../../../runtime/playground.ts';

function typesOf(root: PlanNode): readonly string[] {
  return [root.type, ...root.children.flatMap(typesOf)];
}

const servesTheQueries: Check = {
  id: 'serves-the-queries',
  title: 'Answers all three queries by an index, without Seq Scan and without Sort',
  async run({ send, explain }) {
    const requests = [
      get('/api/users', { email: 'User7@shop.example' }),
      get('/api/users/1/orders'),
      get('/api/orders/pending'),
    ];
    for (const request of requests) {
      const exchange = await send(request);
      expectRows(exchange);
      const [statement] = exchange.statements;
      const plan = statement && (await explain(statement));
      const types = plan?.kind === 'plan' ? typesOf(plan.root) : [];
      if (types.length > 0 && !types.includes('Seq Scan') && !types.includes('Sort')) continue;
      throw new CheckFailure({
        sent: `EXPLAIN of what ${describeRequest(request)} asks`,
        expected: 'neither Seq Scan nor Sort',
        received: types.join(', ') || 'no plan',
      });
    }
  },
};

const keepsAddressesUnique: Check = {
  id: 'keeps-addresses-unique',
  title: 'Refuses a second account for an address, in whatever case',
  needs: 'database',
  seed: "INSERT INTO users (id, email, name) VALUES (7, 'user7@shop.example', 'User 7');",
  async run({ query }) {
    const insert = "INSERT INTO users (id, email, name) VALUES (9001, 'USER7@shop.example', 'A twin')";
    const refusal = await query(insert).catch((error: unknown) => error);
    if (refusal instanceof Error) return;
    throw new CheckFailure({ sent: insert, expected: 'a refusal', received: 'a second account' });
  },
};

const storesNothingTwice: Check = {
  id: 'stores-nothing-twice',
  title: 'Has at most one index on `users` and two on `orders`, beside the primary keys',
  needs: 'database',
  seed: '',
  async run({ query }) {
    for (const [table, most] of [
      ['users', 1],
      ['orders', 2],
    ] as const) {
      const { rows } = await query(
        `SELECT indexrelid::regclass FROM pg_index
          WHERE indrelid = '${table}'::regclass AND NOT indisprimary ORDER BY 1`,
      );
      if (rows.length <= most) continue;
      throw new CheckFailure({
        sent: 'SELECT … FROM pg_index',
        expected: `at most ${most} on ${table} beside the primary key`,
        received: `${rows.length}: ${rows.map(([name]) => name).join(', ')}`,
      });
    }
  },
};

export default [servesTheQueries, keepsAddressesUnique, storesNothingTwice] satisfies Check[];
