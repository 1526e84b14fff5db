import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

const minute = 60_000;
const right = 'correct horse battery';
const home = '198.51.100.20';
const office = '192.0.2.10';
const people = [
  'ada',
  'alan',
  'barbara',
  'donald',
  'edsger',
  'frances',
  'hedy',
  'joan',
  'katherine',
  'margaret',
];

function login(name: string, address: string, password = right): HttpRequest {
  return {
    method: 'POST',
    path: '/api/login',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ email: `${name}@example.org`, password }),
  };
}

/** 'in', 'wrong' (which may be said with 200), 'refused', or what else came. */
function outcomeOf({ outcome }: Exchange): string {
  if (outcome.kind !== 'response') return outcome.kind;
  const { status, body } = outcome.response;
  if (status === 200) return body.includes('"token"') ? 'in' : 'wrong';
  return status === 401 ? 'wrong' : status === 429 ? 'refused' : `${status}`;
}

type Try = (name: string, address: string, password?: string) => Promise<string>;

const triesOf =
  ({ send }: CheckContext): Try =>
  async (name, address, password) =>
    outcomeOf(await send(login(name, address, password)));

/** Sends wrong passwords, and says how many of them were looked at. */
async function guess(attempt: Try, times: number, name: string, address: string): Promise<number> {
  let looked = 0;
  for (let time = 1; time <= times; time += 1) {
    if ((await attempt(name, address, `guess ${time}`)) === 'wrong') looked += 1;
  }
  return looked;
}

function expectSame(sent: string, expected: string | number, received: string | number): void {
  if (received !== expected)
    throw new CheckFailure({ sent, expected: `${expected}`, received: `${received}` });
}

const letsPeopleIn: Check = {
  id: 'lets-people-in',
  title: 'Lets people in, also after 4 mistakes, and says 401 to a wrong password',
  async run(context) {
    const attempt = triesOf(context);
    const { outcome } = await context.send(login('ada', home, 'guess'));
    expectSame('a wrong password', 401, outcome.kind === 'response' ? outcome.response.status : 0);
    expectSame('a wrong password for no account', 'wrong', await attempt('nobody', office));
    for (let round = 1; round <= 3; round += 1) {
      expectSame(`4 mistakes, the ${round}. time`, 4, await guess(attempt, 4, 'alan', office));
      expectSame('then the right password', 'in', await attempt('alan', office));
      await context.advanceClock(15 * minute);
    }
    for (let time = 1; time <= 12; time += 1) {
      expectSame(`the right password, the ${time}. time`, 'in', await attempt('hedy', office));
      expectSame(`the right password, elsewhere`, 'in', await attempt('hedy', `203.0.113.${time}`));
      expectSame(`the right password of another`, 'in', await attempt('joan', office));
    }
    expectSame('4 mistakes', 4, await guess(attempt, 4, 'hedy', office));
    expectSame('the right password', 'in', await attempt('hedy', office));
    expectSame('4 mistakes after it', 4, await guess(attempt, 4, 'hedy', office));
    expectSame('and the right password', 'in', await attempt('hedy', office));
  },
};

const stopsAGuesser: Check = {
  id: 'stops-a-guesser',
  title: 'Refuses the sixth failure for an account from an address with 429, for 15 minutes',
  async run(context) {
    const attempt = triesOf(context);
    expectSame('5 guesses: looked at', 5, await guess(attempt, 5, 'alan', office));
    const refusal = await context.send(login('alan', office, 'another'));
    expectSame('a sixth guess', 'refused', outcomeOf(refusal));
    const headers = refusal.outcome.kind === 'response' ? refusal.outcome.response.headers : [];
    const retry = Number(headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1]);
    if (!(retry > 840 && retry <= 901)) {
      throw new CheckFailure({
        sent: 'a sixth guess',
        expected: 'Retry-After: 900',
        received: Number.isNaN(retry) ? 'no Retry-After in seconds' : `Retry-After: ${retry}`,
      });
    }
    expectSame('the right password, as seventh', 'refused', await attempt('alan', office));
    expectSame('the same as Alan@example.org', 'refused', await attempt('Alan', office));
    expectSame("a colleague's right password", 'in', await attempt('joan', office));
    await context.advanceClock(14 * minute);
    expectSame('the right password after 14 minutes', 'refused', await attempt('alan', office));
    await context.advanceClock(minute + 1000);
    expectSame('the right password after 15 minutes', 'in', await attempt('alan', office));

    const together = await context.sendTogether(
      Array.from({ length: 10 }, (_, index) => login('barbara', home, `guess ${index}`)),
    );
    const looked = together.filter((exchange) => outcomeOf(exchange) === 'wrong').length;
    expectSame('10 guesses at the same moment: looked at', 5, looked);
  },
};

