import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../../eslint-plugin/src/index.ts';
import { wrapSql, type WrappedSql } from './wrap-sql.ts';

export interface LintRequest {
  readonly language: 'typescript' | 'sql';
  readonly code: string;
  /** 'recommended' reports what is surely harmful; 'all' also what a strict team would ask about. */
  readonly preset: 'recommended' | 'all';
}

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Replaces what stands from `start` to `end` by `text`. */
export interface Fix {
  readonly description: string;
  readonly start: Place;
  readonly end: Place;
  readonly text: string;
}

export interface LintFinding {
  /** Without the plugin's prefix; 'syntax' for code that cannot be parsed. */
  readonly rule: string;
  readonly message: string;
  readonly start: Place;
  readonly end: Place;
  /** The characters it points at. */
  readonly at: string;
  readonly fixes: readonly Fix[];
}

const linter = new Linter();

/** What eslint-plugin-backend-patterns reports. Reads the code, and never runs it. */
export function lint({ language, code, preset }: LintRequest): readonly LintFinding[] {
  const wrapped = language === 'sql' ? wrapSql(code) : undefined;
  const source = wrapped?.program ?? code;
  const messages = linter.verify(
    source,
    [
      {
        files: ['**/*.{ts,tsx}'],
        languageOptions: { parser },
        linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
      },
      plugin.configs[preset],
    ],
    'code.ts',
  );
  return messages
    .filter(({ ruleId, fatal }) => ruleId !== null || fatal)
    .map((message) => describe(message, source, code, wrapped));
}

function describe(
  message: Linter.LintMessage,
  source: string,
  code: string,
  wrapped: WrappedSql | undefined,
): LintFinding {
  const toOriginal = (offset: number) => wrapped?.originalOffset(offset) ?? offset;
  const start = toOriginal(offsetOf(source, message.line, message.column));
  const end = toOriginal(
    offsetOf(source, message.endLine ?? message.line, message.endColumn ?? message.column),
  );
  const fixOf = (description: string, { range, text }: { range: [number, number]; text: string }): Fix => ({
    description,
    start: placeOf(code, toOriginal(range[0])),
    end: placeOf(code, toOriginal(range[1])),
    text,
  });
  return {
    rule: message.ruleId?.replace('backend-patterns/', '') ?? 'syntax',
    message: message.message,
    start: placeOf(code, start),
    end: placeOf(code, end),
    at: code.slice(start, end),
    fixes: [
      ...(message.fix ? [fixOf('Fix', message.fix)] : []),
      ...(message.suggestions ?? []).map(({ desc, fix }) => fixOf(desc, fix)),
    ],
  };
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/g;

function offsetOf(text: string, line: number, column: number): number {
  const starts = [0, ...Array.from(text.matchAll(lineBreak), (match) => match.index + match[0].length)];
  return (starts[line - 1] ?? text.length) + column - 1;
}

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split(lineBreak);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
