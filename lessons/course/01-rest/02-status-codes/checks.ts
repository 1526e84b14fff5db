import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import {
  describeRequest,
  expectLocation,
  expectObject,
  expectStatus,
  get,
  headerOf,
  json,
} from '../../../runtime/checks/expect.ts';
import { hasNoFindings } from '../../../runtime/checks/no-findings.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

const order = (sku: string, quantity: unknown) => json('POST', '/api/orders', { sku, quantity });

/** Fails unless the refusal has this status and still says why, in the envelope. */
async function expectRefusal(
  send: CheckContext['send'],
  request: HttpRequest,
  status: number,
  code: string,
): Promise<Exchange> {
  const exchange = await send(request);
  const { outcome } = exchange;
  const response = outcome.kind === 'response' ? outcome.response : { status: 0, body: outcome.kind };
  if (response.status === status && response.body.includes(`"${code}"`)) return exchange;
  throw new CheckFailure({
    sent: describeRequest(request),
    expected: `${status}, with error.code ${code}`,
    received: `${response.status} ${response.body.slice(0, 100)}`,
  });
}

const tellsWhatWasDone: Check = {
  id: 'tells-what-was-done',
  title: 'Answers 201 with `Location` to a new order, and 204 to one that was removed',
  async run({ send }) {
    expectStatus(await send(order('INK', 5)), 201);
    const creation = await send(order('LAMP', 1));
    expectObject(creation, 201);
    const location = expectLocation(creation);
    const created = expectObject(await send(get(location)));
    if (created.sku !== 'LAMP') {
      throw new CheckFailure({
        sent: `${describeRequest(creation.request)}, then GET ${location}`,
        expected: 'the new order of a LAMP',
        received: JSON.stringify(created),
      });
    }
    const removal = await send({ method: 'DELETE', path: location });
    expectStatus(removal, 204);
    const { outcome } = await send(get(location));
    if (outcome.kind === 'response' && outcome.response.status >= 400) return;
    throw new CheckFailure({
      sent: `DELETE ${location}, then GET ${location}`,
      expected: 'no order any more',
      received: outcome.kind === 'response' ? outcome.response.body : outcome.kind,
    });
  },
};

const tellsMistakes: Check = {
  id: 'tells-mistakes',
  title: 'Answers 404 where there is no such order, and 400 to what can not be read',
  async run({ send }) {
    await expectRefusal(send, get('/api/orders/99'), 404, 'NOT_FOUND');
    expectStatus(await send(order('LAMP', 'many')), 400);
    expectStatus(await send(get('/api/orders/one')), 400);
    expectStatus(await send({ method: 'DELETE', path: '/api/orders/one' }), 400);
    expectStatus(await send(get('/api/orders/1')), 200);
  },
};

const tellsRefusalsApart: Check = {
  id: 'tells-refusals-apart',
  title: 'Answers 409 when the stock is too small, and 422 to more than a ration',
  async run({ send }) {
    await expectRefusal(send, order('LAMP', 10), 409, 'OUT_OF_STOCK');
    await expectRefusal(send, order('INK', 6), 422, 'RATIONED');
  },
};

const saysWhenToReturn: Check = {
  id: 'says-when-to-return',
  title: 'Answers 503 with `Retry-After` during a stocktaking',
  async run({ send, query }) {
    await query("INSERT INTO stocktaking (ends_at) VALUES (now() + interval '10 minutes')");
    const exchange = await expectRefusal(send, order('LAMP', 1), 503, 'STOCKTAKING');
    const text = headerOf(exchange, 'retry-after') ?? '';
    const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
    if (seconds > 540 && seconds < 660) return;
    throw new CheckFailure({
      sent: `${describeRequest(exchange.request)}, 10 minutes before the end of a stocktaking`,
      expected: 'Retry-After: 600, or the date',
      received: text ? `Retry-After: ${text}` : 'no Retry-After',
    });
  },
};

export default [
  tellsWhatWasDone,
  tellsMistakes,
  tellsRefusalsApart,
  saysWhenToReturn,
  hasNoFindings('no-error-in-success-status'),
] satisfies Check[];
