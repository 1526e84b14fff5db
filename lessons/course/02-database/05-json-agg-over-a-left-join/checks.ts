import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectRows, get } from '../../../runtime/checks/expect.ts';

const list = get('/api/users');

type Row = Readonly<Record<string, unknown>>;

function expectField(row: Row | undefined, field: string, wanted: string): void {
  const received = JSON.stringify(row?.[field]);
  if (row && received === wanted) return;
  throw new CheckFailure({
    sent: describeRequest(list),
    expected: `"${field}": ${wanted} for ${String(row?.name ?? 'each user')}`,
    received: row ? `"${field}": ${received ?? 'nothing'}` : 'no such user',
  });
}

/** The rows shown of users who have orders, or of those who have none. */
async function usersShown({ send, query }: CheckContext, haveOrders: boolean): Promise<readonly Row[]> {
  const { rows } = await query('SELECT DISTINCT user_id FROM orders');
  const buyers = new Set(rows.map(([id]) => id));
  return expectRows(await send(list)).filter(({ id }) => buyers.has(String(id)) === haveOrders);
}

const showsOrders: Check = {
  id: 'shows-orders',
  title: 'Shows the orders of each user, newest first, and their number',
  async run(context) {
    const { rows } = await context.query(
      'SELECT user_id, id, total_cents FROM orders ORDER BY created_at DESC, id DESC',
    );
    const shown = await usersShown(context, true);
    for (const userId of new Set(rows.map(([id]) => id))) {
      const own = rows.filter(([id]) => id === userId);
      const row = shown.find(({ id }) => String(id) === userId);
      const orders = own.map(([, id, total]) => ({ id: Number(id), total_cents: Number(total) }));
      expectField(row, 'orders', JSON.stringify(orders));
      expectField(row, 'order_count', `${own.length}`);
    }
  },
};

const givesAnEmptyList: Check = {
  id: 'gives-an-empty-list',
  title: 'Gives an empty list to a user without orders',
  async run(context) {
    for (const row of await usersShown(context, false)) expectField(row, 'orders', '[]');
  },
};

const countsNoneAsZero: Check = {
  id: 'counts-none-as-zero',
  title: 'Counts 0 orders for a user without orders, as a number',
  async run(context) {
    for (const row of await usersShown(context, false)) expectField(row, 'order_count', '0');
  },
};

const showsEverybody: Check = {
  id: 'shows-everybody',
  title: 'Keeps users without orders in the list',
  async run({ send, query }) {
    const wanted = (await query('SELECT name FROM users ORDER BY id')).rows.map(([name]) => name);
    const received = expectRows(await send(list)).map(({ name }) => String(name));
    if (received.join() === wanted.join()) return;
    throw new CheckFailure({
      sent: describeRequest(list),
      expected: wanted.join(', '),
      received: received.join(', ') || 'nobody',
    });
  },
};

export default [showsOrders, givesAnEmptyList, countsNoneAsZero, showsEverybody] satisfies Check[];
