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

/** What OWASP's Password Storage Cheat Sheet gives as the least for argon2id: less memory takes more passes. */
const LEAST_OF_ARGON2ID = [
  { memory: 47_104, passes: 1 },
  { memory: 19_456, passes: 2 },
  { memory: 12_288, passes: 3 },
  { memory: 9216, passes: 4 },
  { memory: 7168, passes: 5 },
];

interface Cost {
  /** 'bcrypt with a cost of 4' */
  readonly text: string;
  readonly isEnough: boolean;
}

/** The cost that stands in what is stored; undefined for a hash that has none. */
function costOf(stored: string): Cost | undefined {
  const [, ln] = /^\$?scrypt\$(?:ln=)?(\d+)[$,]/.exec(stored) ?? [];
  if (ln !== undefined) return { text: `scrypt with a cost of ${ln}`, isEnough: Number(ln) >= 12 };
  const [, rounds] = /^\$2[abxy]\$(\d\d)\$/.exec(stored) ?? [];
  if (rounds !== undefined)
    return { text: `bcrypt with a cost of ${Number(rounds)}`, isEnough: Number(rounds) >= 10 };
  const [, kind, parameters = ''] = /^\$argon2(id?|d)\$(?:v=\d+\$)?([^$]+)\$/.exec(stored) ?? [];
  if (kind === undefined) return undefined;
  const valueOf = (name: string) => Number(new RegExp(`(?:^|,)${name}=(\\d+)`).exec(parameters)?.[1]);
  return {
    text: `argon2${kind} with ${parameters}`,
    isEnough:
      kind === 'id' &&
      LEAST_OF_ARGON2ID.some(({ memory, passes }) => valueOf('m') >= memory && valueOf('t') >= passes),
  };
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
  title: 'Stores a hash that is slow: scrypt, argon2id or bcrypt, at a cost that is enough',
  async run({ send, query }) {
    expectStatus(await send(signUp(ada, 'password1234')), 201);
    const stored = await storedFor(query, ada);
    const cost = costOf(stored);
    if (cost?.isEnough) return;
    throw new CheckFailure({
      sent: 'POST /api/users, and a look into the table',
      expected: 'scrypt$12$…, $argon2id$v=19$m=19456,t=2,p=1$… or $2b$10$…, or a higher cost',
      received: cost?.text ?? stored,
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
