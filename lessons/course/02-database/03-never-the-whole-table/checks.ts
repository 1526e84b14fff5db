import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, expectRows, get } from '../../../runtime/checks/expect.ts';

const newestIds = (user: number) => `
  SELECT id FROM orders WHERE user_id = ${user} ORDER BY created_at DESC, id DESC LIMIT 50`;

const listsTheNewest: Check = {
  id: 'lists-the-newest',
  title: 'Lists the newest 50 orders of a customer, newest first',
  async run({ send, query }) {
    // Without it, no order is an accident: what the program does not sort comes as it lies in the table.
    await query('DROP INDEX orders_of_user');
    for (const user of [1, 2, 3]) {
      const wanted = (await query(newestIds(user))).rows.map(([id]) => String(id));
      const exchange = await send(get(`/api/users/${user}/orders`));
      const received = expectRows(exchange).map(({ id }) => String(id));
      if (received.join() === wanted.join()) continue;
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: `${wanted.length} orders: ${wanted.slice(0, 3).join(', ')}, …`,
        received: `${received.length} orders: ${received.slice(0, 3).join(', ')}, …`,
      });
    }
  },
};

const readsWhatItShows: Check = {
  id: 'reads-what-it-shows',
  title: 'Reads at most 50 rows for the list, and for the spending',
  async run({ send }) {
    for (const path of ['/api/users/1/orders', '/api/users/1/spending']) {
      const exchange = await send(get(path));
      const rows = exchange.statements.reduce((sum, statement) => sum + statement.rows, 0);
      if (rows <= 50) continue;
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: 'at most 50 rows from the database',
        received: `${rows.toLocaleString('en')} rows`,
      });
    }
  },
};

const addsUpEverything: Check = {
  id: 'adds-up-everything',
  title: 'Adds up all orders, in numbers, and 0 for somebody without orders',
  async run({ send, query }) {
    for (const user of [1, 2, 3]) {
      const { rows } = await query(
        `SELECT count(*), COALESCE(sum(total_cents), 0) FROM orders WHERE user_id = ${user}`,
      );
      const [orders, total] = rows[0] ?? [];
      const exchange = await send(get(`/api/users/${user}/spending`));
      const data = expectObject(exchange);
      if (data.orders === Number(orders) && data.total_cents === Number(total)) continue;
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: `{ orders: ${orders}, total_cents: ${total} }`,
        received: JSON.stringify(data),
      });
    }
  },
};

export default [listsTheNewest, readsWhatItShows, addsUpEverything] satisfies Check[];
