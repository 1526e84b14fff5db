import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../../lessons/skill/backend-development-patterns/examples/foundation/config.ts';
import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { buildRestApi } from '../../../lessons/skill/backend-development-patterns/examples/rest-api-complete.ts';
import { openMigrated } from '../blocks/workplace.ts';
import { startRedis, type RedisServer } from './redis-server.ts';
import { startRespServer } from './resp-server.ts';

let redis: RedisServer;
let database: Database;
beforeAll(async () => {
  [redis, database] = await Promise.all([startRedis(), openMigrated()]);
});
afterAll(() => Promise.all([redis.stop(), database.close()]));

/** A service with small limits, over real HTTP. */
async function start(environment: Record<string, string>) {
  const config = readConfig({
    LOG_LEVEL: 'silent',
    PASSWORD_COST: '14',
    REQUESTS_PER_MINUTE: '3',
    LOGINS_PER_MINUTE: '2',
    ...environment,
  });
  const app = await buildRestApi(config, database);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, stop: () => app.close() };
}

test('with REDIS_URL two services count in one place; without it, each for itself', async () => {
  const counts = async (environment: Record<string, string>) => {
    const [one, other] = [await start(environment), await start(environment)];
    const answers = [];
    for (const { url } of [one, other, one, other]) {
      const { status, headers } = await fetch(`${url}/api/v1/users`);
      answers.push([status, headers.get('ratelimit-remaining')]);
    }
    await Promise.all([one.stop(), other.stop()]);
    return answers;
  };
  expect(await counts({ REDIS_URL: redis.url })).toEqual([
    [401, '2'],
    [401, '1'],
    [401, '0'],
    [429, '0'],
  ]);
  expect(await counts({})).toEqual([
    [401, '2'],
    [401, '2'],
    [401, '1'],
    [401, '1'],
  ]);
});

test('a route with a limit of its own counts in Redis too', async () => {
  const client = new Redis(redis.url);
  await client.flushall();
  const { url, stop } = await start({ REDIS_URL: redis.url });
  const login = () =>
    fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'a@example.com', password: 'wrong' }),
    });
  expect([(await login()).status, (await login()).status]).toEqual([401, 401]);
  const refused = await login();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ success: false, error: { code: 'TOO_MANY_REQUESTS' } });
  await client.flushall();
  expect((await login()).status).toBe(401);
  client.disconnect();
  await stop();
});

test('the server of these tests answers as Redis does', async () => {
  const own = await startRespServer();
  const clients = [new Redis(own.port, '127.0.0.1'), new Redis(redis.url)];
  const ask = async (client: Redis) => {
    await client.flushall();
    const script = `
      local first = redis.call('INCR', KEYS[1])
      redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[1]))
      return { first, redis.call('GET', KEYS[1]), redis.call('GET', 'nothing'), ARGV[2] == 'true', 2.7 }`;
    const refusal = (work: Promise<unknown>) => work.catch((error: Error) => error.message.split(' ')[0]);
    const answers = [
      await client.ping(),
      await client.get('nothing'),
      await client.set('text', 'häß\r\nlich'),
      await client.get('text'),
      await refusal(client.incr('text')),
      await refusal(client.evalsha('0'.repeat(40), 0)),
      await client.eval(script, 1, 'count', '60000', 'true'),
      await client.eval(script, 1, 'count', '60000', 'false'),
      await client.pttl('nothing'),
      await client.pttl('text'),
      await client.pexpire('nothing', 5),
      await client.pexpire('count', 1),
    ];
    await new Promise((resolve) => setTimeout(resolve, 20));
    answers.push(await client.get('count'), await client.incr('count'));
    return answers;
  };
  const [ours, theirs] = await Promise.all(clients.map(ask));
  expect(ours).toEqual(theirs);
  expect(ours?.slice(0, 4)).toEqual(['PONG', null, 'OK', 'häß\r\nlich']);
  for (const client of clients) client.disconnect();
  await own.stop();
});
