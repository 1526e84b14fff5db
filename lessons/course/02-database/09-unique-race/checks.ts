import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectStatus, json } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const signUp = (email: string, name: string) => json('POST', '/api/users', { email, name });

/** '201', '409', or the name of the error that the program threw. */
function statusOf({ outcome }: Exchange): string {
  if (outcome.kind === 'response') return `${outcome.response.status}`;
  return outcome.kind === 'failed' ? outcome.error.name : 'no answer';
}

const refusesATakenAddress: Check = {
  id: 'refuses-a-taken-address',
  title: 'Signs up once, and answers 409 to the same address, also in capitals',
  async run({ send, race, query }) {
    expectStatus(await send(signUp('ada@lovelace.example', 'Ada')), 201);
    expectStatus(await send(signUp('ada@lovelace.example', 'Somebody else')), 409);
    expectStatus(await send(signUp('ADA@Lovelace.example', 'Somebody else')), 409);
    expectStatus(await send(signUp('alan@kay.example', 'Somebody else')), 409);
    const { rows } = await query("SELECT name FROM users WHERE lower(email) = 'ada@lovelace.example'");
    const names = rows.map(([name]) => name).join(', ');
    if (names !== 'Ada') {
      throw new CheckFailure({
        sent: 'POST /api/users for ada@lovelace.example, four times',
        expected: 'one account, of Ada',
        received: names || 'none',
      });
    }
    await race([signUp('Tony@hoare.example', 'Tony'), signUp('tony@hoare.example', 'Tony')]);
    const twins = await query("SELECT email FROM users WHERE lower(email) = 'tony@hoare.example'");
    if (twins.rows.length > 1) {
      throw new CheckFailure({
        sent: 'two sign-ups for one address, one of them in a capital, both of which looked before either wrote',
        expected: '1 account',
        received: `${twins.rows.length} accounts: ${twins.rows.map(([email]) => email).join(', ')}`,
      });
    }
  },
};

const oneOfTwo: Check = {
  id: 'one-of-two',
  title: 'Of two sign-ups at the same moment, one gets 201 and the other 409',
  async run({ race, query }) {
    const email = `${crypto.randomUUID()}@example.org`;
    const exchanges = await race([signUp(email, 'The first'), signUp(email, 'The second')]);
    const { rows } = await query(`SELECT id FROM users WHERE lower(email) = '${email}'`);
    const statuses = exchanges.map(statusOf).sort();
    if (statuses.join() === '201,409' && rows.length === 1) return;
    throw new CheckFailure({
      sent: 'two sign-ups for one address, both of which looked before either wrote',
      expected: '201 and 409, and 1 account',
      received: `${statuses.join(' and ')}, and ${rows.length} ${rows.length === 1 ? 'account' : 'accounts'}`,
    });
  },
};

const holdsForEveryWriter: Check = {
  id: 'holds-for-every-writer',
  title: 'Holds for every program that writes to the table, not for this one alone',
  needs: 'database',
  async run({ query }) {
    const insert = "INSERT INTO users (email, name) VALUES ('grace@hopper.example', 'An import')";
    const refusal = await query(insert).catch((error: unknown) => error);
    if (refusal instanceof Error) return;
    throw new CheckFailure({
      sent: `to the database, beside the program: ${insert}`,
      expected: 'a refusal, since grace@hopper.example has an account',
      received: 'a second account',
    });
  },
};

const keepsOtherFailures: Check = {
  id: 'keeps-other-failures',
  title: 'Answers 500, not 409, when the table refuses for another reason, or is gone',
  async run({ send, query }) {
    const changes = ["ALTER TABLE users ADD CONSTRAINT no_ada CHECK (name <> 'Ada')", 'DROP TABLE users'];
    for (const change of changes) {
      await query(change);
      const exchange = await send(signUp('ada@lovelace.example', 'Ada'));
      const status = statusOf(exchange);
      if (status === '500') continue;
      throw new CheckFailure({
        sent: `${describeRequest(exchange.request)}, after ${change}`,
        expected: '500',
        received: status,
      });
    }
  },
};

export default [refusesATakenAddress, oneOfTwo, holdsForEveryWriter, keepsOtherFailures] satisfies Check[];
