import { makeToken, readToken } from '../../../runtime/attack/token.ts';
import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { expectObject, json } from '../../../runtime/checks/expect.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

const MINUTE = 60_000;

type Send = CheckContext['send'];

const passwords = {
  'ada@lovelace.example': 'analytical engine',
  'grace@hopper.example': 'nanoseconds of wire',
};

async function logIn(send: Send, email: keyof typeof passwords): Promise<string> {
  const request = json('POST', '/api/login', { email, password: passwords[email] });
  return String(expectObject(await send(request)).token);
}

const ada = (send: Send) => logIn(send, 'ada@lovelace.example');
const grace = (send: Send) => logIn(send, 'grace@hopper.example');

function get(path: string, authorization?: string): HttpRequest {
  return { method: 'GET', path, ...(authorization === undefined ? {} : { headers: { authorization } }) };
}

function statusOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status}` : outcome.kind;
}

/** Fails unless the request, described by `what`, is answered with this status. */
async function expectTo(send: Send, status: number, what: string, request: HttpRequest): Promise<Exchange> {
  const exchange = await send(request);
  const received = statusOf(exchange);
  if (received === `${status}`) return exchange;
  throw new CheckFailure({
    sent: `${request.method} ${request.path} ${what}`,
    expected: `${status}`,
    received,
  });
}

/** Fails unless the answer is 401 or 403: which of them is for other checks to say. */
async function expectRefusal(send: Send, what: string, request: HttpRequest): Promise<void> {
  const received = statusOf(await send(request));
  if (received === '401' || received === '403') return;
  throw new CheckFailure({ sent: `${request.method} ${request.path} ${what}`, expected: '403', received });
}

const admits: Check = {
  id: 'admits',
  title: 'Lets a customer see the account, with `Bearer` or `bearer`',
  async run({ send }) {
    const customer = await grace(send);
    const account = await expectTo(send, 200, 'as a customer', get('/api/account', `Bearer ${customer}`));
    const { name } = expectObject(account);
    if (name !== 'Grace Hopper') {
      throw new CheckFailure({
        sent: 'GET /api/account as Grace',
        expected: 'Grace Hopper',
        received: String(name),
      });
    }
    for (const scheme of ['bearer', 'BEARER']) {
      await expectTo(send, 200, `with the scheme ${scheme}`, get('/api/account', `${scheme} ${customer}`));
    }
  },
};

const asksWho: Check = {
  id: 'asks-who',
  title: 'Answers 401 with `WWW-Authenticate: Bearer` to whoever brings no valid token',
  async run({ send, advanceClock }) {
    const token = await ada(send);
    const { header, claims } = readToken(token);
    const forged = await makeToken(header, claims, 'a guessed key');
    await advanceClock(20 * MINUTE);
    const cases = [
      ['without a token', undefined],
      ['with a password', 'Basic YWRhOmVuZ2luZQ=='],
      ['with a text that is no token', 'Bearer a.bad.token'],
      ['with a forged token', `Bearer ${forged}`],
      ['with a token that has ended', `Bearer ${token}`],
    ] as const;
    for (const [what, authorization] of cases) {
      for (const path of ['/api/account', '/api/revenue']) {
        const { outcome } = await expectTo(send, 401, what, get(path, authorization));
        const headers = outcome.kind === 'response' ? outcome.response.headers : [];
        const challenge = headers.find(([name]) => name.toLowerCase() === 'www-authenticate')?.[1];
        if (challenge !== undefined && /^bearer\b/i.test(challenge)) continue;
        throw new CheckFailure({
          sent: `GET ${path} ${what}`,
          expected: '401 with WWW-Authenticate: Bearer',
          received: `401 with ${challenge === undefined ? 'no WWW-Authenticate' : `WWW-Authenticate: ${challenge}`}`,
        });
      }
    }
  },
};

const saysNo: Check = {
  id: 'says-no',
  title: 'Answers 403 to a customer where the role of an administrator is needed',
  async run({ send, query }) {
    const authorization = `Bearer ${await grace(send)}`;
    await expectTo(send, 403, 'as a customer', get('/api/revenue', authorization));
    const promote = json('PUT', '/api/users/2/role', { role: 'admin' });
    await expectTo(send, 403, 'as a customer', {
      ...promote,
      headers: { ...promote.headers, authorization },
    });
    const { rows } = await query('SELECT role FROM users WHERE id = 2');
    if (rows[0]?.[0] === 'customer') return;
    throw new CheckFailure({
      sent: 'PUT /api/users/2/role as that customer',
      expected: 'still a customer',
      received: String(rows[0]?.[0]),
    });
  },
};

const roleOfNow: Check = {
  id: 'role-of-now',
  title: 'Lets an administrator see the revenue, by the role that the user has now, if there still is one',
  async run({ send, query }) {
    await expectTo(send, 200, 'as an administrator', get('/api/revenue', `Bearer ${await ada(send)}`));
    const authorization = `Bearer ${await grace(send)}`;
    await query("UPDATE users SET role = 'admin' WHERE id = 2");
    await expectTo(send, 200, 'by a new administrator', get('/api/revenue', authorization));
    await query("UPDATE users SET role = 'customer' WHERE id = 2");
    await expectRefusal(send, 'by a former administrator', get('/api/revenue', authorization));
    await query('DELETE FROM users WHERE id = 2');
    await expectTo(send, 401, 'by a user who is gone', get('/api/account', authorization));
    await expectRefusal(send, 'by a user who is gone', get('/api/revenue', authorization));
  },
};

const keepsFailures: Check = {
  id: 'keeps-failures',
  title: 'Answers 500, not 401, when the table is gone',
  async run({ send, query }) {
    const authorization = `Bearer ${await ada(send)}`;
    await query('DROP TABLE users');
    await expectTo(
      send,
      500,
      'with a good token, after DROP TABLE users',
      get('/api/account', authorization),
    );
  },
};

export default [admits, asksWho, saysNo, roleOfNow, keepsFailures] satisfies Check[];
