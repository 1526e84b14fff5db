import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine, Playground } from '../../../lessons/runtime/playground.ts';
import { failedChecks, loadLesson, startPlayground } from './verification.ts';

/** What the lesson on fake databases says of pg-mem and of PostgreSQL. */
const verified = await loadLesson('what-a-fake-database-does-not-tell-you');
const engines = ['pg-mem', 'pglite'] as const;
const playgrounds = new Map<Engine, Playground>();

beforeAll(() => {
  for (const engine of engines) playgrounds.set(engine, startPlayground(engine));
});
afterAll(() => Promise.all([...playgrounds.values()].map((playground) => playground.dispose())));

function playgroundOf(engine: Engine): Playground {
  const playground = playgrounds.get(engine);
  if (!playground) throw new Error(`No playground for ${engine}.`);
  return playground;
}

test('its start passes every check on pg-mem, and none on PostgreSQL', async () => {
  const failed = await Promise.all(
    engines.map((engine) => failedChecks(playgroundOf(engine), engine, verified, {})),
  );
  expect(failed).toEqual([[], verified.checks.map(({ id }) => id)]);
});

test.each<[claim: string, statements: readonly string[], fake: string, real: string]>([
  [
    'puts 3,000,000,000 into an integer',
    ['INSERT INTO claims (whole) VALUES (3000000000)', 'SELECT whole FROM claims'],
    '3000000000',
    'integer out of range',
  ],
  [
    'counts every row in spite of FILTER',
    ['INSERT INTO claims (whole) VALUES (1), (2)', 'SELECT count(*) FILTER (WHERE whole > 1) FROM claims'],
    '2',
    '1',
  ],
  [
    'keeps 1.005 in a numeric(8, 2)',
    ['INSERT INTO claims (price) VALUES (1.005)', 'SELECT price FROM claims'],
    '1.005',
    '1.01',
  ],
])('pg-mem %s', async (_claim, statements, fake, real) => {
  const answers = engines.map(async (engine) => {
    const playground = playgroundOf(engine);
    await playground.resetDatabase({
      schema: 'CREATE TABLE claims (id serial PRIMARY KEY, whole integer, price numeric(8, 2));',
      seed: '',
    });
    try {
      let answer: string | null | undefined;
      for (const sql of statements) answer = (await playground.query(sql)).rows[0]?.[0];
      return answer;
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(await Promise.all(answers)).toEqual([fake, real]);
});
