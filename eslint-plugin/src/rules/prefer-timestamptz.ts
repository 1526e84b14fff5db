import type { TSESLint } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { isTakenBack } from '../ast/migration.ts';
import { isSchemaFile, isTestFile } from '../ast/test-file.ts';
import { isPostgres } from '../sql/dialect-signs.ts';
import type { Script } from '../sql/statement.ts';
import { columnsOf, type Definition, isMeantToRun, tableStatementsOf } from '../sql/table-definitions.ts';
import { wordAt } from '../sql/token-at.ts';
import { sourceRange } from '../sql/text.ts';
import { mayHaveSql } from '../sql/signs.ts';

interface Options {
  readonly dialect?: 'postgresql';
  readonly checkTests?: boolean;
}

export default defineRule<[Options]>({
  name: 'prefer-timestamptz',
  description: 'Require timestamptz for columns of PostgreSQL that hold a moment.',
  preset: 'recommended',
  topic: 'schema',
  mayConcern: mayHaveSql,
  hasSuggestions: true,
  messages: {
    offset: '{{column}} drops the offset that comes with a time: make it timestamptz.',
    write: 'Write {{type}}.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        dialect: {
          type: 'string',
          enum: ['postgresql'],
          description: 'The database behind SQL whose driver the file does not show. Unknown by default.',
        },
        checkTests: {
          type: 'boolean',
          description: 'Whether to check tests too, which make tables of every type. Off by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const [{ dialect, checkTests = false } = {}] = context.options;
    const { sourceCode } = context;
    if (!checkTests && isTestFile(context.filename) && !isSchemaFile(context.filename)) return;
    for (const statement of tableStatementsOf(sourceCode)) {
      const { query } = statement;
      const { script, sql } = query;
      if (!isMeantToRun(query) || isTakenBack(sourceCode, query.sql.node)) continue;
      if (!isPostgres(sourceCode, query, dialect ?? 'unknown')) continue;
      for (const column of columnsOf(statement)) {
        const type = timestampType(script, column);
        const name = script.tokens[column.first];
        if (!type || !name) continue;
        const range = sourceRange(sql, type.start, type.end);
        const isExact = sourceCode.text.slice(...range) === script.text.slice(type.start, type.end);
        const fix: TSESLint.ReportFixFunction = (fixer) =>
          fixer.replaceTextRange([range[0], range[1]], type.replacement);
        report({
          messageId: 'offset',
          range,
          data: { column: script.text.slice(name.start, name.end) },
          suggest: isExact ? [{ messageId: 'write', data: { type: type.replacement }, fix }] : [],
        });
      }
    }
  },
});

/** Where a column's type is a timestamp without its offset, and what to write there. */
function timestampType(
  script: Script,
  { first, last }: Definition,
): { start: number; end: number; replacement: string } | null {
  const { tokens, partners } = script;
  const word = tokens[first + 1];
  if (!word || wordAt(script, first + 1) !== 'TIMESTAMP') return null;
  let end = first + 1;
  let precision = '';
  if (tokens[end + 1]?.text === '(') {
    const close = partners[end + 1] ?? -1;
    const closing = tokens[close];
    if (!closing || close < end || close >= last) return null;
    precision = script.text.slice(tokens[end + 1]?.start, closing.end);
    end = close;
  }
  if (wordAt(script, end + 1) === 'WITH' || tokens[end + 1]?.kind === 'hole') return null;
  if (wordAt(script, end + 1) === 'WITHOUT') end += 3;
  const final = tokens[end];
  if (!final || end >= last) return null;
  const isUpper = script.text.slice(word.start, word.end) === word.text;
  return {
    start: word.start,
    end: final.end,
    replacement: (isUpper ? 'TIMESTAMPTZ' : 'timestamptz') + precision,
  };
}
