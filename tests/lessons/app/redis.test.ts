import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { fastifyProgram, get, openPlayground, responseOf, serve } from '../host/test-playground.ts';

let playground: Playground;

beforeAll(() => {
  playground = openPlayground();
});
afterAll(() => playground.dispose());

const program = (routes: string) => `import { Redis } from 'ioredis';
const redis = new Redis();
const client = (): Redis => new Redis();
const later = () => new Promise((resolve) => setImmediate(resolve));
const message = (error: Error) => error.message;
${fastifyProgram(routes)}`;

async function bodyOf(path: string): Promise<unknown> {
  return JSON.parse(responseOf(await get(playground, path)).body);
}

/** As the documentation of each command describes it: no Redis is at hand to be asked. */
it('commands that wait are served in turn, once what they wait for has been written', async () => {
  await serve(
    playground,
    program(`
app.get('/served', async () => {
  const seen: unknown[] = [];
  const [first, second] = [client(), client()];
  const waits = [first.blpop('a', 'b', 0), second.brpop('b', 0)];
  // What the same client sends meanwhile waits with it.
  const after = first.ping();
  await later();
  let isPonged = false;
  void after.then(() => (isPonged = true));
  await later();
  seen.push(isPonged, await redis.rpush('b', 1, 2, 3));
  seen.push(await Promise.all(waits), await after, await redis.lrange('b', 0, -1));

  // Of several keys the first that a transaction has written to; of several items all that were pushed at once.
  const ofTwo = client().blpop('x', 'y', 0);
  await later();
  await redis.multi().lpush('y', 1, 2).lpush('x', 9).exec();
  seen.push(await ofTwo);

  const moved = client().blmove('from', 'to', 'RIGHT', 'LEFT', 0);
  const taken = client().blpop('to', 0);
  await later();
  await redis.rpush('from', 'job');
  seen.push(await moved, await taken, await redis.exists('from', 'to'));

  // Within a transaction nothing waits, nor where there is something.
  seen.push(await redis.multi().blpop('none', 0).exec(), await redis.blpop('none', 'b', 1));
  await redis.set('text', 'x');
  seen.push(await redis.blpop('text', 1).catch(message), await redis.blpop('none', -1).catch(message));
  return seen;
});
app.get('/timeout', async () => {
  const before = Date.now();
  return [await client().blpop('none', 60), await client().xread('BLOCK', 30_000, 'STREAMS', 'none', '$'), Date.now() - before];
});`),
  );
  expect(await bodyOf('/served')).toEqual([
    ...[false, 3],
    ...[
      [
        ['b', '1'],
        ['b', '3'],
      ],
      'PONG',
      ['2'],
    ],
    ['y', '2'],
    ...['job', ['to', 'job'], 0],
    ...[[[null, null]], ['b', '2']],
    'WRONGTYPE Operation against a key holding the wrong kind of value',
    'ERR timeout is negative',
  ]);
  let isAnswered = false;
  const answered = bodyOf('/timeout').finally(() => (isAnswered = true));
  while (!isAnswered) await playground.advanceClock(10_000);
  const [popped, read, waited] = (await answered) as [unknown, unknown, number];
  expect([popped, read]).toEqual([null, null]);
  expect(waited).toBeGreaterThanOrEqual(90_000);
});

it('streams keep entries by ids that grow, and are read from where one was', async () => {
  await serve(
    playground,
    program(`
app.get('/', async () => {
  const seen: unknown[] = [];
  seen.push(await redis.xadd('s', '5-1', 'a', '1'), await redis.xadd('s', '5-*', 'b', '2'), await redis.xadd('s', 7, 'c', '3', 'd', '4'));
  seen.push(await redis.xadd('s', '7-0', 'e', '5').catch(message), await redis.xadd('s', '0-0', 'e', '5').catch(message));
  seen.push(await redis.xrange('s', '-', '+', 'COUNT', 1), await redis.xrange('s', 5, 5), await redis.xrange('s', '(5-2', '+'));
  seen.push(await redis.xrevrange('s', '+', '5-2'), await redis.xlen('s'), await redis.type('s'));
  seen.push(await redis.xread('COUNT', 1, 'STREAMS', 's', 'other', '5-1', '0'), await redis.xread('STREAMS', 's', '$'));

  const waiting = client().xread('BLOCK', 0, 'STREAMS', 'other', 's', '$', '$');
  await later();
  const id = await redis.xadd('s', '*', 'late', 'yes');
  const [[name, [[read, fields]]]] = (await waiting) as [[string, [[string, string[]]]]];
  seen.push(name, read === id, fields, Math.abs(Number(id?.split('-')[0]) - Date.now()) < 5000);

  seen.push(await redis.xdel('s', '5-1', '9-9'), await redis.xtrim('s', 'MAXLEN', 1), await redis.xlen('s'));
  await redis.xadd('s', 'MAXLEN', '~', 0, '*', 'x', 'y');
  // An empty stream stays, and its ids go on.
  seen.push(await redis.exists('s'), await redis.xadd('s', '1-1', 'x', 'y').catch(message), await redis.xadd('new', 'NOMKSTREAM', '*', 'x', 'y'));
  return seen;
});`),
  );
  const smaller = 'ERR The ID specified in XADD is equal or smaller than the target stream top item';
  expect(await bodyOf('/')).toEqual([
    ...['5-1', '5-2', '7-0'],
    ...[smaller, 'ERR The ID specified in XADD must be greater than 0-0'],
    [['5-1', ['a', '1']]],
    [
      ['5-1', ['a', '1']],
      ['5-2', ['b', '2']],
    ],
    [['7-0', ['c', '3', 'd', '4']]],
    [
      ['7-0', ['c', '3', 'd', '4']],
      ['5-2', ['b', '2']],
    ],
    ...[3, 'stream'],
    [['s', [['5-2', ['b', '2']]]]],
    null,
    ...['s', true, ['late', 'yes'], true],
    ...[1, 2, 1],
    ...[1, smaller, null],
  ]);
});
