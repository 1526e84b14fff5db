import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import {
  describeRequest,
  expectLocation,
  expectObject,
  expectRows,
  expectStatus,
  get,
  json,
} from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

/** Fails unless the list has these in this field, in this order. */
function expectList(exchange: Exchange, field: string, wanted: readonly unknown[]): void {
  const expected = JSON.stringify(wanted);
  const received = JSON.stringify(expectRows(exchange).map((row) => row[field]));
  if (received === expected) return;
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected: `a list whose ${field} are ${expected}`,
    received,
  });
}

const tellsNoneFromNobody: Check = {
  id: 'tells-none-from-nobody',
  title: 'Lists the orders of a user; an empty list for one without orders, 404 for one who does not exist',
  async run({ send }) {
    expectList(await send(get('/api/users/1/orders')), 'id', [1, 2]);
    expectList(await send(get('/api/users/3/orders')), 'id', []);
    expectStatus(await send(get('/api/users/99/orders')), 404);
  },
};

const showsOnlyOwnChildren: Check = {
  id: 'shows-only-own-children',
  title: "Shows an order under its own user, and 404 under another's",
  async run({ send }) {
    for (const [user, order, status] of [
      [1, 1, 200],
      [2, 3, 200],
      [2, 1, 404],
      [1, 3, 404],
      [99, 1, 404],
      [1, 99, 404],
    ] as const) {
      expectStatus(await send(get(`/api/users/${user}/orders/${order}`)), status);
    }
    // Whether this path is still there is left to the program; if it is, it may not tell what is not so.
    expectStatus(await send(get('/api/users/2/orders/1/items')), 404);
  },
};

const createsUnderAParent: Check = {
  id: 'creates-under-a-parent',
  title: 'Creates an order, whose `Location` leads to it; 404 and no order for a user who does not exist',
  async run({ send, query }) {
    const exchange = await send(json('POST', '/api/users/3/orders', { totalCents: 1000 }));
    const { id } = expectObject(exchange, 201);
    const location = expectLocation(exchange);
    if (expectObject(await send(get(location))).id !== id) {
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: `a Location that leads to order ${String(id)}`,
        received: location,
      });
    }
    expectList(await send(get('/api/users/3/orders')), 'id', [id]);

    const nobodys = json('POST', '/api/users/99/orders', { totalCents: 1000 });
    expectStatus(await send(nobodys), 404);
    const { rows } = await query('SELECT count(*) FROM orders');
    if (rows[0]?.[0] !== '4') {
      throw new CheckFailure({
        sent: describeRequest(nobodys),
        expected: 'orders: 4',
        received: `orders: ${rows[0]?.[0]}`,
      });
    }
  },
};

const needsOneParent: Check = {
  id: 'needs-one-parent',
  title: 'Shows the items of an order at `/api/orders/:id/items`, whoever ordered them',
  async run({ send }) {
    expectStatus(await send(get('/api/orders/first/items')), 400, 404);
    expectList(await send(get('/api/orders/1/items')), 'sku', ['lamp', 'chair']);
    expectList(await send(get('/api/orders/3/items')), 'sku', ['lamp']);
    expectList(await send(get('/api/orders/2/items')), 'sku', []);
    expectStatus(await send(get('/api/orders/99/items')), 404);
  },
};

export default [
  tellsNoneFromNobody,
  showsOnlyOwnChildren,
  createsUnderAParent,
  needsOneParent,
] satisfies Check[];
