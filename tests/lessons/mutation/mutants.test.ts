import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCourse, readLesson } from '../../../lessons/src/course.ts';
import { codeEdits } from './code-mutations.ts';
import { applyEdit } from './edit.ts';
import { isListed, readEquivalents } from './equivalents.ts';
import { mutantsOf } from './mutants.ts';
import { countMutants, rateOf, strictRateOf } from './report.ts';
import { sqlEdits } from './sql-mutations.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** 'mutation: text', for each edit of a text. */
const results = (edits: typeof sqlEdits, source: string): readonly string[] =>
  edits(source).map((edit) => `${edit.mutation}: ${applyEdit(source, edit)}`);

test.each([
  [
    'SELECT id FROM users LIMIT 20',
    ['drop-limit: SELECT id FROM users', 'change-number: SELECT id FROM users LIMIT 21'],
  ],
  ['SELECT id FROM users LIMIT $1', ['drop-limit: SELECT id FROM users LIMIT GREATEST($1::bigint, 1000000)']],
  [
    "SELECT id FROM a WHERE b = $1 AND (c OR d) AND e BETWEEN $2 AND $3 AND f = 'x AND y' RETURNING id",
    [
      "drop-condition: SELECT id FROM a WHERE (TRUE OR (b = $1)) AND (c OR d) AND e BETWEEN $2 AND $3 AND f = 'x AND y' RETURNING id",
      "drop-condition: SELECT id FROM a WHERE b = $1 AND (TRUE OR ((c OR d))) AND e BETWEEN $2 AND $3 AND f = 'x AND y' RETURNING id",
      "drop-condition: SELECT id FROM a WHERE b = $1 AND (c OR d) AND (TRUE OR (e BETWEEN $2 AND $3)) AND f = 'x AND y' RETURNING id",
      "drop-condition: SELECT id FROM a WHERE b = $1 AND (c OR d) AND e BETWEEN $2 AND $3 AND (TRUE OR (f = 'x AND y')) RETURNING id",
    ],
  ],
  [
    'SELECT id FROM a ORDER BY b DESC, id',
    [
      'drop-order: SELECT id FROM a',
      'drop-tie-break: SELECT id FROM a ORDER BY b DESC',
      'turn-order: SELECT id FROM a ORDER BY b, id',
      'turn-order: SELECT id FROM a ORDER BY b DESC, id DESC',
    ],
  ],
  ['SELECT json_agg(a) FILTER (WHERE a IS NOT NULL) FROM b', ['drop-filter: SELECT json_agg(a) FROM b']],
  [
    'SELECT a FROM b WHERE c >= $1 FOR UPDATE',
    [
      'drop-condition: SELECT a FROM b WHERE (TRUE OR (c >= $1)) FOR UPDATE',
      'drop-lock: SELECT a FROM b WHERE c >= $1',
      'shift-boundary: SELECT a FROM b WHERE c > $1 FOR UPDATE',
    ],
  ],
  [
    'CREATE TABLE a (b text NOT NULL UNIQUE CHECK (b IS NOT NULL));',
    [
      'drop-constraint: CREATE TABLE a (b text UNIQUE CHECK (b IS NOT NULL));',
      'drop-constraint: CREATE TABLE a (b text NOT NULL CHECK (b IS NOT NULL));',
      'drop-constraint: CREATE TABLE a (b text NOT NULL UNIQUE);',
    ],
  ],
  ['ALTER TABLE a ALTER COLUMN b DROP NOT NULL', []],
])('%s', (source, expected) => {
  expect(results(sqlEdits, source)).toEqual(expected);
});

test.each([
  ['reply.code(404).send(x);', ['swap-status: reply.code(403).send(x);']],
  ['const most = 1_000;', ['change-number: const most = 1001;']],
  ['const isLate = a < b;', ['shift-boundary: const isLate = a <= b;']],
  ['const x = a && b;', ['swap-logic: const x = a || b;']],
  [
    'function f() { if (a) return; }',
    ['negate-condition: function f() { if (!(a)) return; }', 'drop-statement: function f() {  }'],
  ],
  ["async function f() { await db.query('BEGIN'); }", ['drop-transaction: async function f() {  }']],
  [
    "verify(t, k, { algorithms: ['HS256'] });",
    ['drop-option: verify(t, k, {  });', 'empty-list: verify(t, k, { algorithms: [] });'],
  ],
  [
    "const sortable = ['a', 'b'];",
    ['empty-list: const sortable = [];', "drop-element: const sortable = ['a'];"],
  ],
  [
    'db.query(`SELECT ${fields} FROM a WHERE b = $1`);',
    ['drop-condition: db.query(`SELECT ${fields} FROM a WHERE (TRUE OR (b = $1))`);'],
  ],
  ['type A = 1 | 2;', []],
])('%s', (source, expected) => {
  expect([...results(codeEdits, source)].sort()).toEqual([...expected].sort());
});

test('mutants are of the lines that the start does not have, or of all', () => {
  const start = { 'a.ts': 'const a = 1;\nconst b = 2;\n' };
  const solution = { 'a.ts': 'const a = 1;\nconst c = 3;\n' };
  const described = (isWhole: boolean) =>
    mutantsOf(start, solution, isWhole).map(({ line, before, after }) => [line, before, after]);
  expect(described(false)).toEqual([[2, 'const c = 3;', 'const c = 4;']]);
  expect(described(true)).toHaveLength(2);
});

test('what is listed as equivalent is a mutant of its lesson', async () => {
  const ids = (await readCourse()).map(({ id }) => id);
  for (const entry of readEquivalents()) {
    expect(ids).toContain(entry.lesson);
    const { files, solution } = await readLesson(entry.lesson);
    const start = Object.fromEntries(files.map(({ path, text }) => [path, text]));
    const found = mutantsOf(start, solution, true).filter((mutant) => isListed(entry, entry.lesson, mutant));
    expect(found.length, `${entry.lesson}: ${entry.mutation} of ${entry.line}`).toBeGreaterThan(0);
  }
});

test('the rate leaves out what is equivalent and what does not start', () => {
  const mutant = { mutation: 'drop-limit', file: 'a.ts', line: 1, before: '', after: '', text: '' };
  const count = countMutants([
    { ...mutant, fate: { kind: 'caught', check: 'a' } },
    { ...mutant, fate: { kind: 'survived' } },
    { ...mutant, fate: { kind: 'equivalent', reason: '' } },
    { ...mutant, fate: { kind: 'open', reason: '' } },
    { ...mutant, fate: { kind: 'unrunnable' } },
  ]);
  expect(count).toEqual({ mutants: 5, caught: 1, survived: 1, equivalent: 1, open: 1, unrunnable: 1 });
  expect(rateOf(count)).toBe(1 / 2);
  expect(strictRateOf(count)).toBe(1 / 3);
});

test.each([
  [['--help'], 0, 'Usage: npm run mutate:lessons'],
  [['--lesson', 'no-such-lesson'], 2, 'There is no lesson "no-such-lesson".'],
  [['--nonsense'], 2, 'Usage: npm run mutate:lessons'],
])('the command with %j', (parameters, status, sentence) => {
  const script = ['--import', 'tsx', 'tests/lessons/mutation/mutate.ts', ...parameters];
  const run = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect(run.status).toBe(status);
  expect(run.stdout + run.stderr).toContain(sentence);
});
