import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type PostgresServer } from '../skill/examples/postgres-server.ts';
import { startRedis, type RedisServer } from '../skill/examples/redis-server.ts';
import { startInstance, type Instance } from './instance.ts';
import { makeWorkbenchFolder } from './workbench-folder.ts';

const password = 'correct horse battery';
const started: Instance[] = [];
let workbench: Awaited<ReturnType<typeof makeWorkbenchFolder>>;
let postgres: PostgresServer;
let redis: RedisServer;

beforeAll(async () => {
  [workbench, postgres, redis] = await Promise.all([makeWorkbenchFolder(), startPostgres(), startRedis()]);
});
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all([postgres.stop(), redis.stop(), workbench.remove()]);
});

async function start(databaseUrl: string, environment: Record<string, string> = {}): Promise<Instance> {
  const instance = await startInstance(workbench.folder, {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    ACCESS_TOKEN_SECRET: 'a secret of the tests, 32 bytes or more',
    PASSWORD_COST: '14',
    ...environment,
  });
  started.push(instance);
  return instance;
}

async function send(
  { url }: Instance,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(url + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  // A test reads what it expects and fails otherwise.
  const data = (text === '' ? {} : (JSON.parse(text) as { data?: unknown })).data as Record<string, string>;
  return { status: answer.status, headers: answer.headers, data };
}

describe('two instances on one PostgreSQL and one Redis', () => {
  let one: Instance;
  let other: Instance;
  beforeAll(async () => {
    const databaseUrl = await postgres.createDatabase();
    // At the same moment, so that both want to migrate the empty database.
    [one, other] = await Promise.all([
      start(databaseUrl, { REQUESTS_PER_MINUTE: '40' }),
      start(databaseUrl, { REQUESTS_PER_MINUTE: '40' }),
    ]);
  });

  const login = (instance: Instance, email: string, word = password) =>
    send(instance, 'POST', '/api/v1/auth/login', { email, password: word });

  test('share accounts, sessions, tokens and orders', async () => {
    const person = { email: 'ana@example.com', name: 'Ana', password };
    const made = await send(one, 'POST', '/api/v1/users', person);
    expect(made.status).toBe(201);
    expect((await send(other, 'POST', '/api/v1/users', person)).status).toBe(409);
    const path = `/api/v1/users/${made.data.id}`;

    const session = await login(other, person.email);
    const signed = { authorization: `Bearer ${session.data.accessToken}` };
    expect((await send(one, 'GET', path, undefined, signed)).status).toBe(200);

    // The same order, sent to both at once under one key, is placed once.
    const order = { totalCents: 500, currency: 'EUR' };
    const key = { ...signed, 'idempotency-key': 'once' };
    const placed = await Promise.all(
      [one, other].map((instance) => send(instance, 'POST', `${path}/orders`, order, key)),
    );
    expect(placed.map(({ status }) => status)).toEqual([201, 201]);
    expect(placed[0]?.data.id).toBe(placed[1]?.data.id);

    // A refresh token, sent to both at once, is used once.
    const refresh = { refreshToken: session.data.refreshToken };
    const rotated = await Promise.all(
      [one, other].map((instance) => send(instance, 'POST', '/api/v1/auth/refresh', refresh)),
    );
    expect(rotated.map(({ status }) => status).sort()).toEqual([200, 401]);
    // Its reuse ended the session, in both.
    expect((await send(one, 'GET', path, undefined, signed)).status).toBe(401);
    expect((await send(other, 'GET', path, undefined, signed)).status).toBe(401);
  });

  test('count failed logins together', async () => {
    const statuses = [];
    for (const instance of [one, other, one, other, one, other]) {
      statuses.push((await login(instance, 'nobody@example.com', 'a wrong password')).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test('count requests together', async () => {
    const remaining = [];
    for (const instance of [one, other, one, other]) {
      const { headers } = await send(instance, 'GET', '/api/v2/orders/x');
      remaining.push(Number(headers.get('ratelimit-remaining')));
    }
    const [first = 0] = remaining;
    expect(remaining).toEqual([first, first - 1, first - 2, first - 3]);
  });

  test('deliver each message once', async () => {
    const topics = () =>
      [...`${one.output()}${other.output()}`.matchAll(/"topic":"([\w.]+)".*message published/g)]
        .map(([, topic]) => topic)
        .sort();
    await expect.poll(topics, { timeout: 5000 }).toEqual(['order.created', 'user.created']);
  });
});

/** Holds the table of orders, so that a request for orders waits until `release`. */
async function holdOrders(databaseUrl: string) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
  return {
    /** Resolves when somebody waits for the table. */
    waiting: () =>
      expect
        .poll(async () => {
          const { rows } = await client.query('SELECT 1 FROM pg_locks WHERE NOT granted');
          return rows.length;
        })
        .toBe(1),
    release: () => client.end(),
  };
}

/** An instance with a request that is under way, and stays so until `release`. */
async function withRequestUnderWay(environment: Record<string, string> = {}) {
  const databaseUrl = await postgres.createDatabase();
  const instance = await start(databaseUrl, environment);
  const { data } = await send(instance, 'POST', '/api/v1/users', {
    email: 'ana@example.com',
    name: 'Ana',
    password,
  });
  const session = await send(instance, 'POST', '/api/v1/auth/login', { email: 'ana@example.com', password });
  const lock = await holdOrders(databaseUrl);
  const underWay = send(instance, 'GET', `/api/v2/users/${data.id}/orders`, undefined, {
    authorization: `Bearer ${session.data.accessToken}`,
  }).then(
    ({ status }) => status,
    () => 'cut off' as const,
  );
  await lock.waiting();
  return { instance, underWay, release: lock.release };
}

describe('a signal', () => {
  test('lets the request under way end, accepts no other, and ends with 0', async () => {
    const { instance, underWay, release } = await withRequestUnderWay();
    instance.child.kill('SIGTERM');
    await expect.poll(() => instance.output()).toContain('"msg":"stopping"');
    await expect.poll(() => fetch(`${instance.url}/health`).catch(() => 'refused')).toBe('refused');
    await release();
    expect(await underWay).toBe(200);
    // Long before its connection, which the client keeps open, would time out.
    expect(await instance.ended).toBe(0);
  });

  test('that comes a second time ends at once', async () => {
    const { instance, underWay, release } = await withRequestUnderWay();
    instance.child.kill('SIGINT');
    await expect.poll(() => instance.output()).toContain('"msg":"stopping"');
    instance.child.kill('SIGINT');
    expect(await instance.ended).toBe(1);
    expect(await underWay).toBe('cut off');
    await release();
  });

  test('cuts off what takes longer than SHUTDOWN_SECONDS', async () => {
    const { instance, underWay, release } = await withRequestUnderWay({ SHUTDOWN_SECONDS: '1' });
    instance.child.kill('SIGTERM');
    expect(await instance.ended).toBe(1);
    expect(await underWay).toBe('cut off');
    await release();
  });
});

test('a database that does not answer ends the start with one sentence', async () => {
  await expect(start('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(
    /The database of the API can't be used: connect ECONNREFUSED 127\.0\.0\.1:1\./,
  );
});
