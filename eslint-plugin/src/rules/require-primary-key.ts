import { defineRule } from '../define-rule.ts';
import { isTakenBack } from '../ast/migration.ts';
import { isSchemaFile, isTestFile } from '../ast/test-file.ts';
import type { Query } from '../sql/queries.ts';
import {
  type CreatedTable,
  hasWords,
  isColumn,
  isMeantToRun,
  outerTokens,
  tableStatementsOf,
} from '../sql/table-definitions.ts';
import { wordAt } from '../sql/token-at.ts';
import { sourceRange } from '../sql/text.ts';
import { mayHaveSql } from '../sql/signs.ts';

interface Options {
  readonly checkTests?: boolean;
}

export default defineRule<[Options]>({
  name: 'require-primary-key',
  description: 'Require a primary key on every table, so that each row can be named.',
  preset: 'recommended',
  topic: 'schema',
  mayConcern: mayHaveSql,
  messages: {
    missing: '{{table}} has no primary key, so nothing names one of its rows: add one.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        checkTests: {
          type: 'boolean',
          description: 'Whether to check tests too, whose tables do not stay. Off by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const [{ checkTests = false } = {}] = context.options;
    const { filename, sourceCode } = context;
    if (!checkTests && isTestFile(filename) && !isSchemaFile(filename)) return;
    const statements = tableStatementsOf(sourceCode);
    const keyed = new Set<string | null>();
    for (const { kind, table, query, command } of statements) {
      const isOpen = outerTokens(query.script, command).some(({ kind: token }) => token === 'hole');
      if (kind === 'alter' && (isOpen || hasWords(query.script, command, 'PRIMARY', 'KEY'))) keyed.add(table);
    }
    for (const statement of statements) {
      const { kind, query, table } = statement;
      if (kind !== 'table' || !isMeantToRun(query) || isTakenBack(sourceCode, query.sql.node)) continue;
      if (!lacksKey(statement) || !isWithoutRowId(query)) continue;
      // An ALTER of a table that only the running program knows may be about this one.
      if (table === null ? keyed.size > 0 : keyed.has(table) || keyed.has(null)) continue;
      const { start, end } = statement.nameToken;
      report({
        messageId: 'missing',
        range: sourceRange(query.sql, start, end),
        data: { table: table ?? 'The table' },
      });
    }
  },
});

/** Whether it is a database whose tables have no row id of their own, as those of SQLite do. */
function isWithoutRowId({ dialect, sql }: Query): boolean {
  return dialect !== 'sqlite' && !/\b(?:without\s+rowid|autoincrement|pragma)\b/i.test(sql.text);
}

/** Whether a definition shows all of a table, and no primary key is in it. */
function lacksKey({ query, definitions, rest, command }: CreatedTable): boolean {
  const { script } = query;
  if (!isOrdinaryEnd(query, rest, command.last)) return false;
  let columns = 0;
  for (const definition of definitions) {
    if (outerTokens(script, definition).some(({ hasHole }) => hasHole)) return false;
    if (hasWords(script, definition, 'PRIMARY') || wordAt(script, definition.first) === 'LIKE') return false;
    if (isColumn(script, definition)) columns++;
    else if (!CONSTRAINTS.test(wordAt(script, definition.first))) return false;
  }
  return columns > 0;
}

const CONSTRAINTS = /^(?:CONSTRAINT|FOREIGN|UNIQUE|CHECK|EXCLUDE|KEY|INDEX|FULLTEXT|SPATIAL)$/;

/** Whether nothing follows the brackets, or only what leaves a table an ordinary one: MySQL's engine and characters. */
function isOrdinaryEnd({ script }: Query, first: number, last: number): boolean {
  const tail = script.tokens
    .slice(first, last)
    .map(({ text }) => text.toUpperCase())
    .join(' ');
  return /^(?:(?:ENGINE =? ?INNODB|(?:DEFAULT )?(?:CHARSET|CHARACTER SET)(?: =)? \w+|COLLATE(?: =)? \w+)(?: |$))*$/.test(
    tail,
  );
}
