import { isMigrationFile, isSchemaFile, isTestFile } from '../ast/test-file.ts';
import { defineRule } from '../define-rule.ts';
import { addsCheck, dropsTable, laterMigrations } from '../sql/later-migrations.ts';
import { mayHaveSql } from '../sql/signs.ts';
import type { Script } from '../sql/statement.ts';
import {
  columnsOf,
  type Definition,
  foldedName,
  hasWords,
  isCopy,
  isMeantToRun,
  tableStatementsOf,
} from '../sql/table-definitions.ts';
import { wordAt } from '../sql/token-at.ts';
import { sourceRange } from '../sql/text.ts';
import type { SourceCode } from '../ast/node.ts';

export default defineRule({
  name: 'require-status-check',
  description: 'Require a CHECK or an enum for columns whose text is one of a few words.',
  preset: 'strict',
  topic: 'schema',
  mayConcern: mayHaveSql,
  messages: {
    check:
      '{{column}} takes any text, so that a typing error becomes one more {{column}}: add CHECK ({{column}} IN (…)), or make it an enum.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename) && !isSchemaFile(filename)) return;
    let later: string | undefined;
    for (const statement of tableStatementsOf(sourceCode)) {
      const { table } = statement;
      const { script, sql } = statement.query;
      if (!isMeantToRun(statement.query) || (table !== null && isCopy(table))) continue;
      for (const definition of columnsOf(statement)) {
        const name = script.tokens[definition.first];
        if (!name || !CHOICE.test(foldedName(name)) || !isFreeText(script, definition)) continue;
        const column = foldedName(name);
        if (isCheckedElsewhere(sourceCode, column)) continue;
        later ??= laterMigrations(context, isMigrationFile(filename));
        if (table !== null && (addsCheck(later, table, column) || dropsTable(later, table))) continue;
        report({ messageId: 'check', range: sourceRange(sql, name.start, name.end), data: { column } });
      }
    }
  },
});

/** Columns that hold one of a few words, by their names. */
const CHOICE = /^(?:\w+_)?(?:status|state|role|kind|visibility|priority|severity)$/i;

/** Text with a word as its default, which shows that it is one of several. */
function isFreeText(script: Script, definition: Definition): boolean {
  return (
    /^(?:TEXT|VARCHAR|CHAR|CHARACTER|NVARCHAR)$/.test(wordAt(script, definition.first + 1)) &&
    hasWordAsDefault(script, definition) &&
    !hasWords(script, definition, 'CHECK') &&
    !hasWords(script, definition, 'REFERENCES')
  );
}

function hasWordAsDefault({ tokens, text }: Script, { first, last }: Definition): boolean {
  for (let index = first; index < last; index++) {
    const value = tokens[index + 1];
    if (tokens[index]?.kind !== 'word' || tokens[index]?.text !== 'DEFAULT') continue;
    return value?.kind === 'string' && /^'\w+(?:[ -]\w+)*'$/.test(text.slice(value.start, value.end));
  }
  return false;
}

/** `CHECK (status IN (…))`, or a foreign key, that stands by itself in the file. */
function isCheckedElsewhere({ text }: SourceCode, column: string): boolean {
  return new RegExp(
    `\\bcheck\\s*\\((?:[^()]|\\([^()]*\\))*?\\b${column}\\b|foreign\\s+key\\s*\\(\\s*"?${column}"?\\s*\\)`,
    'i',
  ).test(text);
}
