import { tmpdir } from 'node:os';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../eslint-plugin/src/index.ts';

/** Outside of this project, whose dependencies say nothing about the code under test. */
const linter = new Linter({ cwd: tmpdir() });

export interface LintOptions {
  readonly filename?: string;
  readonly options?: readonly unknown[];
  /** Whose options the rules have; their own defaults unless said otherwise. */
  readonly preset?: 'strict';
  /** The project's folder; outside of this one unless said otherwise. */
  readonly cwd?: string;
  /** Which parser reads the code; TypeScript's unless said otherwise. */
  readonly language?: 'typescript' | 'espree';
}

/** Lints with some of the plugin's rules; a syntax error comes back as a message without a rule. */
export function lint(
  code: string,
  rules: readonly string[],
  settings: LintOptions = {},
): Linter.LintMessage[] {
  const { filename = 'src/users.ts', options = [], preset, language = 'typescript', cwd } = settings;
  const languageOptions: Linter.LanguageOptions =
    language === 'typescript'
      ? { parser, parserOptions: { ecmaFeatures: { jsx: filename.endsWith('x') } } }
      : {};
  const severities: Linter.RulesRecord = Object.fromEntries(
    rules.map((rule) => [
      `backend-patterns/${rule}`,
      (preset && plugin.configs[preset].rules?.[`backend-patterns/${rule}`]) ?? ['error', ...options],
    ]),
  );
  return (cwd === undefined ? linter : new Linter({ cwd })).verify(
    code,
    [
      {
        files: ['**/*.{ts,js,tsx,jsx}'],
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        languageOptions,
        plugins: { 'backend-patterns': plugin },
        rules: severities,
      },
      {
        files: ['**/*.sql'],
        language: 'backend-patterns/sql',
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        plugins: { 'backend-patterns': plugin },
        rules: severities,
      },
    ],
    filename,
  );
}

/** The offsets that a message underlines. */
export function rangeOf(code: string, message: Linter.LintMessage): [start: number, end: number] {
  const starts = [0];
  for (const match of code.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1;
  return [
    offset(message.line, message.column),
    offset(message.endLine ?? message.line, message.endColumn ?? message.column),
  ];
}

/** The code after a suggestion was taken. */
export function applySuggestion(code: string, { fix }: Linter.LintSuggestion): string {
  return code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}