const stopsManyAddresses: Check = {
  id: 'stops-many-addresses',
  title: 'Looks at 10 guesses for an account, from however many new addresses they come',
  async run(context) {
    const attempt = triesOf(context);
    if ((await context.attack()).outcome === 'succeeded') {
      throw new CheckFailure({
        sent: '23 guesses for one account, from 6 addresses',
        expected: 'no guess that opens it',
        received: 'the account is open',
      });
    }
    let looked = 0;
    for (let address = 1; address <= 6; address += 1) {
      looked += await guess(attempt, 3, 'donald', `203.0.113.${address}`);
    }
    expectSame('18 guesses for one account, from 6 addresses: looked at', 10, looked);
    expectSame('the right password, from a seventh', 'refused', await attempt('donald', '203.0.113.77'));
    let strange = 0;
    for (let address = 1; address <= 4; address += 1) {
      strange += await guess(attempt, 3, 'ada', `203.0.113.${address}`);
      await attempt('ada', home);
    }
    expectSame('12 guesses, with logins of the owner between them: looked at', 10, strange);
    await context.advanceClock(15 * minute + 1000);
    expectSame('the right password, 15 minutes later', 'in', await attempt('donald', '203.0.113.77'));
  },
};

const stopsOneForMany: Check = {
  id: 'stops-one-for-many',
  title: 'Looks at 15 failures from an address, for however many accounts, also with logins between them',
  async run(context) {
    const attempt = triesOf(context);
    const others = people.filter((name) => name !== 'margaret');
    let looked = 0;
    for (const [index, name] of [...others, ...others].entries()) {
      if ((await attempt(name, '203.0.113.9', `Summer${index}`)) === 'wrong') looked += 1;
      if (index % 4 === 3) await attempt('margaret', '203.0.113.9');
    }
    expectSame('18 guesses for 9 accounts, with logins into one of their own: looked at', 15, looked);
    expectSame('an account that nobody tried, from elsewhere', 'in', await attempt('margaret', office));
  },
};

const locksNobodyOut: Check = {
  id: 'locks-nobody-out',
  title: 'Lets in the owner at home while strangers try, and an office after ten mistakes',
  async run(context) {
    const attempt = triesOf(context);
    for (let address = 1; address <= 4; address += 1) await guess(attempt, 3, 'ada', `203.0.113.${address}`);
    expectSame(
      'the right password from home, after 12 guesses of strangers',
      'in',
      await attempt('ada', home),
    );
    expectSame('a new address, first login', 'in', await attempt('edsger', '192.0.2.77'));
    for (let address = 5; address <= 8; address += 1) {
      await guess(attempt, 3, 'edsger', `203.0.113.${address}`);
    }
    expectSame(
      'the right password from there, after 12 guesses',
      'in',
      await attempt('edsger', '192.0.2.77'),
    );
    for (const name of people) await attempt(name, office, 'a mistake');
    for (const name of people.slice(1)) {
      if (name === 'edsger') continue;
      expectSame(`${name}, in an office after ten mistakes`, 'in', await attempt(name, office));
    }
  },
};

export default [
  letsPeopleIn,
  stopsAGuesser,
  stopsManyAddresses,
  stopsOneForMany,
  locksNobodyOut,
] satisfies Check[];
