import { defineRule } from '../define-rule.ts';
import { isTestFile } from '../ast/test-file.ts';
import { mayHaveSql } from '../sql/signs.ts';
import { hasWords, isMeantToRun, type TableStatement, tableStatementsOf } from '../sql/table-definitions.ts';
import { droppedIndexes, type TableIndex, tableIndexesOf } from '../sql/table-indexes.ts';
import { sourceRange } from '../sql/text.ts';

export default defineRule({
  name: 'no-redundant-index',
  description: 'Disallow an index on columns that a constraint or another index serves already.',
  preset: 'recommended',
  topic: 'schema',
  mayConcern: mayHaveSql,
  messages: {
    constraint:
      '{{constraint}} ({{columns}}) of {{table}} makes this index already, and a second one costs every write: remove it.',
    index:
      'The index on {{table}} ({{columns}}) serves whatever this one does, and a second one costs every write: remove it.',
  },
  check(context, report) {
    const plain = tableIndexesOf(context.sourceCode).filter(isPlain);
    const indexes = plain.filter(({ kind }) => kind === 'INDEX');
    if (indexes.length === 0) return;
    const constraints = plain.filter(({ kind }) => kind !== 'INDEX');
    const covers = byFirstColumn([...constraints, ...indexes]);
    const unsure = uncertainTables(tableStatementsOf(context.sourceCode));
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
            (candidate.kind !== 'INDEX' ||
              !(dropped.has(candidate.name ?? '') || dropped.has(index.name ?? ''))),
        );
      if (!cover) continue;
      report({
        messageId: cover.kind === 'INDEX' ? 'index' : 'constraint',
        range: sourceRange(query.sql, index.token.start, index.token.end),
        data: { table, columns: cover.order.join(', '), constraint: cover.kind },
      });
    }
  },
});

/** A B-tree over columns of a table that is known. */
type PlainIndex = TableIndex & { readonly table: string; readonly order: readonly string[] };

function isPlain(index: TableIndex): index is PlainIndex {
  return index.table !== null && index.order !== null;
}

/** A table and the column that an index of it begins with: only those that share both can serve each other. */
function firstColumn({ table, order }: PlainIndex): string {
  return `${table} ${order[0] ?? ''}`;
}

function byFirstColumn(covers: readonly PlainIndex[]): ReadonlyMap<string, readonly PlainIndex[]> {
  const groups = new Map<string, PlainIndex[]>();
  for (const cover of covers) {
    const group = groups.get(firstColumn(cover));
    if (group) group.push(cover);
    else groups.set(firstColumn(cover), [cover]);
  }
  return groups;
}

function isServedBy(index: PlainIndex, cover: PlainIndex): boolean {
  if (index === cover) return false;
  const isPrefix = index.order.every((column, position) => cover.order[position] === column);
  if (!isPrefix) return false;
  const isSame = index.order.length === cover.order.length;
  if (cover.kind !== 'INDEX') return isSame;
  // The same name is the same index, made in two places.
  if (index.name !== null && index.name === cover.name) return false;
  if (!isSame) return !index.isUnique && !cover.isUnique;
  if (index.isUnique !== cover.isUnique) return cover.isUnique;
  return cover.token !== index.token && isBefore(cover, index);
}

/** Of two that are the same, the later one is redundant. */
function isBefore(one: PlainIndex, other: PlainIndex): boolean {
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
