import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { fastifyProgram, get, openPlayground, responseOf, serve } from './test-playground.ts';

let playground: Playground;

beforeAll(() => {
  playground = openPlayground();
});
afterAll(() => playground.dispose());

const SOURCE = {
  schema: 'CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL)',
  seed: "INSERT INTO users (name) VALUES ('Ada'), ('Grace')",
};

const USERS = {
  'server.ts': `import Fastify from 'fastify';
import { users } from './routes/users.ts';

const app = Fastify();
app.register(users, { prefix: '/api' });
await app.listen({ port: Number(process.env.PORT ?? 3000) });
`,
  'routes/users.ts': `import type { FastifyInstance } from 'fastify';
import { pool } from '../database.js';

interface NewUser { name: string }

export async function users(app: FastifyInstance): Promise<void> {
  app.get('/users', async () => (await pool.query('SELECT id, name FROM users ORDER BY id')).rows);
  app.post<{ Body: NewUser }>('/users', async (request, reply) => {
    const { rows } = await pool.query('INSERT INTO users (name) VALUES ($1) RETURNING id, name', [request.body.name]);
    return reply.code(201).header('Location', \`/api/users/\${rows[0].id}\`).send(rows[0]);
  });
}
`,
  'database.ts': `import pg from 'pg';
export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
`,
};

describe('a program of several files on Fastify and pg', () => {
  beforeAll(async () => {
    await playground.resetDatabase(SOURCE);
    await serve(playground, USERS);
  });

  it('answers from the database, with the statement beside the response', async () => {
    const exchange = await get(playground, '/api/users');
    const response = responseOf(exchange);
    expect(response).toMatchObject({ status: 200, statusText: 'OK' });
    expect(JSON.parse(response.body)).toEqual([
      { id: 1, name: 'Ada' },
      { id: 2, name: 'Grace' },
    ]);
    expect(exchange.statements).toMatchObject([
      { sql: 'SELECT id, name FROM users ORDER BY id', command: 'SELECT', rows: 2 },
    ]);
  });

  it('reads a JSON body and writes it', async () => {
    const exchange = await playground.send({
      method: 'POST',
      path: '/api/users',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Žofie' }),
    });
    const response = responseOf(exchange);
    expect(response.status).toBe(201);
    expect(JSON.parse(response.body)).toEqual({ id: 3, name: 'Žofie' });
    expect(response.bytes).toBe(response.body.length + 1);
    expect(response.headers).toContainEqual(['location', '/api/users/3']);
    expect(exchange.statements).toMatchObject([{ command: 'INSERT', parameters: ['Žofie'] }]);
    expect(await playground.query('SELECT name FROM users WHERE id = $1', ['3'])).toMatchObject({
      rows: [['Žofie']],
    });
  });

  it('answers 404 where there is no route', async () => {
    const response = responseOf(await get(playground, '/api/none'));
    expect(response.status).toBe(404);
    expect(JSON.parse(response.body)).toMatchObject({ message: 'Route GET:/api/none not found' });
  });

  it('gives requests that are sent at once their own answers', async () => {
    const paths = ['/api/users', '/api/none', '/api/users', '/api/other'];
    const exchanges = await Promise.all(paths.map((path) => get(playground, path)));
    expect(exchanges.map((exchange) => exchange.request.path)).toEqual(paths);
    expect(exchanges.map((exchange) => responseOf(exchange).status)).toEqual([200, 404, 200, 404]);
    expect(exchanges.flatMap((exchange) => exchange.statements)).toHaveLength(2);
  });

  it('keeps nothing in memory from one start to the next, and the database as it was', async () => {
    const counter = fastifyProgram(`
globalThis.count = (globalThis.count ?? 0) + 1;
Array.prototype.mark = true;
app.get('/', async () => ({ count: globalThis.count }));`);
    await serve(playground, counter);
    await serve(playground, counter);
    expect(responseOf(await get(playground, '/')).body).toBe('{"count":1}');
    const { rows } = await playground.query('SELECT count(*) FROM users');
    expect(rows).toEqual([['3']]);
  });

  it('says that nothing runs after stop()', async () => {
    await playground.stop();
    expect((await get(playground, '/')).outcome).toMatchObject({
      kind: 'failed',
      error: { name: 'NotStarted' },
    });
  });
});

describe('a program on bare node:http', () => {
  it('keeps case, order and repetition of headers', async () => {
    await serve(
      playground,
      `import { createServer } from 'node:http';
createServer((request, response) => {
  response.setHeader('X-Second', '2');
  response.setHeader('Set-Cookie', ['a=1', 'b=2; HttpOnly']);
  response.writeHead(418, 'Short and stout', { 'X-First': request.headers['x-asked'] });
  response.write('tea');
  response.end('pot');
}).listen(process.env.PORT);`,
    );
    const exchange = await playground.send({ method: 'GET', path: '/', headers: { 'X-Asked': 'yes' } });
    expect(responseOf(exchange)).toMatchObject({
      status: 418,
      statusText: 'Short and stout',
      body: 'teapot',
      bytes: 6,
    });
    const names = responseOf(exchange).headers.map(([name]) => name);
    expect(names).toEqual([
      'X-Second',
      'Set-Cookie',
      'Set-Cookie',
      'X-First',
      'Date',
      'Connection',
      'Keep-Alive',
      'Transfer-Encoding',
    ]);
    expect(responseOf(exchange).headers).toContainEqual(['Set-Cookie', 'b=2; HttpOnly']);
  });

  it('reads a request body as a stream', async () => {
    await serve(
      playground,
      `import { createServer } from 'node:http';
createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  response.end(text.toUpperCase());
}).listen(3000);`,
    );
    const exchange = await playground.send({ method: 'PUT', path: '/', body: 'grüße' });
    expect(responseOf(exchange)).toMatchObject({ body: 'GRÜSSE', bytes: 7 });
  });

  it('reports a connection that the handler destroys', async () => {
    await serve(
      playground,
      `import { createServer } from 'node:http';
createServer((request) => { request.socket.destroy(); }).listen(3000);`,
    );
    expect((await get(playground, '/')).outcome).toMatchObject({
      kind: 'failed',
      error: { name: 'ConnectionReset' },
    });
  });
});

describe('a program that nobody asks anything', () => {
  it('is ended, and starts again with the next request, which says so', async () => {
    await serve(
      playground,
      fastifyProgram("let count = 0;\napp.get('/', async () => ({ count: ++count }));"),
    );
    // Only the host's own timers: the program and the messages go on.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      expect(responseOf(await get(playground, '/')).body).toBe('{"count":1}');
      vi.advanceTimersByTime(4 * 60_000);
      expect(responseOf(await get(playground, '/')).body).toBe('{"count":2}');
      vi.advanceTimersByTime(6 * 60_000);
      const exchange = await get(playground, '/');
      expect(responseOf(exchange).body).toBe('{"count":1}');
      expect(exchange.logs).toMatchObject([{ level: 'info', text: expect.stringContaining('5 minutes') }]);
    } finally {
      vi.useRealTimers();
    }
  });
});
