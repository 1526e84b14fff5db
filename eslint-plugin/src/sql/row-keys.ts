import {
  choicesWithin,
  columnAfter,
  columnBefore,
  type Equality,
  equalities,
  isWindow,
} from './compared-columns.ts';
import { partsOf } from './conditions.ts';
import { type Source, sourcesOf } from './facts.ts';
import { type Certainty, isIdOf, keyCertainty, KIND, REFERENCE, TENANT } from './key-names.ts';
import { type Clause, clauseOf, type Command, itemsOf, type Script, type TokenRange } from './statement.ts';
import { isSymbolAt, tokenAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/** What a program tells of the rows that it asks for. */
export interface Clues {
  /** The table, where the statement does not name it. */
  readonly table: string | null;
  /** Whether the program goes through the rows one by one: a key by its name alone is none then. */
  readonly isList: () => boolean;
  /** Whether it asks for one row by a column that is no key by its name. */
  readonly asksForRow: (column: string, value: Token, table: string | null) => boolean;
}

/** Whether WHERE names a row: `id = $1`, `lower(email) = $1`, `user_id = $1 AND post_id = $2`, `email = $1 OR login = $2`. */
export function findsByKey(script: Script, command: Command, clues: Clues | null = null): boolean {
  const where = clauseOf(command, 'where');
  const sources = where ? sourcesOf(script, command) : [];
  const naming = where ? namingOf(script, command, where, sources, clues) : null;
  if (!where || naming === null) return false;
  if (naming === 'sure') return true;
  // Nobody sorts a single row, or asks it for a span of time.
  if (isSortedByOwnColumn(script, command, sources, naming === 'pair') || isWindow(script, where))
    return false;
  return naming === 'likely' || clues?.isList() !== true;
}

/** How sure it is that WHERE names a row: by a key, or by two references, which may also be those of a list. */
type Naming = Certainty | 'pair';

/** Of alternatives the least sure counts. */
function namingOf(
  script: Script,
  command: Command,
  where: Clause,
  sources: readonly Source[],
  clues: Clues | null,
): Naming | null {
  const [main] = sources;
  const isOfAnyTable = main?.kind === 'hole' && clues?.table === null;
  if (comparesNamedColumn(script, where, isOfAnyTable)) return 'weak';
  const own = new Set([main?.alias, main?.name, ...(main ? pointersTo(script, command, main, sources) : [])]);
  const table = clues?.table ?? main?.name ?? null;
  const leastOf = (condition: TokenRange): Naming | null => {
    let least: Naming = 'sure';
    for (const alternative of partsOf(script, condition, 'OR')) {
      const found = surest([
        namesRow(equalities(script, alternative), table, own, clues),
        // Who asks for either of two keys besides other conditions may well look at more than one row.
        ...choicesWithin(script, alternative).map((choice) => {
          const found = leastOf(choice);
          return found === null || found === 'pair' ? found : 'weak';
        }),
      ]);
      if (found === null) return null;
      least = RANKS[found] < RANKS[least] ? found : least;
    }
    return least;
  };
  return leastOf(where);
}

function surest(found: readonly (Naming | null)[]): Naming | null {
  return found.reduce<Naming | null>(
    (best, one) => (one !== null && (best === null || RANKS[one] > RANKS[best]) ? one : best),
    null,
  );
}

const RANKS: Readonly<Record<Naming, number>> = { pair: 0, weak: 1, likely: 2, sure: 3 };

/** `ORDER BY o.created_at`, where the rows are those of `orders o`; a name without its table is theirs where nothing else is likely. */
function isSortedByOwnColumn(
  script: Script,
  command: Command,
  sources: readonly Source[],
  isOwnWithoutTable: boolean,
): boolean {
  const order = clauseOf(command, 'order by');
  const [main] = sources;
  if (!order || !main) return false;
  return itemsOf(script, order).some(({ first }) =>
    isSymbolAt(script, first + 1, '.')
      ? [main.alias, main.name].includes(tokenAt(script, first).text.toUpperCase())
      : isOwnWithoutTable || sources.length === 1,
  );
}

/**
 * `WHERE ?? = ?` of mysql, where the call names the column, and `${column} = $1` of any table, as the program names it:
 * it may be a key.
 */
function comparesNamedColumn(script: Script, { first, last }: Clause, isOfAnyTable: boolean): boolean {
  return script.tokens
    .slice(first, last)
    .some(
      ({ text, hasHole }, index) =>
        (text === '??' || (isOfAnyTable && hasHole)) && isSymbolAt(script, first + index + 1, '='),
    );
}

/**
 * The tables that point to one row of the first one, as `sessions` do in `FROM users u JOIN sessions s ON s.user_id = u.id`,
 * and those that point to one of theirs: who names one of their rows names one of its rows too.
 */
function pointersTo(
  script: Script,
  command: Command,
  main: Source,
  sources: readonly Source[],
): (string | null)[] {
  const from = clauseOf(command, 'from');
  if (!from) return [];
  const found = new Set<string | null>();
  const pending: Source[] = [main];
  for (let target = pending.pop(); target !== undefined; target = pending.pop()) {
    for (const pointer of pointersToOne(script, from, target, sources)) {
      if (found.has(pointer)) continue;
      found.add(pointer);
      pending.push(...sources.filter(({ alias, name }) => (alias ?? name) === pointer));
    }
  }
  return [...found];
}

function pointersToOne(
  script: Script,
  from: Clause,
  target: Source,
  sources: readonly Source[],
): (string | null)[] {
  const found: (string | null)[] = [];
  for (let index = from.first; index < from.last; index++) {
    if (!isSymbolAt(script, index, '=')) continue;
    const left = columnBefore(script, index);
    const right = columnAfter(script, index);
    if (!left || !right) continue;
    for (const [key, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const isKey = key.column === 'ID' || (target.name !== null && isIdOf(key.column, target.name));
      if (!isKey || key.qualifier !== (target.alias ?? target.name)) continue;
      if (other.qualifier !== null) found.push(other.qualifier);
      else if (sources.length === 2) found.push(sources[1]?.alias ?? sources[1]?.name ?? null);
    }
  }
  return found;
}

function namesRow(
  equalities: readonly Equality[],
  table: string | null,
  own: ReadonlySet<string | null | undefined>,
  clues: Clues | null,
): Naming | null {
  const references = new Set<string>();
  let best: Certainty | null = null;
  for (const { column, qualifier, isField, list, value } of equalities) {
    const isOwn = qualifier === null || own.has(qualifier);
    const isOwnId = table !== null && isIdOf(column, table);
    const byName = (isOwn ? keyCertainty(column, table) : null) ?? (isOwnId ? 'weak' : null);
    // What a document says of itself is less sure than a column.
    const named = isField && byName !== null ? 'weak' : byName;
    const isAskedFor = named === null && isOwn && value !== null && clues?.asksForRow(column, value, table);
    const certainty = isAskedFor ? 'weak' : named;
    if (certainty !== null && (best === null || RANKS[certainty] > RANKS[best])) best = certainty;
    if (list === 'passed' && (certainty !== null || isSeldomShared(column, isOwn))) return 'sure';
    if (REFERENCE.test(column) && list === null && !column.startsWith('PARENT')) references.add(column);
  }
  return best ?? (isPair([...references], table) ? 'pair' : null);
}

/** A column of which each value has few rows, so that a list of the caller names as many as it is long. */
function isSeldomShared(column: string, isOwn: boolean): boolean {
  // `users.email = ANY($1)` beside `orders` stands for a foreign key.
  return !REFERENCE.test(column) && !KIND.test(column) && (isOwn || keyCertainty(column) === null);
}

/** `user_id = $1 AND post_id = $2` */
function isPair(references: readonly string[], table: string | null): boolean {
  const others = references.filter((column) => !TENANT.test(column));
  if (references.length !== 2 || others.length !== 1) return references.length >= 2;
  // `workspace_id = $1 AND project_id = $2` names one row only in tables of pairs, such as members of a workspace.
  const isOfPerson = /^(?:USER|MEMBER|PERSON|PROFILE|ACCOUNT)_?(?:ID|UUID)$/.test(others[0] ?? '');
  const stems = references.map((column) => column.replace(/_?(?:ID|UUID)$/, ''));
  return isOfPerson || stems.some((stem) => table?.includes(stem) ?? true);
}
