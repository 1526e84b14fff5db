import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { expectObject } from '../../../runtime/checks/expect.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

const most = 5;
const minute = 60_000;
const client = '203.0.113.66';
/** What two instances give that count for themselves: this is the matter of one check only. */
const mostOfTwo = 2 * most;

function quote(address: string, forwarded?: string): HttpRequest {
  const headers = {
    'playground-address': address,
    ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
  };
  return { method: 'GET', path: '/api/quotes/ink', headers };
}

function statusOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status}` : outcome.kind;
}

/** Sends these one after the other, and says how many were answered; none may end otherwise than with 429. */
async function answered(send: CheckContext['send'], requests: readonly HttpRequest[]): Promise<number> {
  let count = 0;
  for (const request of requests) {
    const status = statusOf(await send(request));
    if (status === '200') count += 1;
    else if (status !== '429') {
      throw new CheckFailure({ sent: 'a request for a quote', expected: '200 or 429', received: status });
    }
  }
  return count;
}

const repeat = (times: number, request: (index: number) => HttpRequest) =>
  Array.from({ length: times }, (_, index) => request(index));

const countsAcrossInstances: Check = {
  id: 'counts-across-instances',
  title:
    'Gives a client 5 quotes a minute in all, also of many at the same moment, and refuses the sixth with 429',
  async run({ send, sendTogether, advanceClock }) {
    for (const when of ['in the first minute', 'a minute later']) {
      const { cents } = expectObject(await send(quote(client)));
      if (cents !== 1250) {
        throw new CheckFailure({
          sent: 'GET /api/quotes/ink',
          expected: '1250',
          received: `${String(cents)}`,
        });
      }
      const others = await answered(
        send,
        repeat(11, () => quote(client)),
      );
      if (others + 1 !== most) {
        throw new CheckFailure({
          sent: `12 requests of one client, ${when}, to two instances in turn`,
          expected: `${most} quotes`,
          received: `${others + 1}`,
        });
      }
      await advanceClock(minute + 1000);
    }
    const together = await sendTogether(repeat(12, () => quote('203.0.113.99')));
    const count = together.filter((exchange) => statusOf(exchange) === '200').length;
    if (count === most) return;
    throw new CheckFailure({
      sent: '12 requests of one client at the same moment, to two instances in turn',
      expected: `${most} quotes`,
      received: `${count}`,
    });
  },
};

const countsEachClient: Check = {
  id: 'counts-each-client',
  title: 'Takes nothing from one client for what another has used',
  async run({ send }) {
    await answered(
      send,
      repeat(12, () => quote(client)),
    );
    const others = repeat(2, (index) => quote(`198.51.100.${index + 8}`));
    const count = await answered(send, others);
    if (count !== others.length) {
      throw new CheckFailure({
        sent: '12 requests of one client, then one each of two others',
        expected: 'a quote for both',
        received: `${count} quotes`,
      });
    }
    await answered(
      send,
      repeat(12, () => quote('2001:db8:1:2::1')),
    );
    const neighbour = await answered(send, [quote('2001:db8:1:3::1')]);
    if (neighbour === 1) return;
    throw new CheckFailure({
      sent: '12 requests from 2001:db8:1:2::1, then one from 2001:db8:1:3::1, which is another network',
      expected: 'a quote',
      received: 'none',
    });
  },
};

const believesTheBalancerAlone: Check = {
  id: 'believes-the-balancer-alone',
  title: 'Counts by the address that the balancer saw, not by one that the client invented',
  async run({ send }) {
    const inventions = [
      (index: number) => `10.0.0.${index}`,
      (index: number) => `198.51.100.${index}, 127.0.0.1`,
    ];
    for (const [turn, invent] of inventions.entries()) {
      const count = await answered(
        send,
        repeat(14, (index) => quote(`203.0.113.${turn}`, invent(index))),
      );
      if (count <= mostOfTwo) continue;
      throw new CheckFailure({
        sent: `14 requests of one client, each with another X-Forwarded-For, as ${invent(1)}`,
        expected: `${most} quotes`,
        received: `${count}`,
      });
    }
  },
};

const countsANetworkAsOne: Check = {
  id: 'counts-a-network-as-one',
  title: 'Counts the addresses of one IPv6 network of 64 bits as one client',
  async run({ send }) {
    const networks = [
      { network: '2001:db8:1:2::/64', address: (index: number) => `2001:db8:1:2:${index}::${index}` },
      // Written short, as addresses are: four groups of text are not 64 bits.
      { network: '2001:db8::/64', address: (index: number) => `2001:db8::${index}:0:0:1` },
    ];
    for (const { network, address } of networks) {
      const requests = repeat(14, (index) => quote(address(index + 1)));
      const count = await answered(send, requests);
      if (count <= mostOfTwo) continue;
      throw new CheckFailure({
        sent: `14 requests from 14 addresses in ${network}, such as ${address(1)}`,
        expected: `${most} quotes`,
        received: `${count}`,
      });
    }
  },
};

export default [
  countsAcrossInstances,
  countsEachClient,
  believesTheBalancerAlone,
  countsANetworkAsOne,
] satisfies Check[];
