import { defineRule, type Suggestion } from '../define-rule.ts';
import type { SourceCode } from '../ast/node.ts';
import { isTakenBack } from '../ast/migration.ts';
import { isMigrationFile, isTestFile } from '../ast/test-file.ts';
import { isPostgres } from '../sql/dialect-signs.ts';
import { type ForeignKey, foreignKeysOf } from '../sql/foreign-keys.ts';
import { laterIndexMigrations, makesIndex } from '../sql/later-migrations.ts';
import type { Query } from '../sql/queries.ts';
import { isSmallTable } from '../sql/small-tables.ts';
import { isIndexed, tableIndexesOf } from '../sql/table-indexes.ts';
import { sourceRange } from '../sql/text.ts';

interface Options {
  readonly dialect?: 'postgresql';
}

export default defineRule<[Options]>({
  name: 'require-foreign-key-index',
  description: 'Require an index on the columns of a foreign key, which PostgreSQL does not make.',
  preset: 'strict',
  topic: 'schema',
  hasSuggestions: true,
  messages: {
    index:
      'Nothing indexes {{columns}}, so that every DELETE in {{parent}} and every join from it reads all of {{table}}: add an index.',
    create: 'Create an index on {{table}} ({{columns}}).',
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
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const [{ dialect = 'unknown' } = {}] = context.options;
    const { filename, sourceCode } = context;
    if (isTestFile(filename) && !isMigrationFile(filename)) return;
    const indexes = tableIndexesOf(sourceCode);
    let later: string | undefined;
    for (const key of foreignKeysOf(sourceCode)) {
      const { query } = key.statement;
      if (!key.isNew || key.table === null || query.reach === 'none' || isSmallTable(key.table)) continue;
      if (isTakenBack(sourceCode, query.sql.node) || !leavesIndexToUser(sourceCode, query, dialect)) continue;
      // An index of a table that only the running program knows may be this one.
      if (indexes.some((index) => (index.table ?? key.table) === key.table && isIndexed(index, key.columns)))
        continue;
      later ??= isMigrationFile(filename) ? laterIndexMigrations(context) : '';
      if (makesIndex(later, key.table, key.columns[0] ?? '')) continue;
      if (key.columns.length === 1 && NOTES_WHO.test(key.columns[0] ?? '')) continue;
      const columns = key.columns.join(', ');
      report({
        messageId: 'index',
        range: sourceRange(query.sql, key.token.start, key.token.end),
        data: { columns, table: key.table, parent: key.parent ?? 'the other table' },
        suggest: suggestion(key, sourceCode, columns),
      });
    }
  },
});

/** Columns that note who did something, by which nobody looks anything up: `created_by`, `approvedById`, `creado_por`. */
const NOTES_WHO = /(?:_(?:by|por)(?:_(?:user|id|user_id))?|[a-z]By(?:Id|UserId)?)$/;

/** PostgreSQL and SQLite make no index for a foreign key; MySQL does. */
function leavesIndexToUser(sourceCode: SourceCode, query: Query, dialect: 'postgresql' | 'unknown'): boolean {
  return query.dialect === 'sqlite' || isPostgres(sourceCode, query, dialect);
}

/** CREATE INDEX behind the table, where the text holds several statements already. */
function suggestion(key: ForeignKey, sourceCode: SourceCode, columns: string): Suggestion[] {
  const { query, command } = key.statement;
  const { sql, script } = query;
  const last = script.tokens[command.last - 1];
  const semicolon = script.tokens[command.last];
  if (!last || semicolon?.text !== ';' || key.statement.kind !== 'table') return [];
  const range = sourceRange(sql, semicolon.start, semicolon.end);
  if (sourceCode.text.slice(...range) !== ';') return [];
  const name = key.table ?? '';
  if (![name, ...key.columns].every((part) => /^[a-z_][\w.]*$/.test(part))) return [];
  return [
    {
      messageId: 'create',
      data: { table: name, columns },
      fix: (fixer) => fixer.insertTextAfterRange([...range], ` CREATE INDEX ON ${name} (${columns});`),
    },
  ];
}
