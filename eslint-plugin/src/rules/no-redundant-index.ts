import { defineRule } from '../define-rule.ts';
import { isTestFile } from '../ast/test-file.ts';
import {
  type Columns,
  type Constraint,
  constraintsOf,
  createdIndexes,
  droppedIndexes,
  type Index,
  keysOf,
} from '../sql/index-definitions.ts';
import { mayHaveSql } from '../sql/signs.ts';
import { hasWords, isMeantToRun, type TableStatement, tableStatementsOf } from '../sql/table-definitions.ts';
import { sourceRange } from '../sql/text.ts';

export default defineRule({
  name: 'no-redundant-index',
  description: 'Disallow an index on columns that a constraint or another index serves already.',
  preset: 'recommended',
  topic: 'schema',
  mayConcern: mayHaveSql,
  messages: {
    constraint:
      '{{constraint}} ({{columns}}) of {{table}} makes this index already; a second one costs every write. Remove it.',
    index:
      'The index on {{table}} ({{columns}}) serves whatever this one does; a second one costs every write. Remove it.',
  },
  check(context, report) {
    const statements = tableStatementsOf(context.sourceCode);
    const indexes = [...createdIndexes(context.sourceCode), ...keysOf(statements)];
    if (indexes.length === 0) return;
    const covers = byFirstColumn([...constraintsOf(statements), ...indexes]);
    const unsure = uncertainTables(statements);
    const dropped = droppedIndexes(context.sourceCode);
    const isTest = isTestFile(context.filename);
    for (const index of indexes) {
      const { query, table } = index;
      if (!isMeantToRun(query) || unsure.altered.has(table) || dropped === 'unknown') continue;
      const cover = covers
        .get(firstColumn(index))
        ?.find(
          (candidate) =>
            isServedBy(index, candidate) &&
            (candidate.query === query || (!isTest && !unsure.repeated.has(table))) &&
            (candidate.kind === 'constraint' ||
              !(dropped.has(candidate.name ?? '') || dropped.has(index.name ?? ''))),
        );
      if (!cover) continue;
      report({
        messageId: cover.kind,
        range: sourceRange(query.sql, index.token.start, index.token.end),
        data: {
          table,
          columns: cover.columns.join(', '),
          constraint: cover.kind === 'constraint' ? cover.constraint : '',
        },
      });
    }
  },
});

/** A table and the column that an index of it begins with: only those that share both can serve each other. */
function firstColumn({ table, columns }: Columns): string {
  return `${table} ${columns[0] ?? ''}`;
}

function byFirstColumn<Cover extends Columns>(
  covers: readonly Cover[],
): ReadonlyMap<string, readonly Cover[]> {
  const groups = new Map<string, Cover[]>();
  for (const cover of covers) {
    const group = groups.get(firstColumn(cover));
    if (group) group.push(cover);
    else groups.set(firstColumn(cover), [cover]);
  }
  return groups;
}

function isServedBy(index: Index, cover: Constraint | Index): boolean {
  if (index === cover) return false;
  const isPrefix = index.columns.every((column, position) => cover.columns[position] === column);
  if (!isPrefix) return false;
  const isSame = index.columns.length === cover.columns.length;
  if (cover.kind === 'constraint') return isSame;
  // The same name is the same index, made in two places.
  if (index.name !== null && index.name === cover.name) return false;
  if (!isSame) return !index.isUnique && !cover.isUnique;
  if (index.isUnique !== cover.isUnique) return cover.isUnique;
  return cover.token !== index.token && isBefore(cover, index);
}

/** Of two that are the same, the later one is redundant. */
function isBefore(one: Index, other: Index): boolean {
  return one.query === other.query
    ? one.token.start < other.token.start
    : one.query.sql.node.range[0] < other.query.sql.node.range[0];
}

/** Tables whose constraints may be gone, and tables that the file makes in several places. */
function uncertainTables(statements: readonly TableStatement[]): {
  altered: ReadonlySet<string>;
  repeated: ReadonlySet<string>;
} {
  const altered = new Set<string>();
  const repeated = new Set<string>();
  const created = new Set<string>();
  for (const { kind, table, query, command } of statements) {
    if (table === null) continue;
    if (kind === 'table') {
      if (created.has(table)) repeated.add(table);
      created.add(table);
    } else if (hasWords(query.script, command, 'DROP') || hasWords(query.script, command, 'RENAME'))
      altered.add(table);
  }
  return { altered, repeated };
}
