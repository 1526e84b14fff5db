import { isMigrationFile, isSchemaFile, isTestFile } from '../ast/test-file.ts';
import { defineRule } from '../define-rule.ts';
import { isPostgres } from '../sql/dialect-signs.ts';
import { dropsTable, laterMigrations } from '../sql/later-migrations.ts';
import { lowersEmails } from '../sql/lowered-emails.ts';
import { mayHaveSql } from '../sql/signs.ts';
import {
  columnsOf,
  type Definition,
  foldedName,
  hasWords,
  isCopy,
  isMeantToRun,
  type TableStatement,
  tableStatementsOf,
} from '../sql/table-definitions.ts';
import { wordAt } from '../sql/token-at.ts';
import { tableIndexesOf } from '../sql/table-indexes.ts';
import { sourceRange } from '../sql/text.ts';
import type { SourceCode } from '../ast/node.ts';

export default defineRule({
  name: 'no-case-sensitive-email',
  description: 'Disallow e-mail addresses that are unique only as they are spelt.',
  preset: 'strict',
  topic: 'schema',
  mayConcern: mayHaveSql,
  messages: {
    email:
      '`A@x.io` and `a@x.io` are two values of {{column}}, and one person gets two accounts: make the unique index on lower({{column}}), and store it so.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename) && !isSchemaFile(filename)) return;
    let isLowered: boolean | undefined;
    let later: string | undefined;
    for (const statement of tableStatementsOf(sourceCode)) {
      const { query, table } = statement;
      const { script, sql } = query;
      const isCaseSensitive = isPostgres(sourceCode, query, 'unknown') || query.dialect === 'sqlite';
      if (table === null || !isCaseSensitive || !isMeantToRun(query) || isCopy(table) || FLEETING.test(table))
        continue;
      for (const definition of columnsOf(statement)) {
        const name = script.tokens[definition.first];
        if (!name || !EMAIL.test(foldedName(name)) || !isPlainText(statement, definition)) continue;
        const column = foldedName(name);
        const isUnique =
          hasWords(script, definition, 'UNIQUE') || isUniqueElsewhere(sourceCode, table, column);
        if (!isUnique || isFolded(sourceCode, column)) continue;
        isLowered ??= lowersEmails(context);
        if (isLowered) return;
        later ??= laterMigrations(context, isMigrationFile(filename));
        if (dropsTable(later, table)) continue;
        report({ messageId: 'email', range: sourceRange(sql, name.start, name.end), data: { column } });
      }
    }
  },
});

/** Tables of what soon goes, with no accounts in them. */
const FLEETING = /(?:^|_)(?:otps?|codes?|tokens?|resets?|verifications?|invit(?:es|ations?)|attempts?)$/i;

const EMAIL = /^(?:user_?|login_?)?e_?mail(?:_?address)?$/i;

/** Text that compares byte by byte: no citext, no collation, no check of its own. */
function isPlainText({ query: { script } }: TableStatement, definition: Definition): boolean {
  return (
    /^(?:TEXT|VARCHAR|CHAR|CHARACTER|BPCHAR)$/.test(wordAt(script, definition.first + 1)) &&
    !hasWords(script, definition, 'COLLATE') &&
    !hasWords(script, definition, 'CHECK')
  );
}

/** `UNIQUE (email)` of the table, `CREATE UNIQUE INDEX … (email)`. */
function isUniqueElsewhere(sourceCode: SourceCode, table: string, column: string): boolean {
  return tableIndexesOf(sourceCode).some(
    (index) =>
      index.isUnique && index.table === table && index.columns.length === 1 && index.columns[0] === column,
  );
}

/** Whether the file brings the column to one case anywhere: in an index, a check, a trigger, a query. */
function isFolded({ text }: SourceCode, column: string): boolean {
  return new RegExp(
    `\\b(?:lower|upper)\\s*\\(\\s*(?:\\w+\\.)?"?${column}"?\\s*(?:::\\w+)?\\s*\\)|\\b${column}\\)?\\s*\\.(?:trim\\(\\)\\.)?toLowerCase\\(`,
    'i',
  ).test(text);
}
