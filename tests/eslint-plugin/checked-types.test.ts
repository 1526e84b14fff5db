import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { afterAll, expect, test } from 'vitest';
import plugin from '../../eslint-plugin/src/index.ts';

/** What a value can be, as only the type checker tells where its function takes its type from another. */
const CLOSED = [
  'number',
  'bigint',
  'boolean',
  'undefined',
  'null',
  "'asc' | 'desc'",
  '1 | 2',
  'Level',
  "number | 'all' | null",
];
const OPEN = ['string', 'string | number', "'asc' | Label", 'unknown', 'any', 'object', 'T'];

const cwd = mkdtempSync(join(tmpdir(), 'backend-patterns-checked-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

test('the type checker, where there is one, says which values hold no text of others', () => {
  const types = [...CLOSED, ...OPEN];
  const code = [
    'declare const db: { query(text: string): unknown };',
    'enum Level { Low, High }',
    'type Label = `label-${string}`;',
    'type By<T> = (value: T) => unknown;',
    ...types.map(
      (type, index) =>
        `export const find${index}: ${type === 'T' ? '<T>(value: T) => unknown' : `By<${type}>`} = (value) => db.query(\`SELECT id FROM users WHERE id = \${value}\`);`,
    ),
  ].join('\n');
  mkdirSync(join(cwd, 'src'));
  writeFileSync(join(cwd, 'src/users.ts'), code);
  writeFileSync(
    join(cwd, 'tsconfig.json'),
    '{ "compilerOptions": { "strict": true, "lib": ["ES5"], "types": [] }, "include": ["src"] }',
  );
  const findings = (parserOptions: object): string[] =>
    new Linter({ cwd })
      .verify(
        code,
        [
          {
            files: ['**/*.ts'],
            languageOptions: { parser, parserOptions },
            plugins: { 'backend-patterns': plugin },
            rules: { 'backend-patterns/no-interpolated-sql': 'error' },
          },
        ],
        join(cwd, 'src/users.ts'),
      )
      .map(({ line, message, ruleId }) => (ruleId === null ? message : (types[line - 5] ?? message)));
  expect(findings({})).toEqual(types);
  expect(findings({ project: './tsconfig.json', tsconfigRootDir: cwd })).toEqual(OPEN);
});
