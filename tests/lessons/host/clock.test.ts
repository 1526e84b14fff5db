import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { fastifyProgram, get, openPlayground, responseOf, serve } from './test-playground.ts';

const MINUTE = 60_000;
const EMPTY = { schema: '', seed: '' };

describe.each(['pg-mem', 'pglite'] as const)('the clock, with %s', (engine) => {
  let playground: Playground;

  beforeAll(async () => {
    playground = openPlayground(engine);
    if (engine === 'pglite') await playground.whenPostgresReady();
    await playground.resetDatabase(EMPTY);
  });
  afterAll(() => playground.dispose());

  const answer = async (path = '/') => JSON.parse(responseOf(await get(playground, path)).body) as unknown;

  it('jumps for the program and for the database, and is put back with the database', async () => {
    await serve(
      playground,
      `import pg from 'pg';
const pool = new pg.Pool();
${fastifyProgram(`app.get('/', async () => {
  const { rows } = await pool.query('SELECT now() AS now');
  return [Date.now(), new Date().getTime(), rows[0].now.getTime(), Math.round(performance.now())];
});`)}`,
    );
    const times = async () => (await answer()) as number[];
    const isNear = (time: number | undefined, expected: number) => Math.abs((time ?? NaN) - expected) < 5000;
    const before = await times();
    await playground.advanceClock(15 * MINUTE);
    const after = await times();
    for (const [index, time] of after.entries()) {
      expect(isNear(time, (before[index] ?? NaN) + 15 * MINUTE), `clock ${index}`).toBe(true);
    }
    await playground.resetDatabase(EMPTY);
    for (const [index, time] of (await times()).entries()) {
      expect(isNear(time, before[index] ?? NaN), `clock ${index}`).toBe(true);
    }
  });
});

it('may be put back by more than a timer can wait, and PGlite rests', async () => {
  const warnings = vi.spyOn(process.stderr, 'write');
  const playground = openPlayground('pglite');
  await playground.whenPostgresReady();
  await playground.resetDatabase(EMPTY);
  await serve(
    playground,
    `import pg from 'pg';
const pool = new pg.Pool({ statement_timeout: 5000 });
${fastifyProgram(`app.get('/', async () => (await pool.query('SELECT 1 AS one')).rows);`)}`,
  );
  await get(playground, '/');
  await playground.advanceClock(31 * 24 * 60 * MINUTE);
  await get(playground, '/');
  await playground.resetDatabase(EMPTY);
  await get(playground, '/');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await playground.dispose();
  const written = warnings.mock.calls.map(([text]) => String(text)).join('');
  warnings.mockRestore();
  expect(written).not.toContain('TimeoutOverflowWarning');
});

describe('timers', () => {
  let playground: Playground;

  beforeAll(async () => {
    playground = openPlayground();
    await playground.resetDatabase(EMPTY);
  });
  afterAll(() => playground.dispose());

  const answer = async (path = '/') => JSON.parse(responseOf(await get(playground, path)).body) as unknown;

  it('that fall due are called in order, each at its own time, and those they start too', async () => {
    await serve(
      playground,
      `import { setTimeout as sleep } from 'node:timers/promises';
${fastifyProgram(`const began = Date.now();
const seen = [];
const note = (what) => seen.push([what, Math.round((Date.now() - began) / 1000)]);
setTimeout(() => { note('minute'); setTimeout(note, 30_000, 'half a minute later'); }, 60_000);
setTimeout(note, 300_000, 'five minutes');
setTimeout(note, 3_600_000, 'an hour');
clearTimeout(setTimeout(note, 1000, 'never'));
const interval = setInterval(note, 100_000, 'interval');
sleep(250_000, 'promised').then((what) => { note(what); clearInterval(interval); });
AbortSignal.timeout(70_000).addEventListener('abort', () => note('aborted'));
app.get('/', async () => seen);`)}`,
    );
    expect(await answer()).toEqual([]);
    await playground.advanceClock(10 * MINUTE);
    expect(await answer()).toEqual([
      ['minute', 60],
      ['aborted', 70],
      ['half a minute later', 90],
      ['interval', 100],
      ['interval', 200],
      ['promised', 250],
      ['five minutes', 300],
    ]);
    await playground.advanceClock(60 * MINUTE);
    expect(await answer()).toHaveLength(8);
  });

  it('go on as time does', async () => {
    // Node counts from the beginning of its turn, so what took long in that turn is missing from the wait.
    await serve(
      playground,
      fastifyProgram(`app.get('/', async () => {
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 60));
  return performance.now() - began >= 20;
});`),
    );
    await playground.advanceClock(MINUTE);
    expect(await answer()).toBe(true);
  });

  it('that never cease do not hold a jump up', async () => {
    await serve(
      playground,
      fastifyProgram(`let count = 0; setInterval(() => count++, 1); app.get('/', async () => count);`),
    );
    await playground.advanceClock(24 * 60 * MINUTE);
    expect(await answer()).toBeGreaterThan(1000);
  });

  it('make rate limits and tokens run out', async () => {
    await serve(
      playground,
      `import rateLimit from '@fastify/rate-limit';
import jwt from 'jsonwebtoken';
${fastifyProgram(`await app.register(rateLimit, { max: 1, timeWindow: '15 minutes' });
const token = jwt.sign({ sub: 'ada' }, 'secret', { expiresIn: '10m' });
app.get('/', async () => { try { return [jwt.verify(token, 'secret').sub]; } catch (error) { return [error.message]; } });`)}`,
    );
    expect(await answer()).toEqual(['ada']);
    expect(responseOf(await get(playground, '/')).status).toBe(429);
    await playground.advanceClock(15 * MINUTE);
    expect(await answer()).toEqual(['jwt expired']);
  });
});
