import type { Query } from './queries.ts';
import { type Clause, clauseOf, type Command, commandsOf } from './statement.ts';
import { type Hole, holeAt } from './text.ts';
import { endAt, isName, isSymbolAt, startAt, tokenAt, wordAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/**
 * What a hole stands for in the statement. `value`: where a value belongs, so that it could be bound. `name`: a
 * table, a column, a part of a name. `sort`: an item of ORDER BY, `direction`: what follows one. `parameter`:
 * the number or name of a placeholder. `text`: anything else, up to whole clauses.
 */
export type Role = 'value' | 'name' | 'sort' | 'direction' | 'parameter' | 'text';

export interface PlacedHole {
  readonly hole: Hole;
  readonly role: Role;
  /** Whether it is inside the quotes of a value: `'${name}'`, and `"${name}"` outside of PostgreSQL. */
  readonly isQuoted: boolean;
  readonly token: Token;
  readonly index: number;
  readonly command: Command;
  readonly clause: Clause | null;
}

/** Every hole of a query and its place; holes in comments have none. */
export function placedHoles(query: Query): PlacedHole[] {
  const { script, sql } = query;
  if (sql.holes.length === 0) return [];
  const owners = ownersOf(query);
  const placed: PlacedHole[] = [];
  script.tokens.forEach((token, index) => {
    const owner = owners[index];
    if (!token.hasHole || !owner) return;
    for (const hole of holesIn(query, token)) {
      placed.push({
        hole,
        role: roleOf(query, index, owner),
        isQuoted: token.kind === 'string' || isQuotedValue(query, index, owner.clause),
        token,
        index,
        ...owner,
      });
    }
  });
  return placed;
}

function holesIn(query: Query, token: Token): Hole[] {
  const holes: Hole[] = [];
  for (let at = token.start; at < token.end; at++) {
    const hole = holeAt(query.sql, at);
    if (hole) holes.push(hole);
  }
  return holes;
}

interface Owner {
  readonly command: Command;
  readonly clause: Clause | null;
}

/** The innermost command and clause of each token. */
function ownersOf(query: Query): (Owner | undefined)[] {
  const owners: (Owner | undefined)[] = new Array<Owner | undefined>(query.script.tokens.length);
  for (const command of commandsOf(query.script)) {
    owners.fill({ command, clause: null }, command.first, command.last);
    for (const clause of [...command.clauses, ...command.innerOrders])
      owners.fill({ command, clause }, clause.first, clause.last);
  }
  return owners;
}

const BEFORE_VALUE =
  /^(?:LIKE|ILIKE|BETWEEN|LIMIT|OFFSET|THEN|ELSE|WHEN|IN|TO|ESCAPE|REGEXP|RLIKE|MATCH|INTERVAL|SIMILAR|FIRST|NEXT)$/;
const BEFORE_NAME =
  /^(?:FROM|JOIN|INTO|UPDATE|TABLE|ONLY|EXISTS|INDEX|COLUMN|VIEW|SCHEMA|DATABASE|REFERENCES|AS|ON|DROP|ADD|TRUNCATE|USER|ROLE|TYPE|USE|LISTEN|UNLISTEN|NOTIFY)$/;
const COMPARISONS: ReadonlySet<string | null> = new Set([
  '=',
  '<',
  '>',
  '<=',
  '>=',
  '<>',
  '!=',
  '||',
  '+',
  '-',
  '/',
  '%',
  '@>',
  '<@',
  '~',
  '->',
  '->>',
  '&&',
  '==',
  ':=',
]);
/** What compares a column with a value. */
const ORDERS: ReadonlySet<string | null> = new Set(['=', '<', '>', '<=', '>=', '<>', '!=', '==']);
/** The same as words; what stands before them is no condition. */
const AFTER_NAME = /^(?:LIKE|ILIKE|IN|IS|BETWEEN|REGEXP|RLIKE|SIMILAR|NOT)$/;
/** What follows an argument. */
const AFTER_ARGUMENT: ReadonlySet<string | null> = new Set([',', ')', '::']);

function roleOf(query: Query, index: number, { command, clause }: Owner): Role {
  const { script } = query;
  const token = tokenAt(script, index);
  const before = tokenAt(script, index - 1);
  const after = tokenAt(script, index + 1);
  if (token.kind === 'parameter') return 'parameter';
  if (token.kind === 'string') return clause?.name === 'order by' ? 'sort' : 'value';
  if (clause?.name === 'order by') return sortRole(query, index);
  if (isQuotedValue(query, index, clause)) return 'value';
  if (token.kind !== 'hole') return 'name';
  if (before.sign === '.' || before.sign === '[' || after.sign === '.') return 'name';
  if (COMPARISONS.has(before.sign)) return 'value';
  const word = wordAt(script, index - 1);
  if (BEFORE_VALUE.test(word)) return 'value';
  if (BEFORE_NAME.test(word)) return 'name';
  if (wordAt(script, index - 3) === 'BETWEEN') return 'value';
  if (before.sign === ',' && wordAt(script, index - 3) === 'LIMIT') return 'value';
  if (isInBrackets(query, index, clause) || isLoneArgument(query, index, command, clause)) return 'value';
  if (clause?.name === 'group by' || clause?.name === 'select' || clause?.name === 'returning') return 'name';
  if (ORDERS.has(after.sign) || AFTER_NAME.test(wordAt(script, index + 1))) return 'name';
  return 'text';
}

function sortRole(query: Query, index: number): Role {
  const { kind, text } = tokenAt(query.script, index - 1);
  const startsItem = (kind === 'symbol' && text !== ')') || (kind === 'word' && text === 'BY');
  return startsItem || tokenAt(query.script, index).kind !== 'hole' ? 'sort' : 'direction';
}

/**
 * `= "${name}"`, `LIKE "%${name}%"`, `VALUES ("${name}")`: MySQL takes double quotes for those of text, and SQLite does
 * where no column has the name.
 */
function isQuotedValue(query: Query, index: number, clause: Clause | null): boolean {
  const { script } = query;
  const { kind, hasHole, start } = tokenAt(script, index);
  const before = tokenAt(script, index - 1);
  if (kind !== 'name' || !hasHole || script.text[start] !== '"') return false;
  if (query.dialect === 'postgresql' || isSymbolAt(script, index + 1, '.')) return false;
  if (COMPARISONS.has(before.sign)) return true;
  if (/^(?:LIKE|BETWEEN|REGEXP|RLIKE)$/.test(wordAt(script, index - 1))) return true;
  return isInBrackets(query, index, clause);
}

/** `IN (${id})`, `VALUES (${a}, ${b})`. */
function isInBrackets({ script }: Query, index: number, clause: Clause | null): boolean {
  for (let at = index - 1; at >= 0; at = startAt(script, at) - 1) {
    if (tokenAt(script, at).kind === 'word') return false;
    if (isSymbolAt(script, at, '('))
      return (
        wordAt(script, at - 1) === 'IN' || (clause?.name === 'values' && !isSymbolAt(script, index - 1, ')'))
      );
  }
  return false;
}

/** `FROM children_of(${id})`, `SELECT pay(${id})`, `CALL pay(${id})`: the argument of a function where there are no columns to be meant. */
function isLoneArgument(query: Query, index: number, command: Command, clause: Clause | null): boolean {
  const { script } = query;
  if (!AFTER_ARGUMENT.has(tokenAt(script, index + 1).sign)) return false;
  if (!isSymbolAt(script, index - 1, '(') && !isSymbolAt(script, index - 1, ',')) return false;
  let open = index - 1;
  while (open > command.first && !(isSymbolAt(script, open, '(') && endAt(script, open) > index))
    open = startAt(script, open) - 1;
  let name = open - 1;
  if (!isName(tokenAt(script, name))) return false;
  if (isSymbolAt(script, name - 1, '.')) name -= 2;
  const before = tokenAt(script, name - 1).text;
  if (clause?.name === 'from') return name === clause.first || /^(?:JOIN|LATERAL|,)$/.test(before);
  if (before === 'CALL') return true;
  return (
    clause?.name === 'select' &&
    command.verb === 'select' &&
    !clauseOf(command, 'from') &&
    command.parent === null
  );
}
