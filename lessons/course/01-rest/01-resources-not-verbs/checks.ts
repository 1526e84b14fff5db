import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import {
  describeRequest,
  expectLocation,
  expectObject,
  expectRows,
  expectStatus,
  get,
  json,
} from '../../../runtime/checks/expect.ts';
import { hasNoFindings } from '../../../runtime/checks/no-findings.ts';
import type { HttpRequest } from '../../../runtime/playground.ts';

async function ordersOf(query: CheckContext['query']): Promise<string> {
  const { rows } = await query('SELECT id, item, status FROM orders ORDER BY id');
  return rows.map(([id, item, status]) => `${id} ${item} (${status})`).join(', ');
}

/** Fails unless the request is refused as the client's own mistake. */
async function expectMistake(send: CheckContext['send'], request: HttpRequest): Promise<void> {
  const { outcome } = await send(request);
  const status = outcome.kind === 'response' ? outcome.response.status : 500;
  if (status >= 400 && status < 500) return;
  throw new CheckFailure({
    sent: describeRequest(request),
    expected: 'a status from 400 to 499',
    received: `${status}`,
  });
}

const namesResources: Check = {
  id: 'names-resources',
  title: 'Lists, shows and creates orders; 201 and `Location` for a new one, 404 for none',
  async run({ send }) {
    const listed = expectRows(await send(get('/api/orders')));
    const one = expectObject(await send(get('/api/orders/1')));
    if (listed.length !== 4 || one.item !== 'A desk lamp') {
      throw new CheckFailure({
        sent: 'GET /api/orders, GET /api/orders/1',
        expected: '4 orders, and the first of them, a desk lamp',
        received: `${listed.length} orders, and ${String(one.item)}`,
      });
    }
    const beginning = await send(get('/api'));
    expectStatus(beginning, 200);
    if (beginning.outcome.kind === 'response' && !/\/api\/orders"/.test(beginning.outcome.response.body)) {
      throw new CheckFailure({
        sent: 'GET /api',
        expected: 'a link to /api/orders',
        received: beginning.outcome.response.body.slice(0, 120),
      });
    }
    expectStatus(await send(get('/api/orders/99')), 404);
    await expectMistake(send, get('/api/orders/first'));
    await expectMistake(send, json('POST', '/api/orders', {}));

    const creation = await send(json('POST', '/api/orders', { item: 'An inkwell' }));
    expectStatus(creation, 201);
    const location = expectLocation(creation);
    const created = expectObject(await send(get(location)));
    if (created.item === 'An inkwell') return;
    throw new CheckFailure({
      sent: `${describeRequest(creation.request)}, then GET ${location}`,
      expected: 'the new order, an inkwell',
      received: JSON.stringify(created),
    });
  },
};

const changesByMethod: Check = {
  id: 'changes-by-method',
  title: 'Cancels by PATCH and removes by DELETE',
  async run({ send, query }) {
    expectStatus(await send(json('PATCH', '/api/orders/1', { status: 'cancelled' })), 200, 204);
    expectStatus(await send(json('PATCH', '/api/orders/99', { status: 'cancelled' })), 404);
    // What a change of nothing is answered with is left to the program, as long as it is no failure.
    expectStatus(await send(json('PATCH', '/api/orders/1', {})), 200, 204, 400, 422);
    await expectMistake(send, json('PATCH', '/api/orders/1', { status: 'lost' }));
    await expectMistake(send, { method: 'DELETE', path: '/api/orders/first' });
    expectStatus(await send({ method: 'DELETE', path: '/api/orders/2' }), 204);
    expectStatus(await send(get('/api/orders/2')), 404);
    const expected = '1 A desk lamp (cancelled), 3 A globe (cancelled), 4 A typewriter (open)';
    const received = await ordersOf(query);
    if (received === expected) return;
    throw new CheckFailure({ sent: 'PATCH /api/orders/1, DELETE /api/orders/2', expected, received });
  },
};

const survivesACrawler: Check = {
  id: 'survives-a-crawler',
  title: 'Survives a crawler that follows every link with GET',
  async run({ attack, send, query }) {
    const before = await ordersOf(query);
    await attack();
    for (const path of ['/api/cancelOrder?id=1', '/api/deleteOrder?id=1']) await send(get(path));
    const received = await ordersOf(query);
    if (received === before) return;
    throw new CheckFailure({
      sent: 'GET, to /api and every address that the answers hold',
      expected: `the same orders: ${before}`,
      received: received || 'no orders',
    });
  },
};

export default [
  namesResources,
  changesByMethod,
  survivesACrawler,
  hasNoFindings('no-verb-url'),
] satisfies Check[];
