import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectJson, expectStatus, get } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const day = 24 * 60 * 60_000;
const names = ['deprecation', 'sunset', 'link'];

function headersOf({ outcome }: Exchange): ReadonlyMap<string, string> {
  const headers = outcome.kind === 'response' ? outcome.response.headers : [];
  return new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function expectSame(sent: string, expected: unknown, received: unknown): void {
  const [wanted, got] = [JSON.stringify(expected), JSON.stringify(received) ?? 'nothing'];
  if (wanted !== got) throw new CheckFailure({ sent, expected: wanted, received: got });
}

/** Fails unless the answer is this one, in the envelope, whatever the order of its fields. */
function expectData(exchange: Exchange, expected: object): void {
  const body = expectJson(exchange) as { success?: unknown; data?: Record<string, unknown> };
  const sorted = Object.fromEntries(Object.entries(body.data ?? {}).sort());
  expectSame(
    describeRequest(exchange.request),
    { success: true, data: expected },
    {
      success: body.success,
      data: sorted,
    },
  );
}

async function endingOf(query: CheckContext['query']) {
  const { rows } = await query(
    'SELECT extract(epoch FROM deprecated_at)::bigint, extract(epoch FROM sunset_at)::bigint FROM endings',
  );
  return { deprecated: Number(rows[0]?.[0]), sunset: Number(rows[0]?.[1]) };
}

function expectSuccessor(exchange: Exchange, path: string): void {
  const link = headersOf(exchange).get('link') ?? '';
  const [, target = '', relation = ''] = /^<([^>]*)>\s*;.*\brel="?([\w -]+)"?/.exec(link) ?? [];
  if (target.endsWith(path) && relation.split(' ').includes('successor-version')) return;
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected: `Link: <${path}>; rel="successor-version"`,
    received: link ? `Link: ${link}` : 'no Link',
  });
}

const keepsV1: Check = {
  id: 'keeps-v1',
  title: 'Answers v1 orders as it always did',
  async run({ send }) {
    expectData(await send(get('/api/v1/orders/1')), { id: 1, totalCents: 1250 });
    expectData(await send(get('/api/v1/orders/2')), { id: 2, totalCents: 990 });
  },
};

const announcesTheEnd: Check = {
  id: 'announces-the-end',
  title: 'Says in each answer of v1 orders since when and until when, and what comes after',
  async run({ send, query }) {
    const { deprecated, sunset } = await endingOf(query);
    for (const id of ['1', '2', '99', 'x']) {
      const exchange = await send(get(`/api/v1/orders/${id}`));
      // Whether v1 answers well is another check's matter.
      const headers = headersOf(exchange);
      const expected = [`@${deprecated}`, new Date(sunset * 1000).toUTCString()];
      const sent = `Deprecation and Sunset of ${describeRequest(exchange.request)}`;
      expectSame(sent, expected, [headers.get('deprecation'), headers.get('sunset')]);
      expectSuccessor(exchange, `/api/v2/orders/${id}`);
    }
  },
};

const endsWhenItSaid: Check = {
  id: 'ends-when-it-said',
  title: 'Ends v1 orders with 410 on the day that it said, and not before',
  async run({ send, query, advanceClock }) {
    const left = (await endingOf(query)).sunset * 1000 - Date.now();
    await advanceClock(left - day);
    const before = await send(get('/api/v1/orders/1'));
    if (before.outcome.kind === 'response' && before.outcome.response.status === 410) {
      throw new CheckFailure({
        sent: 'GET /api/v1/orders/1, a day before the end',
        expected: 'the order',
        received: '410',
      });
    }
    await advanceClock(2 * day);
    const after = await send(get('/api/v1/orders/1'));
    const { error } = expectJson(after, 410) as { error?: { code?: unknown } };
    expectSame('the code of GET /api/v1/orders/1, a day after the end', 'GONE', error?.code);
    expectSuccessor(after, '/api/v2/orders/1');
  },
};

const leavesTheRest: Check = {
  id: 'leaves-the-rest',
  title: 'Leaves v2 and the customers as they are, without an end',
  async run({ send, query, advanceClock }) {
    const rest = async () => {
      const exchanges = [
        await send(get('/api/v2/orders/1')),
        await send(get('/api/v1/customers/1')),
        await send(get('/api/v2/orders/99')),
      ] as const;
      expectData(exchanges[0], { id: 1, total: { amountCents: 1250, currency: 'EUR' } });
      expectData(exchanges[1], { id: 1, name: 'Ada Lovelace' });
      expectStatus(exchanges[2], 404);
      for (const exchange of exchanges) {
        const found = names.filter((name) => headersOf(exchange).has(name));
        expectSame(`headers of ${describeRequest(exchange.request)} that speak of an end`, [], found);
      }
    };
    await rest();
    await advanceClock((await endingOf(query)).sunset * 1000 - Date.now() + day);
    await rest();
  },
};

export default [keepsV1, announcesTheEnd, endsWhenItSaid, leavesTheRest] satisfies Check[];
