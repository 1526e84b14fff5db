import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, expectRows, expectStatus } from '../../../runtime/checks/expect.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

type Method = 'GET' | 'PATCH' | 'DELETE';

/** A request of a user, who is logged in. A PATCH asks for another address. */
function as(user: 'ada' | 'grace', method: Method, path: string): HttpRequest {
  const headers = { authorization: `Bearer ${user}-is-here` };
  if (method !== 'PATCH') return { method, path, headers };
  const body = JSON.stringify({ address: 'Elsewhere' });
  return { method, path, headers: { ...headers, 'content-type': 'application/json' }, body };
}

/** '404 {"success":false,…}', with each number as '#': a message may say which order was meant. */
function answerOf({ outcome }: Exchange): string {
  if (outcome.kind !== 'response') return outcome.kind;
  return `${outcome.response.status} ${outcome.response.body.replaceAll(/\d+/g, '#')}`;
}

function expectSame(sent: string, expected: string, received: string): void {
  if (received !== expected) throw new CheckFailure({ sent, expected, received });
}

const servesTheOwner: Check = {
  id: 'serves-the-owner',
  title: 'Shows, changes and cancels an order for its owner',
  async run({ send, query }) {
    const shown = expectObject(await send(as('ada', 'GET', '/api/orders/101')));
    expectSame('GET /api/orders/101 as Ada', "12 St James's Square, London", String(shown.address));
    const item = expectObject(await send(as('ada', 'GET', '/api/orders/101/items/1')));
    expectSame('GET /api/orders/101/items/1 as Ada', 'Brass gears', String(item.product));
    expectObject(await send(as('ada', 'PATCH', '/api/orders/101')));
    const changed = await query('SELECT address FROM orders WHERE id = 101');
    expectSame('PATCH /api/orders/101 as Ada', 'Elsewhere', String(changed.rows[0]?.[0]));
    expectStatus(await send(as('ada', 'DELETE', '/api/orders/101')), 204);
    const cancelled = await query('SELECT is_cancelled FROM orders WHERE id = 101');
    expectSame('DELETE /api/orders/101 as Ada', 't', String(cancelled.rows[0]?.[0]));
  },
};

const hidesOthers: Check = {
  id: 'hides-others',
  title: 'Answers for another’s order exactly as for one that is not there: 404',
  async run({ send }) {
    const absent = await send(as('grace', 'GET', '/api/orders/999'));
    expectStatus(absent, 404);
    for (const id of [101, 103, 104]) {
      const exchange = await send(as('grace', 'GET', `/api/orders/${id}`));
      expectSame(`GET /api/orders/${id}, which is not hers, as Grace`, answerOf(absent), answerOf(exchange));
    }
    // That these refuse at all is for the other checks to say.
    for (const [method, path] of [
      ['GET', '/api/orders/101/items/1'],
      ['PATCH', '/api/orders/101'],
      ['DELETE', '/api/orders/101'],
    ] as const) {
      const exchange = await send(as('grace', method, path));
      if (answerOf(exchange).startsWith('4')) expectStatus(exchange, 404);
    }
  },
};

const guardsWhatWrites: Check = {
  id: 'guards-what-writes',
  title: 'Neither changes nor cancels another’s order',
  async run({ send, query }) {
    for (const method of ['PATCH', 'DELETE'] as const) {
      const exchange = await send(as('grace', method, '/api/orders/101'));
      const { rows } = await query(
        "SELECT 1 FROM orders WHERE id = 101 AND address LIKE '12 St%' AND NOT is_cancelled",
      );
      expectSame(
        `${describeRequest(exchange.request)}, which is Ada's, as Grace`,
        'a refusal, and the order as it was',
        `${answerOf(exchange).startsWith('4') ? 'a refusal' : answerOf(exchange)}, and the order ${rows[0] ? 'as it was' : 'changed'}`,
      );
    }
  },
};

const guardsItems: Check = {
  id: 'guards-items',
  title: 'Shows an item only under its own order, and only to the owner',
  async run({ send }) {
    for (const path of ['/api/orders/101/items/1', '/api/orders/102/items/1', '/api/orders/102/items/5']) {
      const exchange = await send(as('grace', 'GET', path));
      expectSame(
        `GET ${path} as Grace`,
        'a refusal',
        answerOf(exchange).startsWith('4') ? 'a refusal' : answerOf(exchange),
      );
    }
  },
};

const listsOnlyYours: Check = {
  id: 'lists-only-yours',
  title: 'Lists the caller’s own orders, whoever the query names',
  async run({ send }) {
    const own = expectRows(await send(as('grace', 'GET', '/api/orders'))).map(({ id }) => id);
    expectSame('GET /api/orders as Grace', '102, 105', own.join(', '));
    const exchange = await send(as('grace', 'GET', '/api/orders?userId=1'));
    const isRefused = /^4/.test(answerOf(exchange));
    const shown = isRefused ? [] : expectRows(exchange).map(({ id }) => id);
    const others = shown.filter((id) => id !== 102 && id !== 105);
    expectSame(
      'GET /api/orders?userId=1 as Grace',
      'no order of Ada',
      others.map((id) => `order ${String(id)}`).join(', ') || 'no order of Ada',
    );
    expectStatus(await send({ method: 'GET', path: '/api/orders?userId=1' }), 401);
  },
};

export default [servesTheOwner, hidesOthers, guardsWhatWrites, guardsItems, listsOnlyYours] satisfies Check[];
