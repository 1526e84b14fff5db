import { makeToken, readToken, type Claims } from '../../../runtime/attack/token.ts';
import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { expectObject, expectStatus, json } from '../../../runtime/checks/expect.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

const MINUTE = 60_000;

/** As in environment.ts. */
const keys = {
  '2024': 'oD2n3qan1Ygh9myXXfc1vuqh8yq11NALpBOqcQmmPCs=',
  '2025': 'g3z6gnyZ6oA2bdBI7a5NCw69fYR/BdrfUztrh0rIOZA=',
};

type Send = CheckContext['send'];

function account(token: string): HttpRequest {
  return { method: 'GET', path: '/api/account', headers: { authorization: `Bearer ${token}` } };
}

async function logIn(send: Send): Promise<string> {
  const login = json('POST', '/api/login', { email: 'ada@lovelace.example', password: 'analytical engine' });
  return String(expectObject(await send(login)).token);
}

/** Fails unless the answer to this token, described by `what`, has this status. */
async function expectTo(send: Send, status: number, what: string, token: string): Promise<void> {
  const exchange = await send(account(token));
  if (statusOf(exchange) === `${status}`) return;
  throw new CheckFailure({
    sent: `GET /api/account with ${what}`,
    expected: `${status}`,
    received: statusOf(exchange),
  });
}

function statusOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status}` : outcome.kind;
}

interface Change {
  readonly key?: keyof typeof keys;
  readonly alg?: string;
  readonly claims?: (claims: Claims) => Claims;
}

/** The token of a login with something changed, signed with a real key: only who holds the keys can make it. */
async function changed(token: string, { key = '2025', alg = 'HS256', claims }: Change): Promise<string> {
  const read = readToken(token);
  return makeToken({ ...read.header, alg, kid: key }, claims?.(read.claims) ?? read.claims, keys[key]);
}

const letsItsOwnIn: Check = {
  id: 'lets-its-own-in',
  title: 'Lets in the token of a login, signed with this key or the last one',
  async run({ send }) {
    const token = await logIn(send);
    const { name } = expectObject(await send(account(token)));
    if (name !== 'Ada Lovelace') {
      throw new CheckFailure({
        sent: 'GET /api/account as Ada',
        expected: 'her account',
        received: `${name}`,
      });
    }
    await expectTo(send, 200, 'a token signed with the key of 2024', await changed(token, { key: '2024' }));
  },
};

const survivesTheAttack: Check = {
  id: 'survives-the-attack',
  title: 'Survives the attack: no token without a key of yours',
  async run({ attack }) {
    const { outcome, stolen, requests } = await attack();
    if (outcome === 'repelled') return;
    throw new CheckFailure({
      sent: `${requests} tokens that the attacker made`,
      expected: '401 to each of them',
      received: stolen,
    });
  },
};

const fixesTheAlgorithm: Check = {
  id: 'fixes-the-algorithm',
  title: 'Accepts HS256 and nothing else, whatever the header of the token says',
  async run({ send }) {
    const token = await logIn(send);
    for (const alg of ['HS384', 'HS512']) {
      await expectTo(send, 401, `a token signed by ${alg}`, await changed(token, { alg }));
    }
  },
};

const isForTheShop: Check = {
  id: 'is-for-the-shop',
  title: 'Refuses a token of the same keys that was made for the newsletter, or for nobody',
  async run({ send }) {
    const token = await logIn(send);
    const aud = readToken(token).claims.aud;
    if (aud !== 'shop' && !(Array.isArray(aud) && aud.includes('shop'))) {
      throw new CheckFailure({
        sent: 'POST /api/login',
        expected: 'a token with aud: "shop"',
        received: `aud: ${JSON.stringify(aud)}`,
      });
    }
    const newsletter = await changed(token, { claims: (claims) => ({ ...claims, aud: 'newsletter' }) });
    await expectTo(send, 401, 'a token with aud: "newsletter"', newsletter);
    const nobody = await changed(token, { claims: (claims) => ({ ...claims, aud: undefined }) });
    await expectTo(send, 401, 'a token without aud', nobody);
  },
};

const ends: Check = {
  id: 'ends',
  title: 'Lets a login last 15 minutes, and refuses a token that never ends',
  async run({ send, advanceClock }) {
    const token = await logIn(send);
    const endless = await changed(token, { claims: (claims) => ({ ...claims, exp: undefined }) });
    await advanceClock(14 * MINUTE);
    await expectTo(send, 200, 'a token, 14 minutes after the login', token);
    await advanceClock(6 * MINUTE);
    await expectTo(send, 401, 'the same token, 20 minutes after the login', token);
    await expectTo(send, 401, 'a token without exp, made 20 minutes ago', endless);
  },
};

const namesAUser: Check = {
  id: 'names-a-user',
  title: 'Answers 401, not 500, to a token that names no user or is no token',
  async run({ send }) {
    const token = await logIn(send);
    for (const sub of [undefined, 'admin', '1 OR 1=1']) {
      const other = await changed(token, { claims: (claims) => ({ ...claims, sub }) });
      await expectTo(send, 401, `a token with sub: ${JSON.stringify(sub)}`, other);
    }
    for (const text of ['x', 'a.b.c', `${token.split('.')[0]}.e30x.${token.split('.')[2]}`]) {
      await expectTo(send, 401, `the token ${text}`, text);
    }
    expectStatus(await send({ method: 'GET', path: '/api/account' }), 401);
  },
};

export default [
  letsItsOwnIn,
  survivesTheAttack,
  fixesTheAlgorithm,
  isForTheShop,
  ends,
  namesAUser,
] satisfies Check[];
