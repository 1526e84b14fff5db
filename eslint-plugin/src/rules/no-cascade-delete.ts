import { defineRule } from '../define-rule.ts';
import type { SourceCode } from '../ast/node.ts';
import { isTakenBack } from '../ast/migration.ts';
import { isMigrationFile, isTestFile } from '../ast/test-file.ts';
import { builderCascadesOf } from '../sql/builder-cascades.ts';
import { standsAlone } from '../sql/dependent-tables.ts';
import { type ForeignKey, foreignKeysOf } from '../sql/foreign-keys.ts';
import { tableIndexesOf } from '../sql/table-indexes.ts';
import { sourceRange } from '../sql/text.ts';

interface Options {
  readonly allow?: readonly string[];
}

export default defineRule<[Options]>({
  name: 'no-cascade-delete',
  description: 'Disallow ON DELETE CASCADE for rows that mean something on their own.',
  preset: 'strict',
  topic: 'schema',
  hasSuggestions: true,
  messages: {
    cascade:
      'Deleting from {{parent}} silently deletes every row of {{table}} that points to it: RESTRICT, and let the program say what goes.',
    restrict: 'Refuse the deletion while rows point there: {{action}}.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        allow: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Tables whose rows may go with what they point to.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const [{ allow = [] } = {}] = context.options;
    const { filename, sourceCode } = context;
    if (isTestFile(filename) && !isMigrationFile(filename)) return;
    const isAllowed = (table: string, parent: string | null): boolean =>
      allow.includes(table) || !standsAlone(table, parent);
    for (const key of foreignKeysOf(sourceCode)) {
      const { onDelete, table, parent, statement } = key;
      if (onDelete?.action !== 'CASCADE' || table === null || parent === table) continue;
      const { reach, sql } = statement.query;
      if (reach === 'none' || isTakenBack(sourceCode, sql.node) || isPartOfKey(sourceCode, key)) continue;
      if (isAllowed(table, parent)) continue;
      const range = sourceRange(sql, onDelete.start, onDelete.end);
      const text = sourceCode.text.slice(...range);
      const action = isUpper(text) ? 'ON DELETE RESTRICT' : 'on delete restrict';
      report({
        messageId: 'cascade',
        range,
        data: { table, parent: parent ?? 'the other table' },
        suggest: /^on\s+delete\s+cascade$/i.test(text)
          ? [
              {
                messageId: 'restrict',
                data: { action },
                fix: (fixer) => fixer.replaceTextRange([...range], action),
              },
            ]
          : [],
      });
    }
    for (const { literal, action, table, parent } of builderCascadesOf(sourceCode)) {
      if (isAllowed(table, parent) || parent === table || isTakenBack(sourceCode, literal)) continue;
      const restrict = isUpper(action) ? 'RESTRICT' : 'restrict';
      const quote = sourceCode.text.charAt(literal.range[0]);
      report({
        messageId: 'cascade',
        range: literal.range,
        data: { table, parent: parent ?? 'the other table' },
        suggest: [
          {
            messageId: 'restrict',
            data: { action: restrict },
            fix: (fixer) => fixer.replaceTextRange([...literal.range], `${quote}${restrict}${quote}`),
          },
        ],
      });
    }
  },
});

function isUpper(text: string): boolean {
  return text === text.toUpperCase();
}

/** Whether a column is in the primary key: the row joins two others, or extends one. */
function isPartOfKey(sourceCode: SourceCode, { table, columns }: ForeignKey): boolean {
  return tableIndexesOf(sourceCode).some(
    (index) =>
      index.kind === 'PRIMARY KEY' &&
      index.table === table &&
      columns.some((column) => index.columns.includes(column)),
  );
}
