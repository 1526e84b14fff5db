import { endAt, isSymbolAt, type Tokens } from './token-at.ts';
import type { Token } from './tokens.ts';

export type Verb =
  | 'select'
  | 'values'
  | 'insert'
  | 'update'
  | 'delete'
  | 'merge'
  | 'create'
  | 'alter'
  | 'drop'
  | 'other'
  /** A piece of a statement, or a statement whose beginning is not in the text. */
  | 'fragment';

/** Commands that take bind parameters. */
export const BINDABLE: ReadonlySet<Verb> = new Set<Verb>([
  'select',
  'values',
  'insert',
  'update',
  'delete',
  'merge',
  'fragment',
]);

export type ClauseName =
  | 'select'
  | 'into'
  | 'from'
  | 'where'
  | 'group by'
  | 'having'
  | 'window'
  | 'order by'
  | 'limit'
  | 'offset'
  | 'fetch'
  | 'for'
  | 'values'
  | 'update'
  | 'set'
  | 'using'
  | 'on conflict'
  | 'returning';

/** A clause of a command; `first` and `last` are indexes of tokens, the keyword left out, the end exclusive. */
export interface Clause {
  readonly name: ClauseName;
  readonly keyword: Token;
  readonly first: number;
  last: number;
}

/** Some tokens that follow each other: their indexes, the end exclusive. */
export interface TokenRange {
  readonly first: number;
  readonly last: number;
}

/** Where a command stands in the one around it. */
export type Place = 'statement' | 'cte' | 'exists' | 'in' | 'expression' | 'insert' | 'create';

/** One SELECT, INSERT, UPDATE…: an arm of a set operation is a command of its own. */
export interface Command {
  readonly verb: Verb;
  readonly place: Place;
  /** The name of the common table expression that this command defines. */
  readonly cteName: string | null;
  readonly first: number;
  last: number;
  readonly clauses: Clause[];
  /** ORDER BY inside an aggregate or a window, which orders no result. */
  readonly innerOrders: Clause[];
  readonly children: Command[];
  readonly parent: Command | null;
  /** The other arms when UNION, INTERSECT or EXCEPT combine several; itself among them. */
  readonly arms: Command[];
}

/** One statement of a text. `commands` are those of its own level; the others are their children. */
export interface Statement {
  readonly first: number;
  readonly last: number;
  readonly commands: readonly Command[];
}

/** A text of SQL, scanned once. */
export interface Script extends Tokens {
  readonly text: string;
  readonly statements: readonly Statement[];
}

/** Every command of a script, the outer ones first. */
export function* commandsOf(script: Script): Generator<Command> {
  const pending: Command[] = [];
  for (const statement of [...script.statements].reverse())
    pending.push(...[...statement.commands].reverse());
  for (let command = pending.pop(); command !== undefined; command = pending.pop()) {
    yield command;
    pending.push(...[...command.children].reverse());
  }
}

/** The last clause of a name, which is the one that counts where text was put together from parts. */
export function clauseOf(command: Command, name: ClauseName): Clause | undefined {
  return command.clauses.findLast((clause) => clause.name === name);
}

/** Splits a clause at its commas; brackets are stepped over. */
export function itemsOf(script: Script, clause: TokenRange): TokenRange[] {
  const items: TokenRange[] = [];
  let { first } = clause;
  for (let index = first; index < clause.last; index = endAt(script, index) + 1) {
    if (!isSymbolAt(script, index, ',')) continue;
    items.push({ first, last: index });
    first = index + 1;
  }
  if (first < clause.last) items.push({ first, last: clause.last });
  return items;
}
