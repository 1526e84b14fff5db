import type { SourceCode } from '../ast/node.ts';
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
} from './table-definitions.ts';
import { endAt, isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/** Columns of a table that an index is on. */
export interface Columns {
  readonly query: Query;
  readonly table: string;
  /** Each with its direction where it is not the usual one. */
  readonly columns: readonly string[];
}

/** A constraint that makes an index. */
export interface Constraint extends Columns {
  readonly kind: 'constraint';
  readonly constraint: 'PRIMARY KEY' | 'UNIQUE';
}

export interface Index extends Columns {
  readonly kind: 'index';
  readonly name: string | null;
  readonly isUnique: boolean;
  /** Its name, or the word INDEX where it has none. */
  readonly token: Token;
}

/** The B-tree indexes over plain columns, without a condition and without options. */
export function* createdIndexes(sourceCode: SourceCode): Generator<Index> {
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
  const keyword = tokenAt(script, at);
  if (wordAt(script, at) !== 'INDEX') return null;
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
  if (!columns || endAt(script, open) + 1 !== command.last) return null;
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

/** The indexes that MySQL makes of a table's own definitions: `KEY by_user (user_id)`, and `ADD INDEX (user_id)` in an ALTER. */
export function* keysOf(statements: readonly TableStatement[]): Generator<Index> {
  for (const statement of statements) {
    const { query, table } = statement;
    if (table === null) continue;
    const definitions =
      statement.kind === 'table'
        ? statement.definitions
        : statement.actions
            .filter(({ first }) => wordAt(query.script, first) === 'ADD')
            .map(({ first, last }) => ({ first: first + 1, last }));
    for (const definition of definitions) {
      const key = readKey(query, table, definition);
      if (key) yield key;
    }
  }
}

function readKey(query: Query, table: string, { first, last }: Definition): Index | null {
  const { script } = query;
  if (!/^(?:KEY|INDEX)$/.test(wordAt(script, first))) return null;
  const name = isSymbolAt(script, first + 1, '(') ? null : tokenAt(script, first + 1);
  const open = first + (name ? 2 : 1);
  const after = endAt(script, open) + 1;
  const columns = readColumns(script, open);
  const isPlain =
    after === last || (wordAt(script, after) === 'USING' && wordAt(script, after + 1) === 'BTREE');
  if (!columns || !isPlain) return null;
  return {
    kind: 'index',
    query,
    table,
    columns,
    name: name ? foldedName(name) : null,
    isUnique: false,
    token: name ?? tokenAt(script, first),
  };
}

/** The columns in a bracket; null when one is more than a name and a direction. */
function readColumns(script: Script, open: number): string[] | null {
  const columns: string[] = [];
  for (const { first, last } of itemsOf(script, { first: open + 1, last: endAt(script, open) })) {
    const name = tokenAt(script, first);
    if (name.hasHole || !isName(name)) return null;
    const rest = script.tokens.slice(first + 1, last);
    const direction = rest.map((token) => (token.kind === 'word' ? token.text : '?')).join(' ');
    if (!/^(?:ASC|DESC)?(?: ?NULLS (?:FIRST|LAST))?$/.test(direction)) return null;
    columns.push(`${foldedName(name)} ${direction.replace('ASC', '')}`.trim());
  }
  return columns.length > 0 ? columns : null;
}

/** The constraints that make an index: PRIMARY KEY and UNIQUE, of columns and of tables. */
export function* constraintsOf(statements: readonly TableStatement[]): Generator<Constraint> {
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
  if (isColumn(script, definition)) {
    const isPrimary = hasWords(script, definition, 'PRIMARY', 'KEY');
    if (!isPrimary && !hasWords(script, definition, 'UNIQUE')) return null;
    const name = tokenAt(script, definition.first);
    return { columns: [foldedName(name)], constraint: isPrimary ? 'PRIMARY KEY' : 'UNIQUE' };
  }
  let at = definition.first;
  if (wordAt(script, at) === 'CONSTRAINT') at += 2;
  const constraint = wordAt(script, at) === 'UNIQUE' ? 'UNIQUE' : 'PRIMARY KEY';
  if (constraint === 'PRIMARY KEY' && wordAt(script, at) !== 'PRIMARY') return null;
  while (at < definition.last && !isSymbolAt(script, at, '(')) at++;
  const columns = at < definition.last ? readColumns(script, at) : null;
  return columns && { columns, constraint };
}

/** The indexes that the file drops somewhere; unknown when an expression names one. */
export function droppedIndexes(sourceCode: SourceCode): ReadonlySet<string> | 'unknown' {
  const dropped = new Set<string>();
  for (const { script } of queriesOf(sourceCode)) {
    for (const command of commandsOf(script)) {
      if (command.verb !== 'drop' || wordAt(script, command.first + 1) !== 'INDEX') continue;
      for (let at = command.first + 2; at < command.last; at++) {
        const token = tokenAt(script, at);
        if (token.hasHole) return 'unknown';
        if (isName(token)) dropped.add(foldedName(token));
      }
    }
  }
  return dropped;
}
