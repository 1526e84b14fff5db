import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectRows, expectStatus, get } from '../../../runtime/checks/expect.ts';

const readsNumbers: Check = {
  id: 'reads-numbers',
  title: 'Reads whole numbers, 0 among them, and no bound where none is sent',
  async run({ send, query }) {
    const ranges: readonly [parameters: Record<string, string>, condition: string][] = [
      [{}, 'true'],
      [{ max: '1250' }, 'price_cents <= 1250'],
      [{ min: '250', max: '12500' }, 'price_cents BETWEEN 250 AND 12500'],
      [{ max: '0' }, 'price_cents = 0'],
      [{ min: '0', max: '999999999' }, 'true'],
    ];
    for (const [parameters, condition] of ranges) {
      const { rows } = await query(`SELECT name FROM products WHERE ${condition} ORDER BY price_cents, id`);
      const wanted = rows.map(([name]) => name).join(', ');
      const exchange = await send(get('/api/products', parameters));
      const received = expectRows(exchange)
        .map(({ name }) => String(name))
        .join(', ');
      if (received === wanted) continue;
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: wanted,
        received: received || 'nothing',
      });
    }
  },
};

const nonsense = ['12abc', '12,50', 'abc', '', '1.5', '-1', '2147483648', '1e12', 'NaN', 'Infinity', '--5'];

const refusesTheRest: Check = {
  id: 'refuses-the-rest',
  title: 'Answers 400 to what is no whole number or too large, and reads no other number than was sent',
  async run({ send }) {
    for (const max of nonsense) expectStatus(await send(get('/api/products', { max })), 400);
    for (const min of ['x', '-5']) expectStatus(await send(get('/api/products', { min })), 400);
    expectStatus(await send(get('/api/products?max=500&max=48000')), 400);

    const exchange = await send(get('/api/products', { min: '1e3' }));
    const { outcome } = exchange;
    if (outcome.kind === 'response' && outcome.response.status === 400) return;
    const names = expectRows(exchange).map(({ name }) => String(name));
    if (names.join() === 'A mug,A poster,A lamp,A chair') return;
    throw new CheckFailure({
      sent: describeRequest(exchange.request),
      expected: '400, or the 4 products from 1,000 cents up',
      received: `${names.length} products: ${names.join(', ')}`,
    });
  },
};

export default [readsNumbers, refusesTheRest] satisfies Check[];
