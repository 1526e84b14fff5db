import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, expectRows, get, json } from '../../../runtime/checks/expect.ts';
import type { HttpRequest } from '../../../runtime/playground.ts';

const path = '/api/users/3b8f6c1e-52d4-4b0e-9a57-0f6f1d2c7a11/orders';

const order = (fields: unknown) => json('POST', path, fields);

/** Fails unless the answer is 400, names this field, and the database was not asked. */
async function expectRefusal(send: CheckContext['send'], request: HttpRequest, field = ''): Promise<void> {
  const { outcome, statements } = await send(request);
  const { status, body } = outcome.kind === 'response' ? outcome.response : { status: 0, body: outcome.kind };
  if (status === 400 && body.includes(field) && statements.length === 0) return;
  const asked = statements.length > 0 ? ', after asking the database' : '';
  throw new CheckFailure({
    sent: describeRequest(request),
    expected: `400${field && `, naming ${field}`}, without a statement`,
    received: `${status} ${body.slice(0, 100)}${asked}`,
  });
}

/** Fails unless the order is refused, or stored without the blanks around its sku. */
async function expectNoBlanks({ send, query }: CheckContext, request: HttpRequest): Promise<void> {
  const { outcome } = await send(request);
  const status = outcome.kind === 'response' ? outcome.response.status : 500;
  const { rows } = await query('SELECT sku FROM orders WHERE sku <> btrim(sku)');
  if ((status === 400 || status === 201) && rows.length === 0) return;
  throw new CheckFailure({
    sent: describeRequest(request),
    expected: "400, or 201 and 'PEN' in the table",
    received: rows[0] ? `${status}, and '${rows[0][0]}' in the table` : `${status}`,
  });
}

const takesGoodRequests: Check = {
  id: 'takes-good-requests',
  title: 'Takes orders with and without a note, and lists by status',
  async run({ send }) {
    expectObject(await send(order({ sku: 'A', quantity: 1 })), 201);
    expectObject(await send(order({ sku: 'A'.repeat(20), quantity: 100, note: 'n'.repeat(500) })), 201);
    for (const [status, wanted] of [
      ['paid', 1],
      ['pending', 3],
      ['shipped', 0],
      ['', 4],
    ] as const) {
      const exchange = await send(get(path, status ? { status } : {}));
      const { length } = expectRows(exchange);
      if (length === wanted) continue;
      throw new CheckFailure({
        sent: `two orders, then ${describeRequest(exchange.request)}`,
        expected: `${wanted} orders`,
        received: `${length}`,
      });
    }
  },
};

const refusesIds: Check = {
  id: 'refuses-ids',
  title: 'Refuses an id that is no UUID, before it asks the database',
  async run({ send }) {
    for (const id of ['abc', '1', '3b8f6c1e-52d4-4b0e-9a57-0f6f1d2c7a1', "x'"]) {
      await expectRefusal(send, get(`/api/users/${id}/orders`), 'id');
      await expectRefusal(send, json('POST', `/api/users/${id}/orders`, { sku: 'PEN', quantity: 1 }), 'id');
    }
  },
};

const refusesBodies: Check = {
  id: 'refuses-bodies',
  title: 'Refuses orders that lack a field, or have one out of bounds, and names it',
  async run(context) {
    const { send } = context;
    await expectRefusal(send, { method: 'POST', path });
    await expectRefusal(send, order({ quantity: 1, note: '' }), 'sku');
    await expectRefusal(send, order({ sku: 'PEN', note: '' }), 'quantity');
    for (const quantity of [0, -1, 1.5, 101, 3_000_000_000, 'many', [], {}]) {
      await expectRefusal(send, order({ sku: 'PEN', quantity, note: '' }), 'quantity');
    }
    for (const sku of ['', ' ', 'A PEN', 'A'.repeat(21), {}]) {
      await expectRefusal(send, order({ sku, quantity: 1, note: '' }), 'sku');
    }
    await expectRefusal(send, order({ sku: 'PEN', quantity: 1, note: 'n'.repeat(501) }), 'note');
    await expectRefusal(send, get(path, { status: 'piad' }), 'status');
    await expectNoBlanks(context, order({ sku: ' PEN ', quantity: 1, note: '' }));
  },
};

const refusesTheUnknown: Check = {
  id: 'refuses-the-unknown',
  title: 'Refuses fields and parameters that it does not know',
  async run({ send }) {
    await expectRefusal(send, get(path, { statsu: 'paid' }));
    await expectRefusal(send, order({ sku: 'PEN', quantity: 1, discount: 100 }));
  },
};

export default [takesGoodRequests, refusesIds, refusesBodies, refusesTheUnknown] satisfies Check[];
