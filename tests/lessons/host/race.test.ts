import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpRequest, Playground } from '../../../lessons/runtime/playground.ts';
import { fastifyProgram, openPlayground, responseOf, serve } from './test-playground.ts';

const SOURCE = {
  schema: `CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL);
           CREATE TABLE accounts (id int PRIMARY KEY, balance int NOT NULL, version int NOT NULL DEFAULT 0)`,
  seed: 'INSERT INTO accounts (id, balance) VALUES (1, 100)',
};

const program = (routes: string) => `import pg from 'pg';
${fastifyProgram(`const pool = new pg.Pool();
async function inTransaction(work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
${routes}`)}`;

const REGISTER = {
  checking: `app.post('/', async (request, reply) => {
    const { email } = JSON.parse(request.body);
    const { rows } = await pool.query('SELECT 1 FROM users WHERE email = $1', [email]);
    if (rows.length > 0) return reply.code(409).send();
    await pool.query('INSERT INTO users (email) VALUES ($1)', [email]);
    return reply.code(201).send();
  });`,
  constraint: `await pool.query('CREATE UNIQUE INDEX ON users (email)');
  app.post('/', async (request, reply) => {
    const { email } = JSON.parse(request.body);
    try {
      await pool.query('INSERT INTO users (email) VALUES ($1)', [email]);
      return reply.code(201).send();
    } catch (error) {
      if (error.code === '23505') return reply.code(409).send();
      throw error;
    }
  });`,
};

const WITHDRAW = {
  'reads, then writes what it computed': `app.post('/', () => inTransaction(async (client) => {
    const { rows } = await client.query('SELECT balance FROM accounts WHERE id = 1');
    await client.query('UPDATE accounts SET balance = $1 WHERE id = 1', [rows[0].balance - 10]);
    return {};
  }));`,
  'reads, then writes, both with parameters': `app.post('/', () => inTransaction(async (client) => {
    const { rows } = await client.query('SELECT balance FROM accounts WHERE id = $1', [1]);
    await client.query('UPDATE accounts SET balance = $2 WHERE id = $1', [1, rows[0].balance - 10]);
    return {};
  }));`,
  'locks the row before it reads': `app.post('/', () => inTransaction(async (client) => {
    const { rows } = await client.query('SELECT balance FROM accounts WHERE id = 1 FOR UPDATE');
    await client.query('UPDATE accounts SET balance = $1 WHERE id = 1', [rows[0].balance - 10]);
    return {};
  }));`,
  'reads, then locks the row, and writes what it computed': `app.post('/', () => inTransaction(async (client) => {
    const { rows } = await client.query('SELECT balance FROM accounts WHERE id = 1');
    await client.query('SELECT 1 FROM accounts WHERE id = 1 FOR UPDATE');
    await client.query('UPDATE accounts SET balance = $1 WHERE id = 1', [rows[0].balance - 10]);
    return {};
  }));`,
  'lets the database subtract': `app.post('/', async () => {
    await pool.query('SELECT balance FROM accounts WHERE id = 1');
    await pool.query('UPDATE accounts SET balance = balance - 10 WHERE id = 1');
    return {};
  });`,
  'tries again when the version has changed': `app.post('/', async () => {
    for (;;) {
      const { rows } = await pool.query('SELECT balance, version FROM accounts WHERE id = 1');
      const { rowCount } = await pool.query(
        'UPDATE accounts SET balance = $1, version = version + 1 WHERE id = 1 AND version = $2',
        [rows[0].balance - 10, rows[0].version],
      );
      if (rowCount === 1) return {};
    }
  });`,
};

const post = (body: object): HttpRequest => ({ method: 'POST', path: '/', body: JSON.stringify(body) });
const JSON_AS_TEXT = `app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => done(null, body));`;

describe.each(['pglite', 'pg-mem'] as const)('requests that race on %s', (engine) => {
  let playground: Playground;

  beforeAll(async () => {
    playground = openPlayground(engine);
    if (engine === 'pglite') await playground.whenPostgresReady();
  });
  afterAll(() => playground.dispose());

  const race = async (routes: string, requests: readonly HttpRequest[]) => {
    await playground.resetDatabase(SOURCE);
    await serve(playground, program(JSON_AS_TEXT + routes));
    const exchanges = await playground.race(requests);
    return exchanges.map((exchange) => responseOf(exchange).status);
  };
  const twice = [post({ email: 'ada@example.org' }), post({ email: 'ada@example.org' })];

  it('all pass a check that is made before any of them inserts', async () => {
    expect(await race(REGISTER.checking, twice)).toEqual([201, 201]);
    expect((await playground.query('SELECT count(*) FROM users')).rows).toEqual([['2']]);
  });

  it('are told apart by a constraint', async () => {
    expect((await race(REGISTER.constraint, twice)).sort()).toEqual([201, 409]);
  });

  it.each(Object.entries(WITHDRAW))('on a program that %s', async (name, routes) => {
    const statuses = await race(
      routes,
      Array.from({ length: 3 }, () => post({})),
    );
    expect(statuses).toEqual([200, 200, 200]);
    const { rows } = await playground.query('SELECT balance FROM accounts');
    expect(rows).toEqual([[name.startsWith('reads') ? '90' : '70']]);
  });

  it('need not write, and nothing is held when they are done', async () => {
    expect(await race(REGISTER.checking, [...twice, { method: 'GET', path: '/none' }])).toEqual([
      201, 201, 404,
    ]);
    expect(responseOf(await playground.send(post({ email: 'grace@example.org' }))).status).toBe(201);
  });

  it('are not waited for when they wait for each other within the program', async () => {
    const oneByOne = `let last = Promise.resolve();
      app.post('/', (request, reply) => (last = last.then(async () => {
        const { email } = JSON.parse(request.body);
        const { rows } = await pool.query('SELECT 1 FROM users WHERE email = $1', [email]);
        if (rows.length > 0) return reply.code(409).send();
        await pool.query('INSERT INTO users (email) VALUES ($1)', [email]);
        return reply.code(201).send();
      })));`;
    expect(await race(oneByOne, twice)).toEqual([201, 409]);
  });
});
