import { findCte, type Source, sourcesOf, subqueryAt } from './facts.ts';
import { clauseOf, type Clause, type Command, itemsOf, type Script } from './statement.ts';
import type { Token } from './tokens.ts';

/**
 * Whether a SELECT can return any number of rows, and the table that they come from. `nameOf` tells which table an
 * expression of the program stands for, where that is known.
 */
export function canReturnManyRows(
  script: Script,
  arms: readonly Command[],
  ignored: ReadonlySet<string>,
  nameOf: NameOf = () => null,
): { table: string | null } | null {
  const last = arms.at(-1);
  if (!last || arms.some(({ verb }) => verb !== 'select') || isBounded(script, last)) return null;
  for (const arm of arms) {
    const unbounded = unboundedSource(script, arm, ignored, nameOf, 0);
    if (unbounded) return { table: unbounded.name?.toLowerCase() ?? null };
  }
  return null;
}

type NameOf = (source: Source) => string | null;

/** LIMIT, FETCH FIRST, TOP, DISTINCT values, or an expression of the program that could bring one. */
function isBounded(script: Script, command: Command): boolean {
  if (clauseOf(command, 'limit') || clauseOf(command, 'fetch') || clauseOf(command, 'into')) return true;
  const list = clauseOf(command, 'select');
  const first = list && script.tokens[list.first];
  if (first?.text === 'TOP' || first?.text === 'DISTINCT') return true;
  if (clauseOf(command, 'for')) return true;
  return hasOpenEnd(script, command);
}

/** A hole that stands where a clause could: after the tables, after the conditions, at the end. */
export function hasOpenEnd(script: Script, command: Command): boolean {
  const from = clauseOf(command, 'from');
  for (let index = from?.first ?? command.first; index < command.last; index++) {
    const token = script.tokens[index];
    const partner = script.partners[index] ?? -1;
    if (partner > index) {
      index = partner;
      continue;
    }
    if (token?.kind === 'hole' && !isOperand(script, index)) return true;
  }
  return false;
}

const BEFORE_OPERAND =
  /^(?:FROM|JOIN|WHERE|AND|OR|HAVING|LIKE|ILIKE|BETWEEN|IN|AS|ON|IS|NOT|LIMIT|OFFSET|FIRST|NEXT|THEN|ELSE|WHEN|BY|ONLY|ANY|ALL|INTERVAL)$/;

/** Whether a hole is one operand or name, so that the clause goes on after it. */
function isOperand(script: Script, index: number): boolean {
  const before = script.tokens[index - 1];
  const after = script.tokens[index + 1];
  if (before?.kind === 'symbol' && before.text !== ')') return true;
  if (after?.kind === 'symbol' && /^(?:=|<|>|<=|>=|<>|!=|\.)$/.test(after.text)) return true;
  if (before?.kind !== 'word') return false;
  return BEFORE_OPERAND.test(before.text);
}

/** The first table of a command that nothing limits: no key, no single aggregate, no subquery that is limited. */
function unboundedSource(
  script: Script,
  command: Command,
  ignored: ReadonlySet<string>,
  nameOf: NameOf,
  depth: number,
): Source | null {
  if (depth > 10 || command.verb !== 'select') return null;
  if (isSingleRow(script, command)) return null;
  const sources = sourcesOf(script, command);
  const [main] = sources;
  if (!main) return null;
  const name = main.kind === 'hole' ? (nameOf(main)?.toUpperCase() ?? null) : main.name;
  if (findsByKey(script, command, name) || groupsToFew(script, command)) return null;
  if (sources.some((source) => source.join === 'inner' && isLimited(script, command, source))) return null;
  const query = queryOf(script, command, main);
  if (query) {
    const last = query.arms.at(-1) ?? query;
    if (query === command || query.arms.includes(command)) return null;
    if (query.verb !== 'select' || isBounded(script, last)) return null;
    return unboundedSource(script, query, ignored, nameOf, depth + 1);
  }
  if (name === null || main.kind === 'function' || main.kind === 'subquery') return null;
  if (sources.some(isSystem) || SMALL.test(name)) return null;
  return ignored.has(name) ? null : { ...main, name };
}

/** The subquery or common table expression that a source stands for. */
function queryOf(script: Script, command: Command, source: Source): Command | null {
  if (source.kind === 'subquery') return subqueryAt(command, script.tokens.indexOf(source.token), script);
  return source.name && !source.schema ? findCte(command, source.name) : null;
}

/** A subquery with a LIMIT of its own, which limits what is joined to it. */
function isLimited(script: Script, command: Command, source: Source): boolean {
  const query = queryOf(script, command, source);
  return query !== null && query !== command && isBounded(script, query.arms.at(-1) ?? query);
}

/** Tables that stay small by what they hold. */
const SMALL =
  /^(?:SETTINGS?|CONFIGS?|CONFIGURATIONS?|ROLES?|PERMISSIONS?|COUNTRIES|CURRENCIES|LANGUAGES|LOCALES|TIME_?ZONES)$/;

