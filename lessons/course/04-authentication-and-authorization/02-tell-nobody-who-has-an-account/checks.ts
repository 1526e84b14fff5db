import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { expectStatus, json } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const logIn = (email: string, password: string) => json('POST', '/api/login', { email, password });
const askForReset = (email: string) => json('POST', '/api/password-resets', { email });

const ada = 'ada@lovelace.example';
const alan = 'alan@kay.example';
const nobody = 'charles@babbage.example';

function answerOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status} ${outcome.response.body}` : outcome.kind;
}

/** '1024 rounds of scrypt', as the program's stop-watch says. */
function workOf({ outcome }: Exchange): string {
  const headers = outcome.kind === 'response' ? outcome.response.headers : [];
  return headers.find(([name]) => name.toLowerCase() === 'x-work')?.[1] ?? 'no word of it';
}

/** Failed logins of an unknown address, a known one and a closed one, in this order. */
async function failedLogins(send: CheckContext['send']): Promise<readonly [string, Exchange][]> {
  // What is done only once, for the first request of its kind, tells nothing of an address.
  await send(logIn(nobody, 'a guess'));
  return [
    ['an unknown address', await send(logIn(nobody, 'a guess'))],
    ['a known address', await send(logIn(ada, 'a guess'))],
    ['a closed account', await send(logIn(alan, 'a guess'))],
  ];
}

function expectAlike(sent: string, cases: readonly [string, string][]): void {
  const [first] = cases;
  const other = cases.find(([, answer]) => answer !== first?.[1]);
  if (!first || !other) return;
  throw new CheckFailure({
    sent,
    expected: `the same for ${first[0]} and ${other[0]}: ${first[1]}`,
    received: other[1],
  });
}

const logsIn: Check = {
  id: 'logs-in',
  title: 'Logs in with the right password, and nobody whose account is closed',
  async run({ send }) {
    expectStatus(await send(logIn(ada, 'analytical engine')), 200);
    expectStatus(await send(logIn(ada, 'difference engine')), 401);
    const closed = await send(logIn(alan, 'dynabook for all'));
    if (answerOf(closed).startsWith('4')) return;
    throw new CheckFailure({
      sent: 'a login with the right password of a closed account',
      expected: '403 or 401',
      received: answerOf(closed),
    });
  },
};

const sameAnswer: Check = {
  id: 'same-answer',
  title: 'Answers a failed login in the same words, with 401, whether there is such an account or not',
  async run({ send }) {
    const logins = await failedLogins(send);
    expectAlike(
      'failed logins',
      logins.map(([who, exchange]) => [who, answerOf(exchange)]),
    );
    for (const [, exchange] of logins) expectStatus(exchange, 401);
  },
};

const sameWork: Check = {
  id: 'same-work',
  title: 'Does the same work for a failed login, whether there is such an account or not',
  async run({ send }) {
    const logins = await failedLogins(send);
    expectAlike(
      'failed logins',
      logins.map(([who, exchange]) => [
        who,
        `${workOf(exchange)}, ${exchange.statements.length} SQL statements`,
      ]),
    );
  },
};

const resetsSayNothing: Check = {
  id: 'resets-say-nothing',
  title: 'Answers a request for a new password in the same words, with 202',
  async run({ send }) {
    const known = await send(askForReset(ada));
    const unknown = await send(askForReset(nobody));
    expectAlike('requests for a new password', [
      ['a known address', answerOf(known)],
      ['an unknown address', answerOf(unknown)],
    ]);
    expectStatus(known, 202);
  },
};

const resetsAlike: Check = {
  id: 'resets-alike',
  title: 'Writes to those who have an account, and takes as many statements for all others',
  async run({ send, query }) {
    const known = await send(askForReset(ada));
    const unknown = await send(askForReset(nobody));
    const { rows } = await query('SELECT user_id FROM mails');
    const letters = rows.map(([user]) => (user === null ? 'nobody' : `user ${user}`)).join(', ');
    if (letters !== 'user 1') {
      throw new CheckFailure({
        sent: 'requests for a new password: of Ada, who is user 1, and of a stranger',
        expected: 'a letter to user 1',
        received: letters === '' ? 'no letter' : `letters to ${letters}`,
      });
    }
    expectAlike('requests for a new password', [
      ['a known address', `${known.statements.length} SQL statements, ${workOf(known)}`],
      ['an unknown address', `${unknown.statements.length} SQL statements, ${workOf(unknown)}`],
    ]);
  },
};

export default [logsIn, sameAnswer, sameWork, resetsSayNothing, resetsAlike] satisfies Check[];
