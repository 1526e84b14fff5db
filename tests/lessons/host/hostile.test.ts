import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { fastifyProgram, get, openPlayground, responseOf, serve, stopReasonOf } from './test-playground.ts';

let playground: Playground;

beforeAll(async () => {
  playground = openPlayground();
  await playground.resetDatabase({ schema: 'CREATE TABLE t (a int)', seed: 'INSERT INTO t VALUES (1)' });
});
afterAll(() => playground.dispose());

const ALIVE = fastifyProgram("app.get('/', async () => 'alive');");

async function expectNextRunWorks(): Promise<void> {
  await serve(playground, ALIVE);
  const exchange = await get(playground, '/');
  expect(responseOf(exchange).body).toBe('alive');
  expect(exchange).toMatchObject({ logs: [], statements: [] });
}

describe('a program that sends too much', () => {
  it.each([
    ['log lines', "for (;;) console.log('line');", /more than 1,000 lines/],
    ['a body without end', "return 'x'.repeat(40 * 1024 * 1024);", /16 MB are the most/],
    ['long lines', "for (let i = 0; i < 999; i++) console.log('x'.repeat(1e6)); return 1;", undefined],
  ])('%s', async (_what, handler, message) => {
    await serve(playground, fastifyProgram(`app.get('/', async () => { ${handler} });`));
    const exchange = await get(playground, '/');
    if (message === undefined) {
      expect(exchange.logs.every((entry) => entry.text.length < 11_000)).toBe(true);
    } else {
      const reason = stopReasonOf(exchange);
      expect(reason).toMatchObject({ kind: 'flood', message: expect.stringMatching(message) });
    }
    expect(exchange.logs.length).toBeLessThanOrEqual(1000);
    await expectNextRunWorks();
  });
});

describe('a program that reaches for the playground', () => {
  it('finds nothing that leads to the host', async () => {
    await serve(
      playground,
      fastifyProgram(`app.get('/', async () =>
  ['postMessage', 'onmessage', 'close'].filter((name) => name in globalThis));`),
    );
    expect(responseOf(await get(playground, '/')).body).toBe('[]');
  });

  it.each([
    [
      'replaces what messages are made of',
      `const leaked: unknown[] = [];
MessagePort.prototype.postMessage = function (message: unknown) { leaked.push(this); };
Object.defineProperty(MessageEvent.prototype, 'data', { get() { leaked.push(this.target); return undefined; } });
app.get('/', async () => ({ leaked: leaked.length }));`,
      '{"leaked":0}',
    ],
    [
      'replaces arrays, promises and JSON',
      `app.get('/', async () => {
  Array.prototype.push = () => 0;
  Array.prototype.map = () => { throw new Error('map'); };
  (Promise.prototype as any).then = undefined;
  JSON.stringify = () => '{"forged":true}';
  Object.prototype.toString = () => 'forged';
  return 'text';
});`,
      undefined,
    ],
    [
      'replaces fields of every object',
      `app.get('/', async () => {
  for (const name of ['kind', 'id', 'response', 'status', 'entry', 'then', 'error']) {
    Object.defineProperty(Object.prototype, name, { get: () => 'forged', set() {}, configurable: true });
  }
  return 'text';
});`,
      undefined,
    ],
  ])('%s: it harms at most itself', async (_what, program, body) => {
    await serve(playground, fastifyProgram(program));
    const exchange = await get(playground, '/');
    if (body === undefined) expect(JSON.stringify(exchange)).not.toContain('"statements":[{');
    else expect(responseOf(exchange).body).toBe(body);
    await expectNextRunWorks();
  });

  it('cannot write the log of statements', async () => {
    await serve(
      playground,
      fastifyProgram(`import pg from 'pg';
const pool = new pg.Pool();
app.get('/', async () => {
  pg.Client.prototype.query = (async () => ({ rows: [{ forged: true }] })) as never;
  return (await pool.query('SELECT a FROM t')).rows;
});`),
    );
    const exchange = await get(playground, '/');
    expect(exchange.statements).toEqual([]);
    await expectNextRunWorks();
  });

  it('ends with its worker when it uses up the memory', async () => {
    await serve(
      playground,
      fastifyProgram(`app.get('/', async () => {
  const kept: unknown[] = [];
  for (;;) kept.push(new Array(1e6).fill({}).map(() => ({ a: [1] })));
});`),
    );
    expect(['crash', 'deadline']).toContain(stopReasonOf(await get(playground, '/')).kind);
    await expectNextRunWorks();
  });
});
