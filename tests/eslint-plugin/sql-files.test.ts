import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import fc from 'fast-check';
import * as sqlParser from 'sql-parser-cst';
import { afterAll, describe, expect, test } from 'vitest';
import plugin from '../../eslint-plugin/src/index.ts';
import { rangeOf } from './lint.ts';
import { unmark } from './rule-cases.ts';

const project = mkdtempSync(join(tmpdir(), 'backend-patterns-sql-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

function eslintFor(folder: string, options: Linter.LanguageOptions, extra: Linter.Config = {}): ESLint {
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      plugin.configs['sql-files'],
      { files: ['**/*.sql'], languageOptions: options },
      { files: ['**/*.sql'], ...extra },
    ],
  });
}

/** Lints text as a file of a project; the rules and the stretches that they underline. */
async function findingsIn(
  code: string,
  { file = 'db/schema.sql', languageOptions = {} as Linter.LanguageOptions } = {},
): Promise<Linter.LintMessage[]> {
  const path = join(project, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
  const [result] = await eslintFor(project, languageOptions).lintFiles([file]);
  return result?.messages ?? [];
}

/** Asserts that these rules report the marked stretches, in order, and nothing else is said. */
async function expectFindings(
  marked: string,
  rules: readonly string[],
  settings: Parameters<typeof findingsIn>[1] = {},
): Promise<void> {
  const { code, ranges } = unmark(marked);
  const messages = await findingsIn(code, settings);
  expect(messages.map(({ ruleId }) => ruleId)).toEqual(rules.map((rule) => `backend-patterns/${rule}`));
  expect(messages.map((message) => rangeOf(code, message))).toEqual(ranges);
}

describe('the statements of a file', () => {
  test('are judged by the rules that judge SQL in programs', async () => {
    await expectFindings(
      [
        'CREATE TABLE ⟦notes⟧ (body text NOT NULL, written ⟦timestamp⟧, data jsonb);',
        'SELECT ⟦*⟧ FROM notes LIMIT 10;',
        '-- name: ListNotes :many',
        '⟦SELECT⟧ body FROM notes;',
        '⟦DELETE⟧ FROM notes;',
      ].join('\n'),
      ['require-primary-key', 'prefer-timestamptz', 'no-select-star', 'require-limit', 'require-where'],
    );
  });

  test('are seen together: a key that comes later is a key', async () => {
    await expectFindings(
      [
        'CREATE TABLE public.users (id bigint NOT NULL, email text NOT NULL);',
        'ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);',
        'CREATE INDEX ⟦users_id_index⟧ ON public.users USING btree (id);',
      ].join('\n'),
      ['no-redundant-index'],
    );
  });

  test('are read as those of MySQL where the file says so: quotes behind a backslash are none', async () => {
    const rest = [
      "INSERT INTO notes (id, body) VALUES (1, 'all users\\' notes; here');",
      "INSERT INTO notes (id, body) VALUES (2, 'one');",
      'ALTER TABLE notes ADD PRIMARY KEY (id);',
    ];
    const table = 'CREATE TABLE notes (id bigint NOT NULL, body varchar(90))';
    await expectFindings(['/*!40101 SET NAMES utf8mb4 */;', `${table};`, ...rest].join('\n'), []);
    await expectFindings([`${table} ENGINE=InnoDB;`, ...rest].join('\n'), []);
  });

  test('a suggestion names the columns that the file creates', async () => {
    const code =
      'CREATE TABLE notes (id bigint PRIMARY KEY, body text);\nSELECT * FROM notes WHERE id = 1;\n';
    const [message] = await findingsIn(code);
    expect(message?.suggestions?.map(({ fix }) => code.slice(0, fix.range[0]) + fix.text)).toEqual([
      'CREATE TABLE notes (id bigint PRIMARY KEY, body text);\nSELECT id, body',
    ]);
  });

  test('seeds and migrations may change whole tables', async () => {
    await expectFindings('DELETE FROM notes;', [], { file: 'db/seeds/notes.sql' });
    await expectFindings("UPDATE notes SET body = '';", [], { file: 'migrations/002.sql' });
  });

  test('places are right behind a byte order mark and carriage returns', async () => {
    const messages = await findingsIn('\uFEFF-- notes\r\nSELECT *\r\nFROM notes LIMIT 1;\r\n');
    expect(messages.map(({ line, column, endColumn }) => [line, column, endColumn])).toEqual([[2, 8, 9]]);
  });
});

describe('comments', () => {
  test.each([
    '-- eslint-disable-next-line backend-patterns/no-select-star\nSELECT * FROM notes LIMIT 1;',
    '-- eslint-disable-next-line backend-patterns/no-select-star -- all of it is shown\nSELECT * FROM notes LIMIT 1;',
    'SELECT * FROM notes LIMIT 1; -- eslint-disable-line backend-patterns/no-select-star',
    'SELECT * FROM notes LIMIT 1; /* eslint-disable-line */',
    '/* eslint-disable backend-patterns/no-select-star */\nSELECT * FROM notes LIMIT 1;\nSELECT * FROM users LIMIT 1;',
  ])('turn rules off: %s', async (code) => {
    expect(await findingsIn(code)).toEqual([]);
  });

  test('turn rules on again, and are reported where they do nothing', async () => {
    const messages = await findingsIn(
      [
        '/* eslint-disable */',
        'SELECT * FROM notes LIMIT 1;',
        '/* eslint-enable */',
        'SELECT * FROM notes LIMIT 1;',
        '-- eslint-disable-next-line backend-patterns/no-select-star',
        'SELECT body FROM notes LIMIT 1;',
      ].join('\n'),
    );
    expect(messages.map(({ ruleId, line, severity }) => [ruleId, line, severity])).toEqual([
      ['backend-patterns/no-select-star', 4, 2],
      [null, 5, 1],
    ]);
  });

  test('inside a string turn nothing off', async () => {
    await expectFindings("SELECT ⟦*⟧ FROM notes WHERE body = '-- eslint-disable-line' LIMIT 1;", [
      'no-select-star',
    ]);
  });
});

describe('what is no SQL', () => {
  test('psql lines, copied rows, variables and function bodies are stepped over', async () => {
    await expectFindings(
      [
        '\\connect shop',
        '\\set size 10',
        'CREATE TABLE notes (id bigint PRIMARY KEY, body text);',
        'COPY public.notes (id, body) FROM stdin;',
        "1\tit's; DELETE FROM notes",
        '2\t"quoted /* $$',
        '\\.',
        'CREATE FUNCTION wipe() RETURNS void AS $body$ BEGIN DELETE FROM notes; END $body$ LANGUAGE plpgsql;',
        "SELECT ⟦*⟧ FROM notes WHERE id = :id AND body = :'body' LIMIT :size;",
      ].join('\n'),
      ['no-select-star'],
    );
  });

  test.each([
    'SELECT (',
    'CREATE TABLE',
    "INSERT INTO notes VALUES ('",
    'COPY notes FROM stdin;\n1\t2',
    ';;;',
    '',
  ])('gives no finding and no error: %j', async (code) => {
    expect(await findingsIn(code)).toEqual([]);
  });

  test('cut and shuffled anyhow, a file gives findings inside itself', async () => {
    const dump = [
      '\\connect shop\n',
      'CREATE TABLE notes (id bigint, body text, written timestamp);\n',
      'COPY notes FROM stdin;\n1\t2\n\\.\n',
      'SELECT * FROM notes; -- eslint-disable-line\n',
      'UPDATE notes SET body = $$x$$;\r\n',
      "DELETE FROM notes WHERE id = :'id'",
      '/* open',
      '\uE000',
    ];
    const eslint = eslintFor(project, {});
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...dump), fc.nat(60)), { maxLength: 8 }),
        async (parts) => {
          const code = parts.map(([part, length]) => part.slice(0, Math.max(1, length))).join('');
          const [result] = await eslint.lintText(code, { filePath: 'db/any.sql' });
          for (const message of result?.messages ?? []) {
            expect(message.fatal).toBeUndefined();
            if (!message.ruleId) continue;
            const [start, end] = rangeOf(code, message);
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(code.length);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('with a parser', () => {
  test('what it cannot read is a syntax error, at its place', async () => {
    const [message] = await findingsIn('SELECT 1;\nSELECT FROM WHERE', {
      languageOptions: { parser: sqlParser, dialect: 'postgresql' } as Linter.LanguageOptions,
    });
    expect(message).toMatchObject({ fatal: true, ruleId: null, line: 2, column: 13 });
    expect(message?.message).toContain('Unexpected "WHERE"');
  });

  test('what it can read is judged as ever', async () => {
    await expectFindings('SELECT ⟦*⟧ FROM notes LIMIT 1;', ['no-select-star'], {
      languageOptions: { parser: sqlParser, dialect: 'postgresql' } as Linter.LanguageOptions,
    });
  });

  test('one that is missing or none says what to install', async () => {
    await expect(
      findingsIn('SELECT 1;', { languageOptions: { parser: {} } as Linter.LanguageOptions }),
    ).rejects.toThrow(/npm install --save-dev sql-parser-cst/);
  });

  test('a dialect that nobody knows is refused', async () => {
    await expect(
      findingsIn('SELECT 1;', { languageOptions: { dialect: 'oracle' } as Linter.LanguageOptions }),
    ).rejects.toThrow(/'postgresql', 'mysql' or 'sqlite'/);
  });
});

test('the files of SQL that the lessons come with give the findings that they teach', async () => {
  const course = join(import.meta.dirname, '../../lessons/course');
  const results = await eslintFor(course, {}).lintFiles(['02-database/07-redundant-indexes/*.sql']);
  expect(
    results.flatMap(({ messages }) => messages.map(({ ruleId, line, column }) => [ruleId, line, column])),
  ).toEqual([
    ['backend-patterns/no-redundant-index', 7, 14],
    ['backend-patterns/no-redundant-index', 19, 14],
  ]);
});

test('a program beside them is linted as before', async () => {
  writeFileSync(join(project, 'users.js'), "db.query('SELECT * FROM users WHERE id = $1', [id]);\n");
  const eslint = new ESLint({
    cwd: project,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.js'], ...plugin.configs.recommended },
      plugin.configs['sql-files'],
    ] as Linter.Config[],
  });
  const results = await eslint.lintFiles(['users.js']);
  expect(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))).toEqual([
    'backend-patterns/no-select-star',
  ]);
});
