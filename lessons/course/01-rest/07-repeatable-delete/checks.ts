import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectStatus, get } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const deletion = { method: 'DELETE', path: '/api/orders/1' };

async function expectStock(query: CheckContext['query'], sent: string, expected: string): Promise<void> {
  const { rows } = await query('SELECT sku, stock FROM products ORDER BY sku');
  const received = rows.map(([sku, stock]) => `${stock} ${sku}`).join(', ');
  if (received !== expected) throw new CheckFailure({ sent, expected, received });
}

/** Fails unless the answer says that the order is gone. */
function expectGone({ request, outcome }: Exchange): void {
  const status = outcome.kind === 'response' ? outcome.response.status : 0;
  if ([200, 204, 404, 410].includes(status)) return;
  throw new CheckFailure({
    sent: describeRequest(request),
    expected: '204, or 404 when it was gone before',
    received: outcome.kind === 'response' ? `${status} ${outcome.response.body.slice(0, 100)}` : outcome.kind,
  });
}

const deletes: Check = {
  id: 'deletes',
  title: 'Removes the order with 204 and no body, and puts its goods back',
  async run({ send, query }) {
    const exchange = await send(deletion);
    expectStatus(exchange, 204);
    expectStatus(await send(get('/api/orders/1')), 404);
    expectStatus(await send(get('/api/orders/3')), 200);
    await expectStock(query, describeRequest(deletion), '7 GLOBE, 13 LAMP');
  },
};

const repeatsDoNoHarm: Check = {
  id: 'repeats-do-no-harm',
  title: 'Does nothing more when it is sent again, and says that the order is gone',
  async run({ send, query }) {
    await send(deletion);
    const { rows } = await query("SELECT stock FROM products WHERE sku = 'LAMP'");
    for (let times = 1; times <= 2; times += 1) expectGone(await send(deletion));
    expectGone(await send({ method: 'DELETE', path: '/api/orders/99' }));
    await expectStock(query, 'DELETE /api/orders/1, three times', `7 GLOBE, ${rows[0]?.[0]} LAMP`);
  },
};

const happensOnceAtOnce: Check = {
  id: 'happens-once-at-once',
  title: 'Puts the goods back once, when two delete at the same moment',
  async run({ race, query }) {
    const before = (await query("SELECT stock FROM products WHERE sku = 'LAMP'")).rows[0]?.[0];
    await race([deletion, deletion]);
    const after = (await query("SELECT stock FROM products WHERE sku = 'LAMP'")).rows[0]?.[0];
    if (Number(after) - Number(before) <= 3) return;
    throw new CheckFailure({
      sent: 'DELETE /api/orders/1, twice, both of which looked before either wrote',
      expected: `3 lamps more than the ${before} before`,
      received: `${Number(after) - Number(before)} more`,
    });
  },
};

const happensWholeOrNotAtAll: Check = {
  id: 'happens-whole-or-not-at-all',
  title: 'Leaves nothing half done when the goods cannot be put back, so that the next try does all of it',
  async run({ send, query }) {
    await query('ALTER TABLE products ADD CONSTRAINT shelf_is_full CHECK (stock <= 10)');
    const { outcome } = await send(deletion);
    // Whoever puts nothing back is refused nothing; that is the matter of another check.
    if (outcome.kind === 'response' && outcome.response.status === 204) return;
    await query('ALTER TABLE products DROP CONSTRAINT shelf_is_full');
    expectGone(await send(deletion));
    await expectStock(
      query,
      'DELETE /api/orders/1, which the stock refused, and again when it does not',
      '7 GLOBE, 13 LAMP',
    );
  },
};

export default [deletes, repeatsDoNoHarm, happensOnceAtOnce, happensWholeOrNotAtAll] satisfies Check[];
