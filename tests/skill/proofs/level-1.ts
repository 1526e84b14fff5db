import fastify, { type FastifyInstance } from 'fastify';
import jwt from 'jsonwebtoken';
import { expect } from 'vitest';
import { ANA, BOB } from '../blocks/workplace.ts';
import { outcome, type Proofs } from './proof.ts';

type Register = (email: string) => Promise<unknown>;

/** The blocks of SKILL.md. */
export const skill: Proofs = {
  'loose-schema': async ({ apply, database }) => {
    const insert = (id: string) =>
      outcome(() => database.query(`INSERT INTO orders (user_id, status) VALUES (${id}, 'pendng')`));
    await apply('wrong');
    expect(await insert('7')).toHaveProperty('value');
    await apply('right');
    expect(await insert(`'${ANA}'`)).toMatchObject({ error: { code: '23502' } });
    expect(
      await outcome(() =>
        database.query(`INSERT INTO orders (user_id, status, total_cents) VALUES ($1, 'pendng', 5)`, [ANA]),
      ),
    ).toMatchObject({ error: { code: '23514' } });
  },

  'update-any-column': async ({ load, database }) => {
    const hash = async () => {
      const { rows } = await database.query('SELECT name, password_hash FROM users WHERE id = $1', [ANA]);
      return rows;
    };
    for (const kind of ['wrong', 'right'] as const) {
      const { update } = await load<{ update(id: string, body: object): Promise<unknown> }>(kind);
      await update(ANA, { name: 'New', password_hash: 'mine' });
      const stored = { wrong: 'mine', right: 'z-hash' }[kind];
      expect(await hash()).toEqual([{ name: 'New', password_hash: stored }]);
    }
  },

  'register-race': async ({ load, database }) => {
    const users = {
      findById: async () => null,
      findByEmail: async (email: string) => {
        const { rows } = await database.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [
          email,
        ]);
        return rows[0] ? { id: rows[0].id, name: '', createdAt: new Date() } : null;
      },
      insert: async (email: string) => {
        const text = `INSERT INTO users (email, name, password_hash) VALUES ($1, 'N', 'h') RETURNING id`;
        const { rows } = await database.query<{ id: string }>(text, [email]);
        return rows[0] ?? { id: '' };
      },
    };
    for (const [kind, refusal] of [
      ['wrong', { code: '23505' }],
      ['right', { status: 409 }],
    ] as const) {
      const { register } = await load<{ register: Register }>(kind, { users });
      const outcomes = await Promise.all([1, 2].map(() => outcome(() => register('new@example.com'))));
      expect(outcomes.find((one) => one.error)).toMatchObject({ error: refusal });
    }
  },

  'any-algorithm': async ({ load }) => {
    const secret = 'a secret of the tests, 32 bytes or more';
    const foreign = jwt.sign({ sub: BOB }, secret, { algorithm: 'HS512' });
    const own = jwt.sign({ sub: BOB }, secret, { algorithm: 'HS256', issuer: 'shop', audience: 'shop-api' });
    const { verify: loose } = await load<{ verify(token: string): unknown }>('wrong');
    expect(loose(foreign)).toMatchObject({ sub: BOB });
    const { verify } = await load<{ verify(token: string): unknown }>('right');
    expect(() => verify(foreign)).toThrow('invalid algorithm');
    expect(verify(own)).toMatchObject({ sub: BOB });
  },

  'login-key': async ({ load }) => {
    const office = (email: string) => ({ ip: '203.0.113.7', body: { email } });
    const keys = async (kind: 'wrong' | 'right') => {
      const { loginKey } = await load<{ loginKey(request: object): string }>(kind);
      return [
        loginKey(office('ana@example.com')),
        loginKey(office(' BOB@example.com')),
        loginKey(office('bob@example.com')),
      ];
    };
    const [ana, bob] = await keys('wrong');
    expect(ana).toBe(bob);
    const [first, second, third] = await keys('right');
    expect(first).not.toBe(second);
    expect(second).toBe(third);
  },
};

/** The blocks of rest.md. */
export const rest: Proofs = {
  'strict-parameters': async ({ load }) => {
    const ask = async (kind: 'wrong' | 'right', query: string) => {
      const app = fastify({ ajv: { customOptions: { removeAdditional: false } } });
      await load(kind, { app });
      const answer = await app.inject(`/users/${ANA}/orders${query}`);
      return answer.statusCode === 200
        ? (answer.json<{ limit: number }>().limit as unknown)
        : answer.statusCode;
    };
    const queries = ['?limit=12abc', '?limit=-5', '?limit=1000000', '?limit=5'];
    const loose = [];
    for (const query of queries) loose.push(await ask('wrong', query));
    expect(loose).toEqual([12, -5, 1_000_000, 5]);
    const answers = [];
    for (const query of [...queries, '?page=1', '']) answers.push(await ask('right', query));
    expect(answers).toEqual([400, 400, 400, 5, 400, 20]);
  },

  'silent-500': async ({ load }) => {
    const fail = async (kind: 'wrong' | 'right') => {
      const app = fastify();
      await load(kind, { app });
      app.get('/', async () => {
        throw new Error('column users.password_hash does not exist');
      });
      const answer = await app.inject('/');
      return [answer.statusCode, answer.body.includes('password_hash')];
    };
    expect(await fail('wrong')).toEqual([500, true]);
    expect(await fail('right')).toEqual([500, false]);
  },

  'proxy-address': async ({ load }) => {
    const ip = async (kind: 'wrong' | 'right') => {
      const { app } = await load<{ app: FastifyInstance }>(kind);
      app.get('/', async (request) => request.ip);
      const answer = await app.inject({
        url: '/',
        headers: { 'x-forwarded-for': '1.2.3.4' },
        remoteAddress: '8.8.8.8',
      });
      return answer.body;
    };
    expect(await ip('wrong')).toBe('1.2.3.4');
    expect(await ip('right')).toBe('8.8.8.8');
  },
};