/** A table of the database itself. */
export function isSystem({ schema, name }: Source): boolean {
  return (
    /^(?:INFORMATION_SCHEMA|PG_CATALOG|PERFORMANCE_SCHEMA|SYS|MYSQL)$/.test(schema ?? '') ||
    /^(?:PG_|SQLITE_|PRAGMA_|DUAL$|\w*MIGRATIONS?$|KNEX_|TYPEORM_METADATA)/.test(name ?? '')
  );
}

const AGGREGATES =
  /^(?:COUNT|SUM|MIN|MAX|AVG|ARRAY_AGG|STRING_AGG|JSON_AGG|JSONB_AGG|JSON_OBJECT_AGG|JSONB_OBJECT_AGG|JSON_GROUP_ARRAY|JSON_GROUP_OBJECT|JSON_ARRAYAGG|JSON_OBJECTAGG|GROUP_CONCAT|BOOL_OR|BOOL_AND|EVERY|TOTAL|STDDEV|STDDEV_POP|STDDEV_SAMP|VARIANCE|PERCENTILE_CONT|PERCENTILE_DISC|MODE|APPROX_COUNT_DISTINCT|BIT_OR|BIT_AND|ANY_VALUE)$/;

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
  const kind = script.tokens[first]?.kind;
  return last - first === 1 && (kind === 'number' || kind === 'string');
}

/** Groups by a key are as many as the rows; groups by anything else are few. */
function groupsToFew(script: Script, command: Command): boolean {
  const groups = clauseOf(command, 'group by');
  if (!groups) return false;
  return !itemsOf(script, groups).some(({ last }) => {
    const token = script.tokens[last - 1];
    return token !== undefined && (token.text.toUpperCase() === 'ID' || token.kind === 'hole');
  });
}

/** An aggregate that is not made a window by OVER, and is not inside a subquery of its own. */
function hasAggregate(script: Script, first: number, last: number): boolean {
  for (let index = first; index < last; index++) {
    const token = script.tokens[index];
    const close = script.partners[index + 1] ?? -1;
    if (token?.kind === 'word' && token.text === 'SELECT') return false;
    if (token?.kind !== 'word' || !AGGREGATES.test(token.text) || script.tokens[index + 1]?.text !== '(')
      continue;
    let after = close + 1;
    if (script.tokens[after]?.text === 'FILTER') after = (script.partners[after + 1] ?? after) + 1;
    if (script.tokens[after]?.text !== 'OVER') return true;
  }
  return false;
}

/** Columns that one row has to itself, by the names that people give them. */
const KEY =
  /^(?:ID|_ID|\w*UNIQUE\w*|_KEY|\w+_URL|ROWID|OID|UUID|GUID|PK|SLUG|EMAIL|EMAIL_ADDRESS|USERNAME|USER_NAME|LOGIN|HANDLE|TOKEN|\w*TOKEN|\w*HASH|API_KEY|KEY|CODE|SKU|ISBN|PHONE|PHONE_NUMBER|HOSTNAME|DOMAIN|SUBDOMAIN|\w*UUID|EXTERNAL_ID|SESSION_ID|NAME|TITLE|NICKNAME|SERIAL|SERIAL_NUMBER|CTID|DOI|SHA|CHECKSUM|FILENAME|PATH|URL|TAG|VERSION|KEYWORD|IDENTIFIER|\w+_KEY|\w+_CODE|\w+_NAME)$/;

/** Columns that point to another table: one of them is shared by many rows, two of them seldom are. */
const REFERENCE = /(?:_ID|ID|_UUID)$|^ID_/;

/** What a table is divided by among customers, which every statement asks for. */
const TENANT = /^(?:TENANT|WORKSPACE|ORG|ORGANI[SZ]ATION|COMPANY)_?(?:ID|UUID)$/;

/** Whether WHERE names a row: `id = $1`, `lower(email) = $1`, `user_id = $1 AND post_id = $2`, `email = $1 OR login = $2`. */
export function findsByKey(script: Script, command: Command, table: string | null = null): boolean {
  const where = clauseOf(command, 'where');
  if (!where) return false;
  const [main] = sourcesOf(script, command);
  return alternatives(script, where).every((alternative) =>
    namesRow(
      equalities(script, alternative),
      table ?? main?.name ?? null,
      new Set([main?.alias, main?.name]),
    ),
  );
}

function namesRow(
  equalities: readonly Equality[],
  table: string | null,
  own: ReadonlySet<string | null | undefined>,
): boolean {
  const references: string[] = [];
  for (const { column, qualifier, isList } of equalities) {
    const isOwn = qualifier === null || own.has(qualifier);
    if (KEY.test(column) && isOwn) return true;
    if (table !== null && isIdOf(column, table)) return true;
    if (REFERENCE.test(column) && !isList) references.push(column);
  }
  const others = references.filter((column) => !TENANT.test(column));
  if (references.length !== 2 || others.length !== 1) return references.length >= 2;
  // `workspace_id = $1 AND project_id = $2` names one row only in tables of pairs, such as members of a workspace.
  const isOfPerson = /^(?:USER|MEMBER|PERSON|PROFILE|ACCOUNT)_?(?:ID|UUID)$/.test(others[0] ?? '');
  const stems = references.map((column) => column.replace(/_?(?:ID|UUID)$/, ''));
  return isOfPerson || stems.some((stem) => table?.includes(stem) ?? true);
}

