import { makeToken, readToken } from '../../../runtime/attack/token.ts';
import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { expectObject, expectStatus, json } from '../../../runtime/checks/expect.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** As environment.ts sets it. */
const accessKey = 'g3z6gnyZ6oA2bdBI7a5NCw69fYR/BdrfUztrh0rIOZA=';

type Send = CheckContext['send'];

interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

const login = json('POST', '/api/login', { email: 'ada@lovelace.example', password: 'analytical engine' });
const grace = json('POST', '/api/login', { email: 'grace@hopper.example', password: 'nanoseconds of wire' });
const refreshing = (token: string) => json('POST', '/api/refresh', { refreshToken: token });

function account(token: string): HttpRequest {
  return { method: 'GET', path: '/api/account', headers: { authorization: `Bearer ${token}` } };
}

function statusOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status}` : outcome.kind;
}

async function tokensFrom(send: Send, request: HttpRequest): Promise<Tokens> {
  const { accessToken, refreshToken } = expectObject(await send(request));
  return { access: String(accessToken), refresh: String(refreshToken) };
}

/** Fails unless the request, described by `what`, is answered with this status. */
async function expectTo(send: Send, status: number, what: string, request: HttpRequest): Promise<void> {
  const received = statusOf(await send(request));
  if (received !== `${status}`) throw new CheckFailure({ sent: what, expected: `${status}`, received });
}

/** Fails unless this refresh token is still good, for the account of this name. */
async function expectAlive(send: Send, token: string, name: string): Promise<void> {
  const { access } = await tokensFrom(send, refreshing(token));
  const { name: received } = expectObject(await send(account(access)));
  if (received === name) return;
  throw new CheckFailure({
    sent: `POST /api/refresh with a token of ${name}, then GET /api/account`,
    expected: `the account of ${name}`,
    received: `the account of ${String(received)}`,
  });
}

const goesOn: Check = {
  id: 'goes-on',
  title: 'Ends an access token after 10 minutes, and gives a new one for the refresh token, day after day',
  async run({ send, advanceClock }) {
    let tokens = await tokensFrom(send, login);
    await expectTo(send, 200, 'GET /api/account right after the login', account(tokens.access));
    const { claims } = readToken(tokens.access);
    const otherwise = await makeToken({ alg: 'HS512', typ: 'JWT' }, claims, accessKey);
    await expectTo(send, 401, 'GET /api/account with an access token signed by HS512', account(otherwise));
    for (let day = 1; day <= 3; day += 1) {
      await advanceClock(15 * MINUTE);
      await expectTo(
        send,
        401,
        'GET /api/account with an access token of 15 minutes',
        account(tokens.access),
      );
      await advanceClock(DAY);
      const next = await tokensFrom(send, refreshing(tokens.refresh));
      if (next.refresh === tokens.refresh) {
        throw new CheckFailure({
          sent: 'POST /api/refresh',
          expected: 'another refresh token',
          received: 'the same one',
        });
      }
      tokens = next;
      await expectTo(send, 200, 'GET /api/account right after a refresh', account(tokens.access));
    }
  },
};

const refreshIsNoAccess: Check = {
  id: 'refresh-is-no-access',
  title: 'Refuses a refresh token where an access token belongs, and the other way round',
  async run({ send }) {
    const tokens = await tokensFrom(send, login);
    await expectTo(send, 401, 'GET /api/account with a refresh token', account(tokens.refresh));
    await expectTo(send, 401, 'POST /api/refresh with an access token', refreshing(tokens.access));
  },
};

const noticesACopy: Check = {
  id: 'notices-a-copy',
  title: "Ends the session when a refresh token comes a second time, and nobody else's",
  async run({ send }) {
    const graces = await tokensFrom(send, grace);
    const first = await tokensFrom(send, login);
    const second = await tokensFrom(send, refreshing(first.refresh));
    const third = await tokensFrom(send, refreshing(second.refresh));
    await expectTo(send, 401, 'POST /api/refresh with a token that was used', refreshing(first.refresh));
    await expectTo(
      send,
      401,
      'POST /api/refresh with the newest token, after an older one of its session came twice',
      refreshing(third.refresh),
    );
    const other = await tokensFrom(send, login);
    await expectAlive(send, other.refresh, 'Ada Lovelace');
    await expectAlive(send, graces.refresh, 'Grace Hopper');
  },
};

const oneOfTwo: Check = {
  id: 'one-of-two',
  title: 'Of two requests with one refresh token at the same moment, gives tokens to one at most',
  async run({ send, race }) {
    const { refresh } = await tokensFrom(send, login);
    const statuses = (await race([refreshing(refresh), refreshing(refresh)])).map(statusOf).sort();
    if (statuses.join() === '200,401') return;
    throw new CheckFailure({
      sent: 'two refreshes with one token, both of which looked before either wrote',
      expected: '200 and 401',
      received: statuses.join(' and '),
    });
  },
};

const ends: Check = {
  id: 'ends',
  title: 'Ends a session, and it alone, with a logout, and a refresh token after 14 days',
  async run({ send, advanceClock }) {
    const graces = await tokensFrom(send, grace);
    const [phone, ended] = [await tokensFrom(send, login), await tokensFrom(send, login)];
    const logout = json('POST', '/api/logout', { refreshToken: ended.refresh });
    expectStatus(await send(logout), 204);
    await expectTo(send, 401, 'POST /api/refresh after the logout', refreshing(ended.refresh));
    // The answer to a refresh may be lost; then the client logs out with what it has.
    const first = await tokensFrom(send, login);
    const second = await tokensFrom(send, refreshing(first.refresh));
    await send(json('POST', '/api/logout', { refreshToken: first.refresh }));
    await expectTo(
      send,
      401,
      'POST /api/refresh with the newest token, after a logout with the one before',
      refreshing(second.refresh),
    );
    await expectAlive(send, graces.refresh, 'Grace Hopper');
    await expectTo(
      send,
      200,
      "POST /api/refresh on Ada's phone, after her logout elsewhere",
      refreshing(phone.refresh),
    );
    const [early, late] = [await tokensFrom(send, login), await tokensFrom(send, login)];
    await advanceClock(13 * DAY);
    await expectTo(send, 200, 'POST /api/refresh with a token of 13 days', refreshing(early.refresh));
    await advanceClock(2 * DAY);
    await expectTo(send, 401, 'POST /api/refresh with a token of 15 days', refreshing(late.refresh));
  },
};

const keepsNoToken: Check = {
  id: 'keeps-no-token',
  title: 'Keeps no refresh token in the tables',
  async run({ send, query }) {
    const { refresh } = await tokensFrom(send, login);
    const hex = Array.from(refresh, (character) =>
      character.charCodeAt(0).toString(16).padStart(2, '0'),
    ).join('');
    const tables = await query(
      'SELECT CAST(sessions AS text), CAST(refresh_tokens AS text) FROM refresh_tokens JOIN sessions ON true',
    );
    const text = tables.rows.flat().join(' ');
    if (text === '') {
      throw new CheckFailure({
        sent: 'a login, and a look into sessions and refresh_tokens',
        expected: 'a row in each',
        received: 'none',
      });
    }
    if (!text.includes(refresh) && !text.includes(hex)) return;
    throw new CheckFailure({
      sent: 'a login, and a look into sessions and refresh_tokens',
      expected: 'only a digest of the refresh token',
      received: 'the token itself',
    });
  },
};

export default [goesOn, refreshIsNoAccess, noticesACopy, oneOfTwo, ends, keepsNoToken] satisfies Check[];
