import { findCte, type Source, sourcesOf, subqueryAt } from './facts.ts';
import { columnName } from './compared-columns.ts';
import { isIdOf } from './key-names.ts';
import { type Clues, findsByKey } from './row-keys.ts';
import { isSmallTable } from './small-tables.ts';
import {
  type ClauseName,
  clauseOf,
  type Command,
  itemsOf,
  type Script,
  type TokenRange,
} from './statement.ts';
import { endAt, isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';
import { HOLE, type Token } from './tokens.ts';
import { ANY_TABLE, unnamedTable } from './unnamed-table.ts';

/** What the program around a statement tells of it. */
export interface Surroundings extends Omit<Clues, 'table'> {
  /** Tables that stay small, in upper case. */
  readonly ignored: ReadonlySet<string>;
  /** Which table an expression of the program stands for, where that is known. */
  readonly nameOf: (source: Source) => string | null;
  /** Whether an expression of the program certainly brings no LIMIT. */
  readonly isWithoutLimit: (hole: Token, clause: ClauseName | null) => boolean;
}

/** Whether a SELECT can return any number of rows, and the table that they come from. */
export function canReturnManyRows(
  script: Script,
  arms: readonly Command[],
  around: Surroundings,
): { table: string } | null {
  const last = arms.at(-1);
  if (!last || arms.some(({ verb }) => verb !== 'select') || isBounded(script, last, around)) return null;
  for (const arm of arms) {
    const table = unboundedTable(script, arm, around, 0);
    if (table !== null) return { table: table.toLowerCase() };
  }
  return null;
}

/** How the number of a row in its order is called. */
const RANK = /^(?:RN|RNUM|ROW_?NUM(?:BER)?|RANK|POSITION)$/;

/** `WHERE ROWNUM <= 10` of Oracle, and a span of ranks: `rn BETWEEN $1 AND $2`, `position > $1 AND position <= $1 + $2`. */
function countsRows(script: Script, command: Command): boolean {
  const { first, last } = clauseOf(command, 'where') ?? { first: 0, last: 0 };
  const bounds = new Set<string>();
  for (let index = first; index < last; index = endAt(script, index) + 1) {
    const word = wordAt(script, index);
    const sign = tokenAt(script, index + 1).text;
    if (word === 'ROWNUM' && /^(?:<=?|=)$/.test(sign)) return true;
    const token = tokenAt(script, index);
    if (!isName(token) || !RANK.test(token.text.toUpperCase())) continue;
    if (wordAt(script, index + 1) === 'BETWEEN') return true;
    if (/^[<>]=?$/.test(sign)) bounds.add(sign.charAt(0));
  }
  return bounds.size === 2;
}

/** LIMIT, FETCH FIRST, TOP, ROWNUM, DISTINCT values, or an expression of the program that could bring one. */
function isBounded(script: Script, command: Command, around: Surroundings): boolean {
  if (clauseOf(command, 'limit') || clauseOf(command, 'fetch') || clauseOf(command, 'into')) return true;
  const list = clauseOf(command, 'select');
  if (list && /^(?:TOP|DISTINCT)$/.test(wordAt(script, list.first))) return true;
  if (clauseOf(command, 'for') || countsRows(script, command)) return true;
  return hasOpenEnd(script, command, around.isWithoutLimit);
}

/** A hole that stands where a clause could: after the tables, after the conditions, at the end. */
export function hasOpenEnd(
  script: Script,
  command: Command,
  isWithoutLimit: Surroundings['isWithoutLimit'] = () => false,
): boolean {
  const from = clauseOf(command, 'from');
  const end = tokenAt(script, command.last - 1);
  // `'… JOIN category c ON c.id = p.category' + where`: what follows a name without a space goes on as it likes.
  if (end.hasHole && end.kind === 'word' && script.text[end.end - 1] === HOLE) return true;
  for (let index = from?.first ?? command.first; index < command.last; index = endAt(script, index) + 1) {
    const token = tokenAt(script, index);
    // `ORDER BY ? ?`: whatever the second one brings.
    if (token.kind === 'parameter' && isPlaceholder(tokenAt(script, index - 1))) return true;
    if (token.kind !== 'hole' || isOperand(script, index)) continue;
    const clause = command.clauses.findLast(({ first, last }) => first <= index && index < last);
    if (!isWithoutLimit(token, clause?.name ?? null)) return true;
  }
  return false;
}

function isPlaceholder({ kind }: Token): boolean {
  return kind === 'parameter' || kind === 'hole';
}

const BEFORE_OPERAND =
  /^(?:FROM|JOIN|WHERE|AND|OR|HAVING|LIKE|ILIKE|BETWEEN|IN|AS|ON|IS|NOT|LIMIT|OFFSET|FIRST|NEXT|THEN|ELSE|WHEN|BY|ONLY|ANY|ALL|INTERVAL)$/;

const AFTER_OPERAND: ReadonlySet<string | null> = new Set(['=', '<', '>', '<=', '>=', '<>', '!=', '.']);

/** Whether a hole is one operand or name, so that the clause goes on after it. */
function isOperand(script: Script, index: number): boolean {
  const before = tokenAt(script, index - 1);
  const after = tokenAt(script, index + 1);
  if (before.kind === 'symbol' && before.text !== ')') return true;
  if (AFTER_OPERAND.has(after.sign)) return true;
  return BEFORE_OPERAND.test(wordAt(script, index - 1));
}

/** The first table of a command that nothing limits: no key, no single aggregate, no subquery that is limited. */
function unboundedTable(
  script: Script,
  command: Command,
  around: Surroundings,
  depth: number,
): string | null {
  if (depth > 10 || isSingleRow(script, command)) return null;
  const sources = sourcesOf(script, command);
  const [main] = sources;
  // `FROM (TABLE orders LIMIT 5) o`
  if (!main || wordAt(script, script.tokens.indexOf(main.token) - 1) === 'TABLE') return null;
  const isNamedElsewhere = main.kind === 'hole' || main.token.kind === 'parameter';
  const name = isNamedElsewhere
    ? (around.nameOf(main)?.toUpperCase() ?? unnamedTable(script, command, main))
    : main.name;
  const isList = depth === 0 ? around.isList : (): boolean => false;
  const clues = { table: name === ANY_TABLE ? null : name, isList, asksForRow: around.asksForRow };
  if (findsByKey(script, command, clues) || groupsToFew(script, command, sources)) return null;
  if (sources.some((source) => source.join === 'inner' && isLimited(script, command, source, around)))
    return null;
  const query = queryOf(script, command, main);
  if (query) {
    const last = query.arms.at(-1) ?? query;
    if (query === command || query.arms.includes(command)) return null;
    if (query.verb !== 'select' || isBounded(script, last, around)) return null;
    return unboundedTable(script, query, around, depth + 1);
  }
  if (name === null || sources.some(isSystem) || isSmallTable(name)) return null;
  return around.ignored.has(name) ? null : name;
}

/** The subquery or common table expression that a source stands for. */
function queryOf(script: Script, command: Command, source: Source): Command | null {
  if (source.kind === 'subquery') return subqueryAt(command, script.tokens.indexOf(source.token), script);
  return source.name && !source.schema ? findCte(command, source.name) : null;
}

/** A subquery with a LIMIT of its own, which limits what is joined to it. */
function isLimited(script: Script, command: Command, source: Source, around: Surroundings): boolean {
  const query = queryOf(script, command, source);
  return query !== null && isBounded(script, query.arms.at(-1) ?? query, around);
}

/** A table of the database itself. */
export function isSystem({ schema, name }: Source): boolean {
  return (
    /^(?:INFORMATION_SCHEMA|PG_CATALOG|PERFORMANCE_SCHEMA|V_CATALOG|SYS|MYSQL|SYSTEM)$/.test(schema ?? '') ||
    /^(?:PG_|SQLITE_|PRAGMA_|DUAL$|\w*MIGRATIONS?$|KNEX_|TYPEORM_METADATA)/.test(name ?? '')
  );
}

/** Those of ClickHouse come last. */
const AGGREGATES =
  /^(?:COUNT|SUM|MIN|MAX|AVG|ARRAY_AGG|STRING_AGG|JSON_AGG|JSONB_AGG|JSON_OBJECT_AGG|JSONB_OBJECT_AGG|JSON_GROUP_ARRAY|JSON_GROUP_OBJECT|JSON_ARRAYAGG|JSON_OBJECTAGG|GROUP_CONCAT|BOOL_OR|BOOL_AND|EVERY|TOTAL|STDDEV|STDDEV_POP|STDDEV_SAMP|VARIANCE|PERCENTILE_CONT|PERCENTILE_DISC|MODE|APPROX_COUNT_DISTINCT|BIT_OR|BIT_AND|ANY_VALUE)$|^(?:COUNT|SUM|AVG|MIN|MAX)IF$|^(?:UNIQ|QUANTILE|GROUPARRAY|GROUPUNIQARRAY|ARGMAX|ARGMIN|ANYLAST)\w*$/;

/** A SELECT of aggregates alone gives one row, unless it groups; EXISTS and SELECT without FROM do too. */
export function isSingleRow(script: Script, command: Command): boolean {
  const list = clauseOf(command, 'select');
  if (!list || !clauseOf(command, 'from')) return true;
  if (clauseOf(command, 'group by')) return false;
  const items = itemsOf(script, list);
  if (items.every(({ first, last }) => isConstant(script, first, last))) return true;
  return items.some(({ first, last }) => hasAggregate(script, first, last));
}

/** `SELECT 1` asks whether there is a row, not for the rows. */
function isConstant(script: Script, first: number, last: number): boolean {
  const { kind } = tokenAt(script, first);
  return last - first === 1 && (kind === 'number' || kind === 'string');
}

/** Groups by a key are as many as the rows; groups by anything else are few. */
function groupsToFew(script: Script, command: Command, sources: readonly Source[]): boolean {
  const groups = clauseOf(command, 'group by');
  if (!groups) return false;
  return !columnsOf(script, itemsOf(script, groups)).some(({ first, last }) => {
    const token = tokenAt(script, last - 1);
    if (token.text.toUpperCase() === 'ID') return true;
    const qualifier = isSymbolAt(script, last - 2, '.') ? tokenAt(script, first).text.toUpperCase() : null;
    const column = columnName(script, token);
    return sources.some(
      ({ alias, name }) =>
        name !== null && (qualifier === null || (alias ?? name) === qualifier) && isIdOf(column, name),
    );
  });
}

/** The items of a list, and in the place of a row in brackets those of the row: `GROUP BY (a.id, a.name)`. */
function columnsOf(script: Script, items: readonly TokenRange[]): readonly TokenRange[] {
  return items.flatMap(({ first, last }) => {
    const isRow = isSymbolAt(script, first, '(') && endAt(script, first) === last - 1;
    return isRow ? itemsOf(script, { first: first + 1, last: last - 1 }) : [{ first, last }];
  });
}

/** An aggregate that is not made a window by OVER, and is not inside a subquery of its own. */
function hasAggregate(script: Script, first: number, last: number): boolean {
  for (let index = first; index < last; index++) {
    const word = wordAt(script, index);
    if (word === 'SELECT') return false;
    if (!isSymbolAt(script, index + 1, '(')) continue;
    // `SELECT ${fn}(total)`: whichever it is.
    if (tokenAt(script, index).kind === 'hole') return true;
    if (!AGGREGATES.test(word)) continue;
    let after = endAt(script, index + 1) + 1;
    if (wordAt(script, after) === 'FILTER') after = endAt(script, after + 1) + 1;
    if (wordAt(script, after) !== 'OVER') return true;
  }
  return false;
}
