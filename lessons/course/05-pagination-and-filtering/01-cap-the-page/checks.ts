import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectRows, expectStatus, get } from '../../../runtime/checks/expect.ts';

const givesPages: Check = {
  id: 'gives-pages',
  title: 'Gives 20 orders, or as many as asked for up to 100, page by page',
  async run({ send, query }) {
    const { rows } = await query('SELECT id FROM orders ORDER BY created_at DESC, id DESC LIMIT 200');
    const ids = rows.map(([id]) => id);
    const pages: readonly [parameters: Record<string, string>, ids: typeof ids][] = [
      [{}, ids.slice(0, 20)],
      [{ limit: '1' }, ids.slice(0, 1)],
      [{ limit: '100', page: '2' }, ids.slice(100, 200)],
    ];
    for (const [parameters, wanted] of pages) {
      const exchange = await send(get('/api/orders', parameters));
      const received = expectRows(exchange).map(({ id }) => String(id));
      if (received.join() === wanted.join()) continue;
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: `${wanted.length} orders, from #${wanted[0]} on`,
        received: `${received.length} orders, from #${received[0]} on`,
      });
    }
    expectRows(await send(get('/api/orders', { limit: '100', page: '100' })));
  },
};

const capsTheLimit: Check = {
  id: 'caps-the-limit',
  title: 'Answers 400 to a limit over 100',
  async run({ send }) {
    for (const limit of ['101', '1000', '1000000000']) {
      expectStatus(await send(get('/api/orders', { limit })), 400);
    }
  },
};

const capsTheDepth: Check = {
  id: 'caps-the-depth',
  title: 'Answers 400 to a page beyond the first 10,000 orders',
  async run({ send }) {
    for (const page of ['102', '120', '1000000']) {
      expectStatus(await send(get('/api/orders', { limit: '100', page })), 400);
    }
    // 73 times 137 is 10,001.
    expectStatus(await send(get('/api/orders', { limit: '73', page: '137' })), 400);
  },
};

const refusesNonsense: Check = {
  id: 'refuses-nonsense',
  title: 'Answers 400 to limits and pages that are no whole number from 1 on',
  async run({ send }) {
    for (const text of ['0', '-1', '1.5', 'ten', '']) {
      expectStatus(await send(get('/api/orders', { limit: text })), 400);
      expectStatus(await send(get('/api/orders', { page: text })), 400);
    }
  },
};

export default [givesPages, capsTheLimit, capsTheDepth, refusesNonsense] satisfies Check[];
