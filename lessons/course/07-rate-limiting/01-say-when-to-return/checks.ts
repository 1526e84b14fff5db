import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { expectJson, expectRows, expectStatus } from '../../../runtime/checks/expect.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

const most = 5;
const minute = 60_000;
const north = 'Bearer north-4f1c9a';
const south = 'Bearer south-b7702e';

const report = (authorization = north): HttpRequest => ({
  method: 'GET',
  path: '/api/reports/sales',
  headers: { authorization },
});

function statusOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status}` : outcome.kind;
}

function headerOf({ outcome }: Exchange, wanted: string): string | undefined {
  const headers = outcome.kind === 'response' ? outcome.response.headers : [];
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** Fails unless the request is refused with 429 in the envelope. */
function expectRefusal(exchange: Exchange, sent: string): void {
  const body = exchange.outcome.kind === 'response' ? exchange.outcome.response.body : '';
  if (statusOf(exchange) === '429') {
    const { success, error } = (expectJson(exchange, 429) ?? {}) as Record<string, unknown>;
    const { code, message } = (error ?? {}) as Record<string, unknown>;
    if (success === false && code === 'TOO_MANY_REQUESTS' && typeof message === 'string') return;
  }
  throw new CheckFailure({
    sent,
    expected: '429 with { success: false, error: { code: "TOO_MANY_REQUESTS", message: "…" } }',
    received: `${statusOf(exchange)} ${body.slice(0, 120)}`,
  });
}

const givesFive: Check = {
  id: 'gives-five',
  title: 'Gives 5 reports, and refuses the sixth with 429 in the envelope',
  async run({ send, query, attack }) {
    const { rows } = await query(
      "SELECT product, sum(cents) FROM sales WHERE partner_id = 'north' GROUP BY product ORDER BY product",
    );
    for (let count = 1; count <= most; count += 1) {
      const sums = expectRows(await send(report())).map((row) => [row.product, String(row.cents)]);
      if (JSON.stringify(sums) === JSON.stringify(rows)) continue;
      throw new CheckFailure({
        sent: `report ${count}`,
        expected: JSON.stringify(rows),
        received: JSON.stringify(sums),
      });
    }
    expectRefusal(await send(report()), 'the sixth report');
    if ((await attack()).outcome === 'repelled') return;
    throw new CheckFailure({
      sent: 'reports in a loop',
      expected: 'a refusal',
      received: 'every report',
    });
  },
};

const countsEachPartner: Check = {
  id: 'counts-each-partner',
  title: 'Counts each partner alone, however the key is written',
  async run({ send }) {
    for (let count = 1; count <= most; count += 1) expectStatus(await send(report()), 200);
    const otherWays = [north.replace('Bearer', 'bearer'), north.replace(' ', '   ')];
    for (const authorization of otherWays) {
      const exchange = await send(report(authorization));
      if (statusOf(exchange) === '429') continue;
      throw new CheckFailure({
        sent: `a sixth report, with "Authorization: ${authorization}"`,
        expected: '429',
        received: statusOf(exchange),
      });
    }
    const other = await send(report(south));
    if (statusOf(other) !== '200') {
      throw new CheckFailure({
        sent: "another partner's first report, from the same address",
        expected: '200',
        received: statusOf(other),
      });
    }
    expectStatus(await send(report('Bearer nobody')), 401);
  },
};

const saysWhenToReturn: Check = {
  id: 'says-when-to-return',
  title: 'Says with `Retry-After` when the next one is answered, and keeps its word',
  async run({ send, advanceClock }) {
    for (let count = 1; count <= most; count += 1) expectStatus(await send(report()), 200);
    await advanceClock(5 * minute);
    const refusal = await send(report());
    expectStatus(refusal, 429);
    const text = headerOf(refusal, 'retry-after') ?? '';
    const seconds = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(seconds > 540 && seconds <= 601)) {
      throw new CheckFailure({
        sent: 'a sixth report, 5 minutes after the first',
        expected: 'Retry-After: 600',
        received: text ? `Retry-After: ${text}` : 'no Retry-After',
      });
    }
    await advanceClock((seconds - 60) * 1000);
    const early = await send(report());
    if (statusOf(early) !== '429') {
      throw new CheckFailure({
        sent: 'a report one minute before the time',
        expected: '429',
        received: statusOf(early),
      });
    }
    await advanceClock(60_000);
    const late = await send(report());
    if (statusOf(late) === '200') return;
    throw new CheckFailure({
      sent: `a report ${seconds} s after "Retry-After: ${seconds}"`,
      expected: '200',
      received: statusOf(late),
    });
  },
};

/** What the standard headers say, in any of their forms: three headers, one of named values, or r and t. */
function rateLimitOf(exchange: Exchange): { remaining: number; reset: number } {
  const combined = headerOf(exchange, 'ratelimit') ?? '';
  const read = (name: string, letter: string) =>
    headerOf(exchange, `ratelimit-${name}`) ??
    new RegExp(`\\b(?:${name}|${letter})=(\\d+)`).exec(combined)?.[1];
  return { remaining: Number(read('remaining', 'r')), reset: Number(read('reset', 't')) };
}

const saysHowManyAreLeft: Check = {
  id: 'says-how-many-are-left',
  title: 'Says with every answer how many are left, and for how long',
  async run({ send, advanceClock }) {
    for (let left = most - 1; left >= 0; left -= 1) {
      const passed = most - 1 - left;
      const exchange = await send(report());
      const { remaining, reset } = rateLimitOf(exchange);
      const expected = 900 - 60 * passed;
      if (remaining !== left || !(Math.abs(reset - expected) < 30)) {
        const names = ['ratelimit', 'ratelimit-remaining', 'ratelimit-reset'];
        const found = names.flatMap((name) => {
          const value = headerOf(exchange, name);
          return value === undefined ? [] : [`${name}: ${value}`];
        });
        throw new CheckFailure({
          sent: `report ${passed + 1}, ${passed} minutes after the first`,
          expected: `RateLimit-Remaining: ${left}, RateLimit-Reset: ${expected}, or both in RateLimit`,
          received: found.join(', ') || 'none of them',
        });
      }
      await advanceClock(minute);
    }
  },
};

const countsBeforeTheWork: Check = {
  id: 'counts-before-the-work',
  title: 'Does no work for what it refuses, and counts reports that are asked for at the same moment',
  async run({ sendTogether, statements }) {
    const exchanges = await sendTogether(Array.from({ length: 2 * most }, () => report()));
    const answered = exchanges.filter((exchange) => statusOf(exchange) === '200').length;
    const refused = exchanges.filter((exchange) => statusOf(exchange) === '429').length;
    const work = statements().filter(({ sql }) => /\bsales\b/i.test(sql)).length;
    if (answered === most && refused === most && work <= most) return;
    throw new CheckFailure({
      sent: `${2 * most} requests for a report, at the same moment`,
      expected: `${most} reports, ${most} refusals, ${most} queries of sales`,
      received: `${answered} reports, ${refused} refusals, ${work} queries of sales`,
    });
  },
};

export default [
  givesFive,
  countsEachPartner,
  saysWhenToReturn,
  saysHowManyAreLeft,
  countsBeforeTheWork,
] satisfies Check[];
