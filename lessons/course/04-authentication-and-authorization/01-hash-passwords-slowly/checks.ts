import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { expectStatus, json } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const signUp = (email: string, password: string) => json('POST', '/api/users', { email, password });
const logIn = (email: string, password: string) => json('POST', '/api/login', { email, password });

const ada = 'ada@lovelace.example';
const grace = 'grace@hopper.example';

function statusOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status}` : outcome.kind;
}

async function storedFor(query: CheckContext['query'], email: string): Promise<string> {
  const { rows } = await query('SELECT password_hash FROM users WHERE email = $1', [email]);
  return rows[0]?.[0] ?? '';
}

/** '12 by scrypt', from what is stored; undefined for every other hash. */
function costOf(
  stored: string,
): { readonly name: string; readonly cost: number; readonly least: number } | undefined {
  const scrypt = /^\$?scrypt\$(?:ln=)?(\d+)[$,]/.exec(stored);
  if (scrypt) return { name: 'scrypt', cost: Number(scrypt[1]), least: 12 };
  const bcrypt = /^\$2[abxy]\$(\d\d)\$/.exec(stored);
  return bcrypt ? { name: 'bcrypt', cost: Number(bcrypt[1]), least: 10 } : undefined;
}

const logsIn: Check = {
  id: 'logs-in',
  title: 'Signs up with a password of 64 letters, and logs in with it alone',
  async run({ send }) {
    const password = 'correct horse battery staple '.repeat(3).slice(0, 64);
    expectStatus(await send(signUp(ada, password)), 201);
    expectStatus(await send(logIn(ada, password)), 200);
    expectStatus(await send(logIn(ada, `${password.slice(0, -1)}!`)), 401);
  },
};

const salts: Check = {
  id: 'salts',
  title: 'Stores the same password differently for two people',
  async run({ send, query }) {
    expectStatus(await send(signUp(ada, 'password1234')), 201);
    expectStatus(await send(signUp(grace, 'password1234')), 201);
    const stored = await storedFor(query, ada);
    if (stored !== (await storedFor(query, grace))) return;
    throw new CheckFailure({
      sent: 'two people who sign up with password1234',
      expected: 'two different hashes',
      received: `${stored} twice`,
    });
  },
};

const isSlow: Check = {
  id: 'is-slow',
  title: 'Stores a hash that is slow: scrypt with a cost of 12, or bcrypt with 10',
  async run({ send, query }) {
    expectStatus(await send(signUp(ada, 'password1234')), 201);
    const stored = await storedFor(query, ada);
    const found = costOf(stored);
    if (found && found.cost >= found.least) return;
    throw new CheckFailure({
      sent: 'POST /api/users, and a look into the table',
      expected: 'scrypt$12$… or $2b$10$…, or a higher cost',
      received: found ? `${found.name} with a cost of ${found.cost}` : stored,
    });
  },
};

const comparesAll: Check = {
  id: 'compares-all',
  title: 'Compares every byte of a long password, or refuses it with 400',
  async run({ send }) {
    for (const [email, beginning] of [
      [ada, 'a'.repeat(72)],
      [grace, 'ä'.repeat(36)],
    ] as const) {
      const made = await send(signUp(email, `${beginning} one end`));
      if (statusOf(made) === '400') continue;
      expectStatus(made, 201);
      const other = await send(logIn(email, `${beginning} another end`));
      if (statusOf(other) === '401' || statusOf(other) === '400') continue;
      throw new CheckFailure({
        sent: `a login with another password, which differs after ${beginning.length} letters, or 72 bytes`,
        expected: '401',
        received: statusOf(other),
      });
    }
  },
};

export default [logsIn, salts, isSlow, comparesAll] satisfies Check[];
