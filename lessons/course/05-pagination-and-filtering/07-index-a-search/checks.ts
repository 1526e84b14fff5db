import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectRows, get } from '../../../runtime/checks/expect.ts';
import { rowsRead } from '../../../runtime/checks/rows-read.ts';

const search = (email: string) => get('/api/users', { email });

/** Fails unless a search for this text finds one user, and reads few others. */
async function expectFewRead({ send, explain }: CheckContext, part: string, email: string): Promise<void> {
  const exchange = await send(search(part));
  const found = expectRows(exchange)
    .map((user) => String(user.email))
    .join(', ');
  if (found !== email) {
    throw new CheckFailure({
      sent: describeRequest(exchange.request),
      expected: email,
      received: found || 'nobody',
    });
  }
  const [statement] = exchange.statements;
  const plan = statement && (await explain(statement));
  if (plan?.kind !== 'plan') throw new Error(plan?.reason ?? 'The program sent no statement.');
  const rows = rowsRead(plan.root);
  if (rows <= 100) return;
  throw new CheckFailure({
    sent: `EXPLAIN ANALYZE of what ${describeRequest(exchange.request)} asks`,
    expected: 'about as many rows read as shown',
    received: `${rows.toLocaleString('en')} rows read, to show 1`,
  });
}

const findsByAnIndex: Check = {
  id: 'finds-by-an-index',
  title: 'Reads about as many rows as it shows, wherever the letters stand, and whatever their case',
  async run(context) {
    await expectFewRead(context, 'hopper', 'Grace@hopper.example');
    await expectFewRead(context, 'ER4711@', 'member4711@cdf1eb8e6f99.example');
  },
};

/** For the checks that need no crowd. */
const seed = "INSERT INTO users (id, name, email) VALUES (1, 'Grace Hopper', 'Grace@hopper.example')";

const keepsAddressesUnique: Check = {
  id: 'keeps-addresses-unique',
  title: 'Still refuses a second account for one address, also in capitals',
  needs: 'database',
  seed,
  async run({ query }) {
    const insert = "INSERT INTO users (id, name, email) VALUES (2, 'A twin', 'GRACE@hopper.example')";
    const refusal = await query(insert).catch((error: unknown) => error);
    if (refusal instanceof Error) return;
    throw new CheckFailure({ sent: insert, expected: 'a refusal', received: 'a second account' });
  },
};

const keepsWritesCheap: Check = {
  id: 'keeps-writes-cheap',
  title: 'Has at most two indexes beside the primary key',
  needs: 'database',
  seed,
  async run({ query }) {
    const { rows } = await query(
      `SELECT indexrelid::regclass FROM pg_index
        WHERE indrelid = 'users'::regclass AND NOT indisprimary ORDER BY 1`,
    );
    if (rows.length <= 2) return;
    throw new CheckFailure({
      sent: 'SELECT … FROM pg_index',
      expected: 'at most 2 indexes on users beside the primary key',
      received: `${rows.length}: ${rows.map(([name]) => name).join(', ')}`,
    });
  },
};

export default [findsByAnIndex, keepsAddressesUnique, keepsWritesCheap] satisfies Check[];
