import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectRows, expectStatements, get } from '../../../runtime/checks/expect.ts';

const page = get('/api/orders', { limit: '100' });

const newestOrders = `
  SELECT orders.id, users.id, users.name
    FROM orders LEFT JOIN users ON users.id = orders.user_id
   ORDER BY orders.created_at DESC, orders.id DESC
   LIMIT 100`;

type Row = Readonly<Record<string, unknown>>;

/** '#17 of Ada Kay (12)', or '#20 of a guest'. */
function describeOrder(id: unknown, userId: unknown, name: unknown): string {
  return `#${String(id)} of ${userId === null ? 'a guest' : `${String(name)} (${String(userId)})`}`;
}

function describeRow({ id, customer }: Row): string {
  if (customer === null) return describeOrder(id, null, null);
  const user = typeof customer === 'object' ? (customer as Row) : {};
  return describeOrder(id, user.id, user.name);
}

const showsTheSamePage: Check = {
  id: 'shows-the-same-page',
  title: 'Shows the newest orders, each with its customer, guests with `null`',
  async run({ send, query }) {
    // Without it, no order is an accident: what the program does not sort comes as it lies in the table.
    await query('DROP INDEX orders_newest');
    const { rows } = await query(newestOrders);
    const received = expectRows(await send(page));
    for (const [index, [id, userId, name]] of rows.entries()) {
      const row = received[index];
      const order = describeOrder(id, userId, name);
      if (row && describeRow(row) === order) continue;
      throw new CheckFailure({
        sent: describeRequest(page),
        expected: `${rows.length} orders, newest first; at place ${index + 1}, ${order}`,
        received: `${received.length} orders; there, ${row ? describeRow(row) : 'nothing'}`,
      });
    }
  },
};

const asksTwiceAtMost: Check = {
  id: 'asks-twice-at-most',
  title: 'Takes at most 2 statements for a page of 100 orders',
  async run({ send }) {
    const exchange = await send(page);
    expectRows(exchange);
    expectStatements(exchange, 2);
  },
};

const readsOnlyThePage: Check = {
  id: 'reads-only-the-page',
  title: 'Reads no more customers than the page shows',
  async run({ send }) {
    const exchange = await send(get('/api/orders', { limit: '10' }));
    const shown = expectRows(exchange).length;
    const read = exchange.statements.reduce((sum, { rows }) => sum + rows, 0);
    if (read > 2 * shown) {
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: `at most ${shown} orders and ${shown} customers from the database`,
        received: `${read} rows`,
      });
    }
  },
};

const showsNewNames: Check = {
  id: 'shows-new-names',
  title: 'Shows a new name as soon as it is there',
  async run({ send, query }) {
    expectRows(await send(page));
    const { rows } = await query(
      'SELECT id, user_id FROM orders WHERE user_id IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1',
    );
    const [id, userId] = rows[0] ?? [];
    await query(`UPDATE users SET name = 'Renamed' WHERE id = ${userId}`);
    const row = expectRows(await send(page)).find((order) => String(order.id) === id);
    if (row && describeRow(row) === describeOrder(id, userId, 'Renamed')) return;
    throw new CheckFailure({
      sent: `${describeRequest(page)}, after user ${userId} became 'Renamed'`,
      expected: describeOrder(id, userId, 'Renamed'),
      received: row ? describeRow(row) : `no order #${id}`,
    });
  },
};

const answersAnEmptyPage: Check = {
  id: 'answers-an-empty-page',
  title: 'Answers the page after the last with an empty list',
  async run({ send }) {
    const exchange = await send(get('/api/orders', { limit: '100', page: '4' }));
    const { length } = expectRows(exchange);
    if (length > 0) {
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: 'an empty list',
        received: `${length} orders`,
      });
    }
  },
};

export default [
  showsTheSamePage,
  asksTwiceAtMost,
  readsOnlyThePage,
  showsNewNames,
  answersAnEmptyPage,
] satisfies Check[];
