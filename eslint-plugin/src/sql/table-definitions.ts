import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { wrapped } from '../ast/unwrap.ts';
import { type Query, queriesOf } from './queries.ts';
import { type Command, commandsOf, itemsOf, type Script, type TokenRange } from './statement.ts';
import { endAt, isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/** A column or constraint of a table. */
export type Definition = TokenRange;

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
 * holds its lines, alone or among others, for others to run.
 */
export function isMeantToRun({ reach, sql }: Query): boolean {
  if (reach !== 'none') return true;
  const { parent } = wrapped(sql.node);
  const holder = parent?.type === 'Property' ? parent.parent.parent : parent;
  return (
    parent?.type === 'ReturnStatement' ||
    parent?.type === 'ArrowFunctionExpression' ||
    ((holder?.type === 'VariableDeclarator' || holder?.type === 'ExportDefaultDeclaration') &&
      sql.node.type === 'TemplateLiteral')
  );
}

/** What the SQL of a file creates and alters, in source order, but for tables that stand in for views. */
export const tableStatementsOf = perFile((sourceCode: SourceCode): readonly TableStatement[] => {
  const found: TableStatement[] = [];
  const views = new Set<string | null>();
  for (const query of queriesOf(sourceCode)) {
    for (const command of commandsOf(query.script)) {
      const statement =
        command.verb === 'create'
          ? readCreate(query, command)
          : command.verb === 'alter'
            ? readAlter(query, command)
            : null;
      if (statement) found.push(statement);
      else if (command.verb === 'create') views.add(viewOf(query.script, command));
    }
  }
  // Dumps of phpMyAdmin make a table for each view, which other views can name, and drop it for the view at the end.
  return found.filter(({ kind, table }) => kind !== 'table' || table === null || !views.has(table));
});

/** `CREATE OR REPLACE ALGORITHM = … DEFINER = … VIEW` has so many words before the name, and not more. */
const MAX_BEFORE_VIEW = 20;

/** The name of the view that a statement makes; null for any other. */
function viewOf(script: Script, { first, last }: Command): string | null {
  for (let index = first; index < Math.min(last, first + MAX_BEFORE_VIEW); index++)
    if (wordAt(script, index) === 'VIEW')
      return readName(script, skipWords(script, index + 1))?.table ?? null;
  return null;
}

function readCreate(query: Query, command: Command): CreatedTable | null {
  const { script } = query;
  let index = command.first + 1;
  if (wordAt(script, index) === 'UNLOGGED') index++;
  if (wordAt(script, index) !== 'TABLE') return null;
  const name = readName(script, skipWords(script, index + 1));
  if (!name) return null;
  const close = endAt(script, name.end);
  if (close === name.end || close >= command.last) return null;
  return {
    kind: 'table',
    query,
    command,
    nameToken: name.token,
    table: name.table,
    definitions: itemsOf(script, { first: name.end + 1, last: close }),
    rest: close + 1,
  };
}

function readAlter(query: Query, command: Command): AlteredTable | null {
  const { script } = query;
  if (wordAt(script, command.first + 1) !== 'TABLE') return null;
  const name = readName(script, skipWords(script, command.first + 2));
  if (!name) return null;
  const actions = itemsOf(script, { first: name.end, last: command.last });
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
  const name = tokenAt(script, first);
  const type = tokenAt(script, first + 1);
  return last - first >= 2 && isColumnName(name) && !name.hasHole && type.kind !== 'symbol';
}

/** The tokens of a definition outside its brackets. */
export function outerTokens(script: Script, { first, last }: Definition): Token[] {
  const tokens: Token[] = [];
  for (let index = first; index < last; index = endAt(script, index) + 1) tokens.push(tokenAt(script, index));
  return tokens;
}

/** A table's or index's name, as PostgreSQL folds it; schema and all, except the usual schema. */
export function readName(
  script: Script,
  first: number,
): { table: string | null; token: Token; end: number } | null {
  const names: string[] = [];
  let hasHole = false;
  for (let index = first; ; index += 2) {
    const token = tokenAt(script, index);
    if (!isName(token) && token.kind !== 'hole') return null;
    names.push(foldedName(token));
    hasHole ||= token.hasHole;
    if (isSymbolAt(script, index + 1, '.')) continue;
    if (names.length === 2 && names[0] === 'public') names.shift();
    return { table: hasHole ? null : names.join('.'), token, end: index + 1 };
  }
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

/** Whether a table takes the place of another, whose columns it copies: `CREATE TABLE users_new (…)`. */
export function isCopy(table: string): boolean {
  return /^(?:new|tmp|temp)_|_(?:new|tmp|temp|copy|backup)$/i.test(table);
}
