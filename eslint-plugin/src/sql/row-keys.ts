import { type Source, sourcesOf } from './facts.ts';
import { type Clause, clauseOf, type Command, type Script } from './statement.ts';
import type { Token } from './tokens.ts';

/** Columns that one row has to itself, by the names that people give them. */
const KEY =
  /^(?:ID|_ID|\w*UNIQUE\w*|_KEY|\w+_URL|ROWID|OID|UUID|GUID|PK|SLUG|EMAIL|EMAIL_ADDRESS|USERNAME|USER_NAME|LOGIN|HANDLE|TOKEN|\w*TOKEN|\w*HASH|API_KEY|KEY|CODE|SKU|ISBN|PHONE|PHONE_NUMBER|HOSTNAME|DOMAIN|SUBDOMAIN|FINGERPRINT|EXTERNAL_ID|SESSION_ID|NAME|TITLE|NICKNAME|SERIAL|SERIAL_NUMBER|CTID|DOI|SHA|CHECKSUM|FILENAME|PATH|URL|TAG|VERSION|KEYWORD|IDENTIFIER|\w+_KEY|\w+_CODE|\w+_NAME)$/;

/** Columns that point to another table: one of them is shared by many rows, two of them seldom are. */
const REFERENCE = /(?:_ID|ID|_UUID)$|^ID_/;

/** Columns whose few values many rows share, so that a list of them names no rows. */
const KIND =
  /(?:STATUS|STATE|TYPE|ROLE|KIND|CATEGORY|LEVEL|GROUP|COUNTRY|LANGUAGE|CURRENCY|YEAR|MONTH|DAY|DATE|GENDER|PRIORITY|SOURCE|COLOU?R|SIZE)S?$|^(?:IS|HAS)_/;

/** What a table is divided by among customers, which every statement asks for. */
const TENANT = /^(?:TENANT|WORKSPACE|ORG|ORGANI[SZ]ATION|COMPANY)_?(?:ID|UUID)$/;

/** Whether WHERE names a row: `id = $1`, `lower(email) = $1`, `user_id = $1 AND post_id = $2`, `email = $1 OR login = $2`. */
export function findsByKey(script: Script, command: Command, table: string | null = null): boolean {
  const where = clauseOf(command, 'where');
  if (!where) return false;
  if (comparesNamedColumn(script, where)) return true;
  const sources = sourcesOf(script, command);
  const [main] = sources;
  const own = new Set([main?.alias, main?.name, ...(main ? pointersTo(script, command, main, sources) : [])]);
  return alternatives(script, where).every((alternative) =>
    namesRow(equalities(script, alternative), table ?? main?.name ?? null, own),
  );
}

/** `WHERE ?? = ?` of mysql, where the call names the column: it may be a key. */
function comparesNamedColumn({ tokens }: Script, { first, last }: Clause): boolean {
  return tokens.some(
    ({ text }, index) => index >= first && index < last && text === '??' && tokens[index + 1]?.text === '=',
  );
}

/**
 * The tables that point to one row of the first one, as `sessions` do in `FROM users u JOIN sessions s ON s.user_id = u.id`:
 * who names one of their rows names one of its rows too.
 */
function pointersTo(
  script: Script,
  command: Command,
  main: Source,
  sources: readonly Source[],
): (string | null)[] {
  const from = clauseOf(command, 'from');
  if (!from || sources.length < 2) return [];
  const found: (string | null)[] = [];
  for (let index = from.first; index < from.last; index++) {
    if (script.tokens[index]?.text !== '=') continue;
    const left = columnBefore(script, index);
    const right = columnAfter(script, index);
    if (!left || !right) continue;
    for (const [key, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const isKey = key.column === 'ID' || (main.name !== null && isIdOf(key.column, main.name));
      if (!isKey || key.qualifier !== (main.alias ?? main.name)) continue;
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
): boolean {
  const references: string[] = [];
  for (const { column, qualifier, isList } of equalities) {
    const isOwn = qualifier === null || own.has(qualifier);
    if (KEY.test(column) && isOwn) return true;
    if (table !== null && isIdOf(column, table)) return true;
    if (isList && isOwn && !REFERENCE.test(column) && !KIND.test(column)) return true;
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

/** How people shorten the name of a table in that of its key: `emp_id` of `employees`. */
const ABBREVIATION =
  /^(?:EMP|DEPT?|PROD|CUST|CAT|ORD|INV|STUD?|TRANS|ACCT?|CMT|MSG|NOTI?F?|REQ|SUBJ?|VEND|SUPP|INSTR?)$/;

/**
 * `user_id` in `users`, `userid` in `user`, `id_user` in `users`; `user_id` in `user_info`, and in `tbl_users`, whose first letters all tables
 * of an application share; `order_no` in `orders`.
 */
export function isIdOf(column: string, table: string): boolean {
  const stem = column.replace(/_?(?:ID|UUID|NO|NR|NUM|NUMBER)$/, '').replace(/^ID_/, '');
  if (stem === column || stem === '') return false;
  return [table, table.replace(/^[A-Z]{1,3}_/, ''), table.replace(/_(?:INFO|TABLE|TBL|MASTER)$/, '')].some(
    (name) => {
      const singular = name.replace(/IES$/, 'Y').replace(/(?:ES|S)$/, '');
      return (
        stem === name ||
        stem === singular ||
        `${stem}S` === name ||
        `${stem}ES` === name ||
        (ABBREVIATION.test(stem) && name.startsWith(stem))
      );
    },
  );
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
  return { column: columnName(script, token), qualifier };
}

/** The column in `$1 = email`. */
function columnAfter(script: Script, operator: number): { column: string; qualifier: string | null } | null {
  const hasQualifier = script.tokens[operator + 2]?.text === '.';
  const token = script.tokens[operator + (hasQualifier ? 3 : 1)];
  if (!isNameToken(token) || script.tokens[operator + 2]?.text === '(') return null;
  const qualifier = hasQualifier ? (script.tokens[operator + 1]?.text.toUpperCase() ?? null) : null;
  return { column: columnName(script, token), qualifier };
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
export function columnName(script: Script, token: Token): string {
  const text = token.kind === 'name' ? token.text : script.text.slice(token.start, token.end);
  return text.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase();
}

/** Whether a value stands on the right side; a column there makes it a condition of a join. */
function isValueAt(script: Script, index: number): boolean {
  const token = script.tokens[index];
  return !isNameToken(token) || script.tokens[index + 1]?.text === '(' || token.text === 'ANY';
}
