import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, expectRows, get, json } from '../../../runtime/checks/expect.ts';
import { hasNoFindings } from '../../../runtime/checks/no-findings.ts';

const requests = [
  get('/api/users', { limit: '100' }),
  get('/api/users/1'),
  json('PATCH', '/api/users/1', { name: 'Augusta Ada King' }),
];

/** Fails when one of the three responses holds this text. */
async function expectNowhere(send: CheckContext['send'], secret: string, what: string): Promise<void> {
  for (const request of requests) {
    const { outcome } = await send(request);
    if (outcome.kind === 'response' && outcome.response.status === 200) {
      if (!outcome.response.body.includes(secret)) continue;
      throw new CheckFailure({
        sent: describeRequest(request),
        expected: `a response without ${what}`,
        received: `${what} of a user, among ${outcome.response.bytes.toLocaleString('en')} bytes`,
      });
    }
    throw new CheckFailure({ sent: describeRequest(request), expected: '200', received: outcome.kind });
  }
}

const showsUsers: Check = {
  id: 'shows-users',
  title: 'Answers with `id`, `name` and `email`, in all three places',
  async run({ send, query }) {
    // Rows that are written anew stand elsewhere in the table, so that their order is no accident.
    await query('UPDATE users SET name = name WHERE id % 3 = 0');
    const few = expectRows(await send(get('/api/users', { limit: '3' })));
    if (few.length !== 3) {
      throw new CheckFailure({
        sent: 'GET /api/users?limit=3',
        expected: '3 users',
        received: `${few.length}`,
      });
    }
    const { rows } = await query('SELECT id, name, email FROM users ORDER BY id LIMIT 100');
    const listed = expectRows(await send(get('/api/users', { limit: '100' })));
    const one = expectObject(await send(get('/api/users/2')));
    const changed = expectObject(await send(json('PATCH', '/api/users/3', { name: rows[2]?.[1] })));
    const received = [...listed, one, changed];
    const wanted = [...rows, rows[1], rows[2]];
    for (const [index, row] of wanted.entries()) {
      const { id, name, email } = received[index] ?? {};
      if (row && `${row}` === `${[id, name, email]}`) continue;
      throw new CheckFailure({
        sent: index < rows.length ? 'GET /api/users?limit=100' : 'GET /api/users/2, PATCH /api/users/3',
        expected: `id ${row?.[0]}, name ${row?.[1]}, email ${row?.[2]}`,
        received: `id ${String(id)}, name ${String(name)}, email ${String(email)}`,
      });
    }
  },
};

const sendsNoSecrets: Check = {
  id: 'sends-no-secrets',
  title: 'Sends no password hash, in none of the three places',
  async run({ send, query }) {
    const hash = `$2b$12$${crypto.randomUUID()}`;
    await query(`UPDATE users SET password_hash = '${hash}' WHERE id = 1`);
    await expectNowhere(send, hash, 'the password hash');
  },
};

const sendsASmallPage: Check = {
  id: 'sends-a-small-page',
  title: 'Needs at most 20 kB for 100 users',
  async run({ send }) {
    const exchange = await send(get('/api/users', { limit: '100' }));
    expectRows(exchange);
    const bytes = exchange.outcome.kind === 'response' ? exchange.outcome.response.bytes : 0;
    if (bytes <= 20_000) return;
    throw new CheckFailure({
      sent: describeRequest(exchange.request),
      expected: 'at most 20 kB',
      received: `${Math.round(bytes / 1000).toLocaleString('en')} kB`,
    });
  },
};

const survivesANewColumn: Check = {
  id: 'survives-a-new-column',
  title: 'Keeps a column to itself that is added tomorrow',
  async run({ send, query }) {
    const secret = crypto.randomUUID();
    await query(`ALTER TABLE users ADD COLUMN two_factor_secret text NOT NULL DEFAULT '${secret}'`);
    await expectNowhere(send, secret, 'two_factor_secret');
  },
};

const unwanted = ['password_hash', 'avatar'];

const leavesTheRestBehind: Check = {
  id: 'leaves-the-rest-behind',
  title: 'Asks the database for no column that it does not show',
  async run({ send, query }) {
    // What is shown is the matter of other checks.
    const shown = new Set<string>();
    for (const request of requests) {
      const { outcome } = await send(request);
      const body = outcome.kind === 'response' ? outcome.response.body : '';
      for (const column of unwanted) if (body.includes(`"${column}"`)) shown.add(column);
    }
    const kept = unwanted.filter((column) => !shown.has(column));
    for (const column of kept) await query(`ALTER TABLE users DROP COLUMN ${column}`);
    for (const request of requests) {
      const { outcome } = await send(request);
      if (outcome.kind === 'response' && outcome.response.status === 200) continue;
      throw new CheckFailure({
        sent: `${describeRequest(request)}, from a table without ${kept.join(' and ')}`,
        expected: '200',
        received: outcome.kind === 'response' ? `${outcome.response.status}` : outcome.kind,
      });
    }
  },
};

export default [
  showsUsers,
  sendsNoSecrets,
  sendsASmallPage,
  survivesANewColumn,
  leavesTheRestBehind,
  hasNoFindings('no-select-star'),
] satisfies Check[];
