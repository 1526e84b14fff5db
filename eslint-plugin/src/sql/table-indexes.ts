import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { type Query, queriesOf } from './queries.ts';
import { type Command, commandsOf, itemsOf, type Script } from './statement.ts';
import {
  addedColumn,
  type Definition,
  foldedName,
  hasWords,
  isColumn,
  readName,
  skipWords,
  type TableStatement,
  tableStatementsOf,
} from './table-definitions.ts';
import { endAt, isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';
import type { Token } from './tokens.ts';

export interface TableIndex {
  readonly query: Query;
  /** Null when an expression of the program names the table. */
  readonly table: string | null;
  /** What makes it: a constraint, or nothing but itself. */
  readonly kind: 'PRIMARY KEY' | 'UNIQUE' | 'INDEX';
  readonly isUnique: boolean;
  readonly name: string | null;
  /** Its name, or the word that it begins with. */
  readonly token: Token;
  /** The columns, or how expressions in their place begin. */
  readonly columns: readonly string[];
  /** The columns of a plain B-tree, each with its direction where it is not the usual one; null for every other index. */
  readonly order: readonly string[] | null;
}

/** Every index that the SQL of a file makes: CREATE INDEX, PRIMARY KEY, UNIQUE, and KEY and INDEX of MySQL. */
export const tableIndexesOf = perFile((sourceCode: SourceCode): readonly TableIndex[] => [
  ...queriesOf(sourceCode).flatMap((query) =>
    [...commandsOf(query.script)].flatMap((command) => createdIndex(query, command) ?? []),
  ),
  ...tableStatementsOf(sourceCode).flatMap((statement) =>
    definitionsOf(statement).flatMap((definition) => definedIndex(statement, definition) ?? []),
  ),
]);

/** Whether an index leads to the rows with given columns: it begins with one of them. */
export function isIndexed(index: TableIndex, columns: readonly string[]): boolean {
  return columns.includes(index.columns[0] ?? '');
}

/** `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS name ON table USING btree (a, b DESC)`, and what else an index may be. */
function createdIndex(query: Query, command: Command): TableIndex | null {
  if (command.verb !== 'create') return null;
  const { script } = query;
  let at = command.first + 1;
  const isUnique = wordAt(script, at) === 'UNIQUE';
  if (isUnique) at++;
  if (wordAt(script, at) !== 'INDEX') return null;
  const keyword = tokenAt(script, at);
  if (wordAt(script, at + 1) === 'CONCURRENTLY') at++;
  at = skipWords(script, at + 1);
  const named = wordAt(script, at) === 'ON' ? null : readName(script, at);
  const afterName = named?.end ?? at;
  let on = afterName;
  while (on < command.last && wordAt(script, on) !== 'ON') on++;
  const target = readName(script, skipWords(script, on + 1));
  if (!target) return null;
  let open = target.end;
  while (open < command.last && !isSymbolAt(script, open, '(')) open++;
  const isTree = open === target.end || (open === target.end + 2 && isTreeAt(script, target.end));
  const isPlain = on === afterName && isTree && endAt(script, open) + 1 === command.last;
  return {
    query,
    table: target.table,
    kind: 'INDEX',
    isUnique,
    name: named?.table ?? null,
    token: named?.token ?? keyword,
    columns: columnsAt(script, open),
    order: isPlain && named?.table !== null ? orderAt(script, open) : null,
  };
}

function isTreeAt(script: Script, index: number): boolean {
  return wordAt(script, index) === 'USING' && wordAt(script, index + 1) === 'BTREE';
}

/** What a table is made of, or what is added to it. */
function definitionsOf(statement: TableStatement): readonly Definition[] {
  if (statement.kind === 'table') return statement.definitions;
  const { script } = statement.query;
  return statement.actions.flatMap((action) =>
    wordAt(script, action.first) === 'ADD'
      ? (addedColumn(script, action) ?? { ...action, first: action.first + 1 })
      : [],
  );
}

/** The index of a column or constraint: of several that one makes, the primary key. */
function definedIndex({ query, table }: TableStatement, definition: Definition): TableIndex | null {
  const { script } = query;
  const isKey = hasWords(script, definition, 'PRIMARY');
  const isUnique = isKey || hasWords(script, definition, 'UNIQUE');
  const kind = isKey ? 'PRIMARY KEY' : isUnique ? 'UNIQUE' : 'INDEX';
  let { first } = definition;
  const facts = { query, table, kind, isUnique, name: null } as const;
  if (isColumn(script, definition)) {
    if (!isUnique) return null;
    const token = tokenAt(script, first);
    const columns = [foldedName(token)];
    return { ...facts, token, columns, order: columns };
  }
  if (wordAt(script, first) === 'CONSTRAINT') first += 2;
  const word = wordAt(script, first);
  if (!/^(?:PRIMARY|UNIQUE|KEY|INDEX)$/.test(word)) return null;
  let open = first + 1;
  while (open < definition.last && !isSymbolAt(script, open, '(')) open++;
  const columns = columnsAt(script, open);
  const token = tokenAt(script, first);
  if (isUnique) return { ...facts, token, columns, order: orderAt(script, open) };
  const name = open === first + 1 ? null : tokenAt(script, first + 1);
  const after = endAt(script, open) + 1;
  const isPlain = open <= first + 2 && (after === definition.last || isTreeAt(script, after));
  return {
    ...facts,
    name: name && foldedName(name),
    token: name ?? token,
    columns,
    order: isPlain ? orderAt(script, open) : null,
  };
}

function columnsAt(script: Script, open: number): string[] {
  const items = itemsOf(script, { first: open + 1, last: endAt(script, open) });
  return items.map(({ first }) => foldedName(tokenAt(script, first)));
}

/** The columns in a bracket with their directions; null when one is more than that. */
function orderAt(script: Script, open: number): string[] | null {
  const order: string[] = [];
  for (const { first, last } of itemsOf(script, { first: open + 1, last: endAt(script, open) })) {
    const name = tokenAt(script, first);
    if (!isName(name) || name.hasHole) return null;
    const rest = script.tokens.slice(first + 1, last);
    const direction = rest.map(({ kind, text }) => (kind === 'word' ? text : '?')).join(' ');
    if (!/^(?:ASC|DESC)?(?: ?NULLS (?:FIRST|LAST))?$/.test(direction)) return null;
    order.push(`${foldedName(name)} ${direction.replace('ASC', '')}`.trim());
  }
  return order;
}

/** The indexes that the file drops somewhere; unknown when an expression names one. */
export function droppedIndexes(sourceCode: SourceCode): ReadonlySet<string> | 'unknown' {
  const dropped = new Set<string>();
  for (const { script } of queriesOf(sourceCode)) {
    for (const command of commandsOf(script)) {
      if (command.verb !== 'drop' || wordAt(script, command.first + 1) !== 'INDEX') continue;
      for (const token of script.tokens.slice(command.first + 2, command.last)) {
        if (token.hasHole) return 'unknown';
        dropped.add(foldedName(token));
      }
    }
  }
  return dropped;
}
