import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { expectRows, expectStatus, get } from '../../../runtime/checks/expect.ts';
import { hasNoFindings } from '../../../runtime/checks/no-findings.ts';

/** The hash that the attack is after: a new one each time, so that nothing can be prepared for it. */
function randomHash(): string {
  const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const salt = crypto.getRandomValues(new Uint8Array(53));
  return '$2b$12$' + Array.from(salt, (byte) => alphabet[byte % alphabet.length]).join('');
}

const sortsByNamedColumns: Check = {
  id: 'sorts-by-named-columns',
  title: 'Sorts by `name` and by `created_at`',
  async run({ send, query }) {
    for (const column of ['name', 'created_at']) {
      const inOrder = await query(`SELECT id, name FROM users ORDER BY ${column}`);
      const wanted = inOrder.rows.map(([id, name]) => (column === 'name' ? name : id));
      const exchange = await send(get('/api/users', { sortBy: column, limit: '100' }));
      const rows = expectRows(exchange);
      const received = rows.map((row) => (column === 'name' ? row.name : row.id));
      const isSorted = [wanted, wanted.toReversed()].some(
        (order) => JSON.stringify(order) === JSON.stringify(received),
      );
      if (!isSorted) {
        throw new CheckFailure({
          sent: `GET ${exchange.request.path}`,
          expected: `${wanted.length} users in the order of ${column}`,
          received: `${rows.length} users, first ${
            rows
              .slice(0, 3)
              .map((row) => row.name)
              .join(', ') || 'none'
          }`,
        });
      }
    }
  },
};

const refusesOtherColumns: Check = {
  id: 'refuses-other-columns',
  title: 'Refuses a column you did not name, with 400',
  async run({ send }) {
    for (const sortBy of ['password_hash', 'nmae', 'constructor', '__proto__']) {
      expectStatus(await send(get('/api/users', { sortBy })), 400);
    }
  },
};

const survivesTheAttack: Check = {
  id: 'survives-the-attack',
  title: 'Survives the attack',
  async run({ attack, query }) {
    const hash = randomHash();
    const oldest = '(SELECT id FROM users ORDER BY created_at LIMIT 1)';
    await query(`UPDATE users SET password_hash = '${hash}' WHERE id = ${oldest}`);
    const report = await attack();
    if (report.outcome === 'succeeded') {
      const read = [...report.stolen].filter((character, index) => character === hash[index]).length;
      throw new CheckFailure({
        sent: `${report.requests} requests, each sorted by an expression`,
        expected: 'the same order whatever the expression says',
        received: `${read} of ${hash.length} hash characters read`,
      });
    }
  },
};

const pagesDoNotOverlap: Check = {
  id: 'pages-do-not-overlap',
  title: 'Pages never overlap when names tie',
  async run({ send, query }) {
    const total = (await query('SELECT id FROM users')).rows.length;
    const size = 5;
    const pageOfUser = new Map<string, number>();
    for (let page = 1; page <= Math.ceil(total / size); page += 1) {
      const exchange = await send(get('/api/users', { sortBy: 'name', limit: `${size}`, page: `${page}` }));
      for (const row of expectRows(exchange)) {
        const earlier = pageOfUser.get(String(row.id));
        if (earlier !== undefined) {
          throw new CheckFailure({
            sent: `GET /api/users?sortBy=name&limit=${size}, page 1, then 2, and so on`,
            expected: `each of the ${total} users once`,
            received: `${String(row.name)} <${String(row.email)}> on page ${earlier} and again on page ${page}`,
          });
        }
        pageOfUser.set(String(row.id), page);
      }
      // Somebody logs in between two pages: PostgreSQL writes the row anew, elsewhere in the table.
      await query(`UPDATE users SET name = name WHERE email LIKE '${'abcdefghij'[page % 10]}%'`);
    }
    if (pageOfUser.size !== total) {
      throw new CheckFailure({
        sent: `GET /api/users?sortBy=name&limit=${size}, every page`,
        expected: `all ${total} users`,
        received: `${pageOfUser.size} of them`,
      });
    }
  },
};

export default [
  sortsByNamedColumns,
  refusesOtherColumns,
  survivesTheAttack,
  pagesDoNotOverlap,
  hasNoFindings('no-dynamic-order-by', 'no-select-star'),
] satisfies Check[];
