import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import {
  fastifyProgram,
  get,
  openPlayground,
  responseOf,
  serve,
  startError,
} from '../host/test-playground.ts';

let playground: Playground;

beforeAll(async () => {
  playground = openPlayground();
  await playground.resetDatabase({ schema: 'CREATE TABLE t (a int)', seed: 'INSERT INTO t VALUES (1)' });
});
afterAll(() => playground.dispose());

const IMPORTS = "import { AsyncLocalStorage } from 'node:async_hooks';\n";
const STORE = `const storage = new AsyncLocalStorage<string>();
app.addHook('onRequest', (request, reply, done) => storage.run(request.url, done));
`;

/** That it keeps what Node keeps is compared with Node in tests/lessons/http. Here is what only a playground has. */
describe('AsyncLocalStorage', () => {
  it('keeps requests apart that share connections, and Redis, while the clock jumps', async () => {
    await serve(
      playground,
      `${IMPORTS}import pg from 'pg';
import { Redis } from 'ioredis';
import DataLoader from 'dataloader';
const pool = new pg.Pool({ max: 2 });
const redis = new Redis();
${fastifyProgram(`${STORE}
const heard: unknown[] = [];
const listener = new Redis();
await listener.subscribe('news');
listener.on('message', () => heard.push(storage.getStore() ?? 'none'));
app.get('/:id', async (request) => {
  const loader = new DataLoader(async (keys: readonly string[]) => keys.map(() => storage.getStore()));
  const seen: unknown[] = [await loader.load('x')];
  for (let turn = 0; turn < 3; turn++) {
    await pool.query('SELECT a FROM t');
    seen.push(storage.getStore());
    const client = await pool.connect();
    await client.query('BEGIN');
    seen.push(await client.query('SELECT a FROM t').then(() => storage.getStore()));
    await client.query('COMMIT');
    client.release();
    await redis.incr('n');
    seen.push(storage.getStore());
    await redis.publish('news', 'x');
    await new Promise((resolve) => setTimeout(resolve, 60_000 * Math.random()));
    seen.push(storage.getStore());
  }
  return { of: request.url, mixed: seen.filter((each) => each !== request.url) };
});
app.get('/heard', async () => [...new Set(heard)]);`)}`,
    );
    const urls = Array.from({ length: 8 }, (_, index) => `/${index}`);
    const sent = urls.map((url) => get(playground, url));
    let isDone = false;
    const exchanges = Promise.all(sent).finally(() => (isDone = true));
    while (!isDone) await playground.advanceClock(60_000);
    for (const [index, exchange] of (await exchanges).entries()) {
      expect(JSON.parse(responseOf(exchange).body)).toEqual({ of: urls[index], mixed: [] });
    }
    expect(responseOf(await get(playground, '/heard')).body).toBe('["none"]');
  });

  it('is another one in a service that is called', async () => {
    const server = `${IMPORTS}
${fastifyProgram(`import { storage } from '../../storage.ts';
app.get('/', async () => ({ store: storage.getStore() ?? 'none' }));`)}`;
    await serve(playground, {
      'storage.ts': `${IMPORTS}export const storage = new AsyncLocalStorage<string>();\n`,
      'services/other/server.ts': server,
      'server.ts': `import { storage } from './storage.ts';
${fastifyProgram(`app.get('/', async () => storage.run('mine', async () => {
  const { store } = await (await fetch('http://other.internal/')).json();
  return [store, storage.getStore()];
}));`)}`,
    });
    expect(responseOf(await get(playground, '/')).body).toBe('["none","mine"]');
  });

  it('leaves an error where it was thrown, and says what cannot be run with it', async () => {
    await serve(
      playground,
      `${IMPORTS}${fastifyProgram(`app.get('/', async () => { await null; await null; throw new Error('here'); });
app.setErrorHandler((error) => { console.log(error); throw error; });`)}`,
    );
    const [entry] = (await get(playground, '/')).logs;
    expect(entry?.text).toContain('server.ts:4:58');
    expect(
      await startError(
        playground,
        `${IMPORTS}function f() {\n  return async () => arguments.length;\n}\nf();\n`,
      ),
    ).toMatchObject({ name: 'ContextLost', position: { file: 'server.ts', line: 3, column: 22 } });
  });
});
