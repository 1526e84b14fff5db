import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { lint } from '../../../server/src/lint/lint.ts';
import { TeamLinter } from '../../../server/src/lint/linter.ts';
import { projectPlaces } from '../../../server/src/places.ts';
import { wrapSql } from '../../../server/src/lint/wrap-sql.ts';

describe('lint', () => {
  test('points at the characters, in TypeScript', () => {
    const code =
      "import pg from 'pg';\nconst db = new pg.Pool();\ndb.query('SELECT * FROM users LIMIT 5');\n";
    expect(lint({ language: 'typescript', code, preset: 'recommended' })).toMatchObject([
      { rule: 'no-select-star', at: '*', start: { line: 3, column: 18 }, end: { line: 3, column: 19 } },
    ]);
  });

  test.each([
    ['alone', 'CREATE TABLE visits (\n  id bigint PRIMARY KEY,\n  at timestamp NOT NULL\n);', 3, 6],
    [
      'after what a template escapes',
      "SELECT '`\\${';\nCREATE TABLE v (id int PRIMARY KEY, at timestamp);",
      2,
      40,
    ],
  ])('points at the characters, in SQL %s', (_, code, line, column) => {
    expect(lint({ language: 'sql', code, preset: 'all' })).toMatchObject([
      { rule: 'prefer-timestamptz', at: 'timestamp', start: { line, column } },
    ]);
  });

  test('gives fixes as text and place', () => {
    const code = 'CREATE TABLE visits (id bigint PRIMARY KEY, at timestamp NOT NULL);';
    const [found] = lint({ language: 'sql', code, preset: 'all' });
    const [fix] = found?.fixes ?? [];
    const mended =
      code.slice(0, (fix?.start.column ?? 0) - 1) + fix?.text + code.slice((fix?.end.column ?? 0) - 1);
    expect(mended).toContain('at timestamptz NOT NULL');
    expect(lint({ language: 'sql', code: mended, preset: 'all' })).toEqual([]);
  });

  test('says where code cannot be parsed', () => {
    const [found] = lint({ language: 'typescript', code: 'const a = ;', preset: 'recommended' });
    expect(found).toMatchObject({ rule: 'syntax', start: { line: 1 } });
  });

  test('a comment in the code does not switch it off', () => {
    const code = "/* eslint-disable */ db.query('SELECT * FROM users LIMIT 5');";
    expect(lint({ language: 'typescript', code, preset: 'recommended' })).toHaveLength(1);
  });
});

test('every character of SQL is found again, whatever stands in it', () => {
  const sql = fc.string({ unit: fc.constantFrom('`', '$', '{', '\\', '\n', 'a', "'", '💥') });
  fc.assert(
    fc.property(sql, (text) => {
      const wrapped = wrapSql(text);
      const literal = wrapped.program.slice(
        wrapped.program.indexOf('`'),
        wrapped.program.lastIndexOf('`') + 1,
      );
      expect((0, eval)(literal)).toBe(text);
      const begin = wrapped.program.indexOf('`') + 1;
      expect(wrapped.originalOffset(begin)).toBe(0);
      expect(wrapped.originalOffset(wrapped.program.lastIndexOf('`'))).toBe(text.length);
    }),
  );
});

describe('the thread that lints', () => {
  const linter = new TeamLinter(projectPlaces.lintWorker);
  afterAll(() => linter.close());
  const request = { language: 'typescript', preset: 'recommended' } as const;
  const star = "db.query('SELECT * FROM users LIMIT 5');";

  test('answers each request with its own findings, in order', async () => {
    const codes = [star, 'const a = 1;', star + star];
    const all = await Promise.all(codes.map((code) => linter.lint({ ...request, code })));
    expect(all.map((findings) => findings.length)).toEqual([1, 0, 2]);
  });

  test('survives code that exhausts a parser, and answers the next request', async () => {
    const deep = '['.repeat(60_000);
    await linter.lint({ ...request, code: deep }).catch(() => undefined);
    expect(await linter.lint({ ...request, code: star })).toHaveLength(1);
  });

  test('refuses what would wait too long', async () => {
    const many = Array.from({ length: 20 }, () => linter.lint({ ...request, code: star }));
    const outcomes = await Promise.allSettled(many);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(4);
  });
});
