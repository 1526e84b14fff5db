import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { wrapped } from '../ast/unwrap.ts';
import { type Query, queriesOf } from './queries.ts';
import { type Command, commandsOf, itemsOf, type Script } from './statement.ts';
import type { Token } from './tokens.ts';

/** A column or constraint of a definition: a range of token indexes, the end exclusive. */
export interface Definition {
  readonly first: number;
  readonly last: number;
}

/** A CREATE TABLE with its brackets. Temporary tables and those made from others are left out. */
export interface CreatedTable {
  readonly kind: 'table';
  readonly query: Query;
  readonly command: Command;
  readonly nameToken: Token;
  /** Null when an expression of the program names the table. */
  readonly table: string | null;
  readonly definitions: readonly Definition[];
  /** The token after the closing bracket. */
  readonly rest: number;
}

/** One ALTER TABLE. */
export interface AlteredTable {
  readonly kind: 'alter';
  readonly query: Query;
  readonly command: Command;
  readonly table: string | null;
  /** Its actions, `ADD COLUMN …` and the like. */
  readonly actions: readonly Definition[];
}

export type TableStatement = CreatedTable | AlteredTable;

/**
 * Whether a definition is for a database and no example: something runs it, or a function returns it or a constant
 * holds its lines, for others to run.
 */
export function isMeantToRun({ reach, sql }: Query): boolean {
  if (reach !== 'none') return true;
  const parent = wrapped(sql.node).parent;
  return (
    parent?.type === 'ReturnStatement' ||
    parent?.type === 'ArrowFunctionExpression' ||
    (parent?.type === 'VariableDeclarator' && sql.node.type === 'TemplateLiteral')
  );
}

/** What the SQL of a file creates and alters, in source order. */
export const tableStatementsOf = perFile((sourceCode: SourceCode): readonly TableStatement[] => {
  const found: TableStatement[] = [];
  for (const query of queriesOf(sourceCode)) {
    for (const command of commandsOf(query.script)) {
      const statement =
        command.verb === 'create'
          ? readCreate(query, command)
          : command.verb === 'alter'
            ? readAlter(query, command)
            : null;
      if (statement) found.push(statement);
    }
  }
  return found;
});

function readCreate(query: Query, command: Command): CreatedTable | null {
  const { script } = query;
  let index = command.first + 1;
  if (wordAt(script, index) === 'UNLOGGED') index++;
  if (wordAt(script, index) !== 'TABLE') return null;
  const name = readName(script, skipWords(script, index + 1));
  const open = name?.end ?? command.last;
  const close = script.partners[open] ?? -1;
  if (!name || close < open || close >= command.last) return null;
  return {
    kind: 'table',
    query,
    command,
    nameToken: name.token,
    table: name.table,
    definitions: listOf(script, open + 1, close),
    rest: close + 1,
  };
}

function readAlter(query: Query, command: Command): AlteredTable | null {
  const { script } = query;
  if (wordAt(script, command.first + 1) !== 'TABLE') return null;
  const name = readName(script, skipWords(script, command.first + 2));
  if (!name) return null;
  const actions = listOf(script, name.end, command.last);
  return { kind: 'alter', query, command, table: name.table, actions };
}

/** The column that an action adds; null for every other action. */
export function addedColumn(script: Script, action: Definition): Definition | null {
  if (wordAt(script, action.first) !== 'ADD') return null;
  let first = action.first + 1;
  if (wordAt(script, first) === 'COLUMN') first++;
  first = skipWords(script, first);
  return isColumn(script, { first, last: action.last }) ? { first, last: action.last } : null;
}

/** The columns that a statement makes. */
export function columnsOf(statement: TableStatement): Definition[] {
  const { script } = statement.query;
  return statement.kind === 'table'
    ? statement.definitions.filter((definition) => isColumn(script, definition))
    : statement.actions.flatMap((action) => addedColumn(script, action) ?? []);
}

const NOT_A_COLUMN =
  /^(?:CONSTRAINT|PRIMARY|FOREIGN|UNIQUE|CHECK|EXCLUDE|LIKE|KEY|INDEX|FULLTEXT|SPATIAL|PERIOD)$/;

/** Whether a definition that begins with a token is a column's, and no constraint. */
export function isColumnName({ kind, text }: Token): boolean {
  return kind === 'name' || (kind === 'word' && !NOT_A_COLUMN.test(text));
}

/** Whether a definition is a column's: a name and a type. */
export function isColumn(script: Script, { first, last }: Definition): boolean {
  const name = script.tokens[first];
  const type = script.tokens[first + 1];
  return (
    last - first >= 2 && name !== undefined && isColumnName(name) && !name.hasHole && type?.kind !== 'symbol'
  );
}

/** The tokens of a definition outside its brackets. */
export function outerTokens(script: Script, { first, last }: Definition): Token[] {
  const tokens: Token[] = [];
  for (let index = first; index < last; index++) {
    const token = script.tokens[index];
    if (token) tokens.push(token);
    const partner = script.partners[index] ?? -1;
    if (partner > index) index = partner;
  }
  return tokens;
}

/** Commas split it, at any place where brackets do not enclose them. */
export function listOf(script: Script, first: number, last: number): Definition[] {
  const keyword = script.tokens[first];
  return keyword ? itemsOf(script, { name: 'rest', keyword, first, last }) : [];
}

/** A table's or index's name, as PostgreSQL folds it; schema and all, except the usual schema. */
export function readName(
  script: Script,
  first: number,
): { table: string | null; token: Token; end: number } | null {
  const parts: Token[] = [];
  let index = first;
  for (;;) {
    const token = script.tokens[index];
    if (token?.kind !== 'word' && token?.kind !== 'name' && token?.kind !== 'hole') return null;
    parts.push(token);
    index++;
    if (script.tokens[index]?.text !== '.') break;
    index++;
  }
  const token = parts.at(-1);
  if (!token) return null;
  const names = parts.map(foldedName);
  if (names.length === 2 && names[0] === 'public') names.shift();
  return { table: parts.some(({ hasHole }) => hasHole) ? null : names.join('.'), token, end: index };
}

/** How a name is compared: bare names in lower case, quoted ones as they are. */
export function foldedName(token: Token): string {
  return token.kind === 'word' ? token.text.toLowerCase() : token.text;
}

/** Steps over IF NOT EXISTS, IF EXISTS and ONLY. */
export function skipWords(script: Script, from: number): number {
  let index = from;
  while (/^(?:IF|NOT|EXISTS|ONLY)$/.test(wordAt(script, index))) index++;
  return index;
}

/** A word in upper case; empty where there is none. */
export function wordAt(script: Script, index: number): string {
  const token = script.tokens[index];
  return token?.kind === 'word' ? token.text : '';
}

/** Whether a definition has two words one after the other outside its brackets, as PRIMARY KEY. */
export function hasWords(script: Script, definition: Definition, ...words: readonly string[]): boolean {
  const tokens = outerTokens(script, definition);
  return tokens.some((_, index) =>
    words.every((word, offset) => {
      const token = tokens[index + offset];
      return token?.kind === 'word' && token.text === word;
    }),
  );
}
