import { defineRule } from '../define-rule.ts';
import { isTestFile } from '../ast/test-file.ts';
import type { SourceCode } from '../ast/node.ts';
import { type Query, queriesOf } from '../sql/queries.ts';
import { type Command, commandsOf, type Script } from '../sql/statement.ts';
import {
  addedColumn,
  type Definition,
  foldedName,
  hasWords,
  isColumn,
  isMeantToRun,
  listOf,
  readName,
  skipWords,
  type TableStatement,
  tableStatementsOf,
  wordAt,
} from '../sql/table-definitions.ts';
import { sourceRange } from '../sql/text.ts';
import type { Token } from '../sql/tokens.ts';
import { mayHaveSql } from '../sql/signs.ts';

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
    const indexes = [...createdIndexes(context.sourceCode)];
    if (indexes.length === 0) return;
    const statements = tableStatementsOf(context.sourceCode);
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

interface Columns {
  readonly query: Query;
  readonly table: string;
  /** Each with its direction where it is not the usual one. */
  readonly columns: readonly string[];
}

interface Constraint extends Columns {
  readonly kind: 'constraint';
  readonly constraint: 'PRIMARY KEY' | 'UNIQUE';
}

interface Index extends Columns {
  readonly kind: 'index';
  readonly name: string | null;
  readonly isUnique: boolean;
  /** Its name, or the word INDEX where it has none. */
  readonly token: Token;
}

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

/** The B-tree indexes over plain columns, without a condition and without options. */
function* createdIndexes(sourceCode: SourceCode): Generator<Index> {
  for (const query of queriesOf(sourceCode)) {
    for (const command of commandsOf(query.script)) {
      const index = command.verb === 'create' ? readIndex(query, command) : null;
      if (index) yield index;
    }
  }
}

function readIndex(query: Query, command: Command): Index | null {
  const { script } = query;
  let at = command.first + 1;
  const isUnique = wordAt(script, at) === 'UNIQUE';
  if (isUnique) at++;
  const keyword = script.tokens[at];
  if (!keyword || wordAt(script, at) !== 'INDEX') return null;
  at++;
  if (wordAt(script, at) === 'CONCURRENTLY') at++;
  at = skipWords(script, at);
  const name = wordAt(script, at) === 'ON' ? null : readName(script, at);
  at = name?.end ?? at;
  if (wordAt(script, at) !== 'ON' || name?.table === null) return null;
  const target = readName(script, skipWords(script, at + 1));
  if (!target?.table) return null;
  let open = target.end;
  if (wordAt(script, open) === 'USING') {
    if (wordAt(script, open + 1) !== 'BTREE') return null;
    open += 2;
  }
  const columns = readColumns(script, open);
  const close = script.partners[open] ?? -1;
  if (!columns || close + 1 !== command.last) return null;
  return {
    kind: 'index',
    query,
    table: target.table,
    columns,
    name: name?.table ?? null,
    isUnique,
    token: name?.token ?? keyword,
  };
}

/** The columns in a bracket; null when one is more than a name and a direction. */
function readColumns(script: Script, open: number): string[] | null {
  const close = script.partners[open] ?? -1;
  if (script.tokens[open]?.text !== '(' || close < open) return null;
  const columns: string[] = [];
  for (const { first, last } of listOf(script, open + 1, close)) {
    const [name, ...rest] = script.tokens.slice(first, last);
    if (!name || name.hasHole || (name.kind !== 'word' && name.kind !== 'name')) return null;
    const direction = rest.map((token) => (token.kind === 'word' ? token.text : '?')).join(' ');
    if (!/^(?:ASC|DESC)?(?: ?NULLS (?:FIRST|LAST))?$/.test(direction)) return null;
    columns.push(`${foldedName(name)} ${direction.replace('ASC', '')}`.trim());
  }
  return columns.length > 0 ? columns : null;
}

/** The constraints that make an index: PRIMARY KEY and UNIQUE, of columns and of tables. */
function* constraintsOf(statements: readonly TableStatement[]): Generator<Constraint> {
  for (const statement of statements) {
    const { query, table } = statement;
    if (table === null) continue;
    const { script } = query;
    const definitions =
      statement.kind === 'table'
        ? statement.definitions
        : statement.actions.flatMap((action) => {
            const column = addedColumn(script, action);
            if (column) return column;
            return wordAt(script, action.first) === 'ADD' ? { ...action, first: action.first + 1 } : [];
          });
    for (const definition of definitions) {
      const read = readConstraint(script, definition);
      if (read) yield { kind: 'constraint', query, table, ...read };
    }
  }
}

function readConstraint(
  script: Script,
  definition: Definition,
): Pick<Constraint, 'columns' | 'constraint'> | null {
  const { tokens } = script;
  if (isColumn(script, definition)) {
    const name = tokens[definition.first];
    const isPrimary = hasWords(script, definition, 'PRIMARY', 'KEY');
    if (!name || (!isPrimary && !hasWords(script, definition, 'UNIQUE'))) return null;
    return { columns: [foldedName(name)], constraint: isPrimary ? 'PRIMARY KEY' : 'UNIQUE' };
  }
  let at = definition.first;
  if (wordAt(script, at) === 'CONSTRAINT') at += 2;
  const constraint = wordAt(script, at) === 'UNIQUE' ? 'UNIQUE' : 'PRIMARY KEY';
  if (constraint === 'PRIMARY KEY' && wordAt(script, at) !== 'PRIMARY') return null;
  while (at < definition.last && tokens[at]?.text !== '(') at++;
  const columns = at < definition.last ? readColumns(script, at) : null;
  return columns && { columns, constraint };
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

/** The indexes that the file drops somewhere; unknown when an expression names one. */
function droppedIndexes(sourceCode: SourceCode): ReadonlySet<string> | 'unknown' {
  const dropped = new Set<string>();
  for (const { script } of queriesOf(sourceCode)) {
    for (const command of commandsOf(script)) {
      if (command.verb !== 'drop' || wordAt(script, command.first + 1) !== 'INDEX') continue;
      for (let at = command.first + 2; at < command.last; at++) {
        const token = script.tokens[at];
        if (token?.hasHole) return 'unknown';
        if (token?.kind === 'word' || token?.kind === 'name') dropped.add(foldedName(token));
      }
    }
  }
  return dropped;
}
