import { afterAll, beforeAll, expect, test } from 'vitest';
import { CheckFailure, type Check } from '../../../lessons/runtime/checks/check.ts';
import { runChecks } from '../../../lessons/runtime/checks/run-checks.ts';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { programOf, type HostileProgram } from '../../browser/attacks/attack.ts';
import { reach } from '../../browser/attacks/reach.ts';
import { openPlayground } from '../host/test-playground.ts';

let playground: Playground;

beforeAll(() => {
  playground = openPlayground();
});
afterAll(() => playground.dispose());

const demand = (holds: boolean, expected: string) => {
  if (!holds) throw new CheckFailure({ sent: 'GET /attack', expected, received: 'something else' });
};

/** One check for each thing by which a check judges what has run: responses, statements, rows. */
const CHECKS: readonly Check[] = [
  {
    id: 'answers',
    title: 'Answers with the word in the database',
    run: async ({ query, send }) => {
      const word = `word-${Math.random()}`;
      await query(`UPDATE secrets SET word = '${word}'`);
      const { outcome } = await send({ method: 'GET', path: '/attack' });
      demand(outcome.kind === 'response' && outcome.response.body.includes(word), 'the word');
    },
  },
  {
    id: 'reads-once',
    title: 'Reads the word by one statement',
    run: async ({ send, statements }) => {
      await send({ method: 'GET', path: '/attack' });
      demand(
        statements().filter(({ sql, rows }) => sql.includes('FROM secrets') && rows === 1).length === 1,
        'it',
      );
    },
  },
  {
    id: 'writes',
    title: 'Writes down that it was asked',
    run: async ({ send, query }) => {
      await send({ method: 'GET', path: '/attack' });
      demand((await query('SELECT count(*) FROM visits')).rows[0]?.[0] === '1', 'a row');
    },
  },
];

async function passedBy(program: HostileProgram): Promise<readonly string[]> {
  const passed: string[] = [];
  const results = runChecks({
    playground,
    engine: 'pg-mem',
    database: {
      schema:
        'CREATE TABLE secrets (id serial PRIMARY KEY, word text); CREATE TABLE visits (id serial PRIMARY KEY, at text)',
      seed: "INSERT INTO secrets (word) VALUES ('x')",
    },
    files: programOf(program, 'http://127.0.0.1:9'),
    entry: 'server.ts',
    checks: CHECKS,
    rules: [],
    lint: async () => [],
  });
  for await (const { id, verdict } of results) if (verdict.kind === 'passed') passed.push(id);
  return passed;
}

const VERDICTS: readonly HostileProgram[] = [
  { name: 'a verdict for an answer', handler: "return { kind: 'passed', verdict: { kind: 'passed' } };" },
  {
    name: 'a verdict that is thrown',
    handler: "throw Object.assign(new Error('passed'), { kind: 'passed', statusCode: 200 });",
  },
  {
    name: 'statements that never reach the database',
    handler:
      "pool.query = async () => ({ rows: [{ word: 'x' }] }); return (await pool.query('SELECT word FROM secrets')).rows;",
  },
  {
    name: 'a driver that answers itself',
    handler: "return (await pool.query('SELECT word FROM secrets')).rows;",
    top: "pg.Client.prototype.query = function (query: any, values: any, done: any) { const result = { rows: [{ word: 'x' }], rowCount: 1 }; typeof done === 'function' ? done(null, result) : 0; return Promise.resolve(result); } as any;",
  },
  { name: 'statements within a comment', handler: "await pool.query('SELECT 1 -- FROM nowhere'); return 1;" },
];

test('an honest program passes all', async () => {
  const handler =
    "await pool.query(\"INSERT INTO visits (at) VALUES ('honest')\"); return (await pool.query('SELECT word FROM secrets')).rows;";
  expect(await passedBy({ name: 'honest', handler })).toEqual(CHECKS.map(({ id }) => id));
});

/** Those that change what others rely on; storage and network are nothing to a check. */
const FORGING = reach.filter(({ name, top }) => top !== undefined || /message|array|loads/.test(name));

test.each([...FORGING, ...VERDICTS])('a program with $name passes no check', async (program) => {
  expect(await passedBy(program)).toEqual([]);
});