/** The parts of a condition that OR separates, of which one must hold. */
function alternatives(script: Script, { first, last }: Clause): TokenRange[] {
  const parts: TokenRange[] = [];
  let start = first;
  for (let index = first; index < last; index++) {
    const token = script.tokens[index];
    const partner = script.partners[index] ?? -1;
    if (token?.kind === 'word' && token.text === 'OR') {
      parts.push({ first: start, last: index });
      start = index + 1;
    }
    if (partner > index) index = partner;
  }
  return [...parts, { first: start, last }];
}

type TokenRange = Pick<Clause, 'first' | 'last'>;

/**
 * `user_id` in `users`, `userid` in `user`, `id_user` in `users`; `user_id` in `tbl_users`, whose first letters all tables
 * of an application share.
 */
function isIdOf(column: string, table: string): boolean {
  const stem = column.replace(/_?(?:ID|UUID)$/, '').replace(/^ID_/, '');
  if (stem === column || stem === '') return false;
  return [table, table.replace(/^(?:[A-Z]{1,3})_/, '')].some((name) => {
    const singular = name.replace(/IES$/, 'Y').replace(/(?:ES|S)$/, '');
    return stem === name || stem === singular || `${stem}S` === name || `${stem}ES` === name;
  });
}

interface Equality {
  readonly column: string;
  readonly qualifier: string | null;
  /** Whether the column is compared with a list, `= ANY($1)`, `IN ($1, $2)`: as many rows as the caller names. */
  readonly isList: boolean;
}

/** The columns that WHERE compares with values, all of which must hold. */
function equalities(script: Script, where: TokenRange): Equality[] {
  const found: Equality[] = [];
  for (let index = where.first; index < where.last; index++) {
    const token = script.tokens[index];
    const partner = script.partners[index] ?? -1;
    const isEqual = token?.kind === 'symbol' && (token.text === '=' || token.text === '==');
    const isIn = token?.kind === 'word' && token.text === 'IN';
    const left = isEqual || isIn ? columnBefore(script, index) : null;
    if (left && isIn && script.tokens[index + 2]?.text !== 'SELECT') found.push({ ...left, isList: true });
    if (left && isEqual && isValueAt(script, index + 1))
      found.push({ ...left, isList: isSetTest(script, index + 1) });
    const right =
      isEqual && !left && isPlainValue(script.tokens[index - 1]) ? columnAfter(script, index) : null;
    if (right) found.push({ ...right, isList: false });
    const isAroundColumn = script.tokens[partner + 1]?.text === '=';
    if (partner > index && !isAroundColumn) index = partner;
  }
  return found;
}

/** `= ANY($1)` */
function isSetTest(script: Script, index: number): boolean {
  const word = script.tokens[index]?.text;
  return (word === 'ANY' || word === 'SOME') && script.tokens[index + 2]?.text !== 'SELECT';
}

function isNameToken(token: Token | undefined): token is Token {
  return token !== undefined && (token.kind === 'word' || token.kind === 'name') && !token.hasHole;
}

function columnBefore(script: Script, operator: number): { column: string; qualifier: string | null } | null {
  let index = operator - 1;
  if (script.tokens[index]?.text === ')') index -= 1;
  const token = script.tokens[index];
  if (!isNameToken(token)) return null;
  const hasQualifier = script.tokens[index - 1]?.text === '.';
  const qualifier = hasQualifier ? (script.tokens[index - 2]?.text.toUpperCase() ?? null) : null;
  return { column: snakeCase(script, token), qualifier };
}

/** The column in `$1 = email`. */
function columnAfter(script: Script, operator: number): { column: string; qualifier: string | null } | null {
  const hasQualifier = script.tokens[operator + 2]?.text === '.';
  const token = script.tokens[operator + (hasQualifier ? 3 : 1)];
  if (!isNameToken(token) || script.tokens[operator + 2]?.text === '(') return null;
  const qualifier = hasQualifier ? (script.tokens[operator + 1]?.text.toUpperCase() ?? null) : null;
  return { column: snakeCase(script, token), qualifier };
}

function isPlainValue(token: Token | undefined): boolean {
  return (
    token?.kind === 'parameter' ||
    token?.kind === 'string' ||
    token?.kind === 'number' ||
    token?.kind === 'hole'
  );
}

/** `userId` and `"user-id"` as `USER_ID`. */
function snakeCase(script: Script, token: Token): string {
  const text = token.kind === 'name' ? token.text : script.text.slice(token.start, token.end);
  return text.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase();
}

/** Whether a value stands on the right side; a column there makes it a condition of a join. */
function isValueAt(script: Script, index: number): boolean {
  const token = script.tokens[index];
  return !isNameToken(token) || script.tokens[index + 1]?.text === '(' || token.text === 'ANY';
}
