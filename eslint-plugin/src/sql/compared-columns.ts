import type { Clause, Script } from './statement.ts';
import type { Token } from './tokens.ts';

/** Some tokens of a clause. */
export type TokenRange = Pick<Clause, 'first' | 'last'>;

/** A column that must have a value. */
export interface Equality {
  readonly column: string;
  readonly qualifier: string | null;
  /** A list that the column is compared with: of the caller (`= ANY($1)`, `IN (?)`), or of the statement (`IN ('a', 'b')`). */
  readonly list: 'passed' | 'written' | null;
  /** The one value that it must have, where it stands alone. */
  readonly value: Token | null;
}

/** The columns that WHERE compares with values, all of which must hold. */
export function equalities(script: Script, where: TokenRange): Equality[] {
  const found: Equality[] = [];
  for (let index = where.first; index < where.last; index++) {
    const token = script.tokens[index];
    const partner = script.partners[index] ?? -1;
    const isEqual = token?.kind === 'symbol' && (token.text === '=' || token.text === '==');
    const isIn = token?.kind === 'word' && token.text === 'IN';
    const left = isEqual || isIn ? columnBefore(script, index) : null;
    const list = left && isIn ? listAt(script, index + 1) : null;
    if (left && list) found.push({ ...left, list, value: null });
    if (left && isEqual && isValueAt(script, index + 1) && !asksForMany(script, index + 1))
      found.push({
        ...left,
        list: isSetTest(script, index + 1) ? 'passed' : null,
        value: script.tokens[index + 1] ?? null,
      });
    const right =
      isEqual && !left && isPlainValue(script.tokens[index - 1]) ? columnAfter(script, index) : null;
    if (right) found.push({ ...right, list: null, value: script.tokens[index - 1] ?? null });
    if (partner <= index) continue;
    const isAroundColumn = script.tokens[partner + 1]?.text === '=';
    if (!isAroundColumn && !isConjunct(script, where, index)) index = partner;
  }
  return found;
}

/** Whether a bracket holds conditions that must all hold, as those around it must: `WHERE (a = 1) AND (b = 2 AND c = 3)`. */
function isConjunct(script: Script, where: TokenRange, open: number): boolean {
  const { tokens, partners } = script;
  const close = partners[open] ?? -1;
  const before = tokens[open - 1]?.text ?? '';
  const after = tokens[close + 1]?.text ?? '';
  if (open !== where.first && !/^(?:AND|\()$/.test(before)) return false;
  if (close + 1 < where.last && !/^(?:AND|\))$/.test(after)) return false;
  for (let index = open + 1; index < close; index++) {
    const { kind, text } = tokens[index] ?? {};
    if (kind === 'word' && (text === 'OR' || text === 'SELECT')) return false;
    const partner = partners[index] ?? -1;
    if (partner > index) index = partner;
  }
  return true;
}

/** What IN compares with; null for a query. */
function listAt(script: Script, open: number): Equality['list'] {
  const close = script.partners[open] ?? -1;
  const items = close < open ? [script.tokens[open]] : script.tokens.slice(open + 1, close);
  if (items.some((token) => token?.kind === 'word' && token.text === 'SELECT')) return null;
  return items.some((token) => token?.kind === 'parameter' || token?.hasHole) ? 'passed' : 'written';
}

/** `= ANY (SELECT …)`: as many as the query gives. */
function asksForMany({ tokens }: Script, index: number): boolean {
  return /^(?:ANY|SOME)$/.test(tokens[index]?.text ?? '') && tokens[index + 2]?.text === 'SELECT';
}

/** `= ANY($1)` */
function isSetTest(script: Script, index: number): boolean {
  const word = script.tokens[index]?.text;
  return (word === 'ANY' || word === 'SOME') && script.tokens[index + 2]?.text !== 'SELECT';
}

function isNameToken(token: Token | undefined): token is Token {
  return token !== undefined && (token.kind === 'word' || token.kind === 'name') && !token.hasHole;
}

export function columnBefore(
  script: Script,
  operator: number,
): { column: string; qualifier: string | null } | null {
  let index = operator - 1;
  if (script.tokens[index]?.text === ')') index -= 1;
  const token = script.tokens[index];
  if (!isNameToken(token) || (token.kind === 'word' && token.text === 'NOT')) return null;
  const hasQualifier = script.tokens[index - 1]?.text === '.';
  const qualifier = hasQualifier ? (script.tokens[index - 2]?.text.toUpperCase() ?? null) : null;
  return { column: columnName(script, token), qualifier };
}

/** The column in `$1 = email`. */
export function columnAfter(
  script: Script,
  operator: number,
): { column: string; qualifier: string | null } | null {
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

/** `at >= $1 AND at < $2`, `at BETWEEN $1 AND $2`: the rows of a span. */
export function isWindow(script: Script, where: TokenRange): boolean {
  const lower = new Set<string>();
  const upper = new Set<string>();
  for (let index = where.first; index < where.last; index++) {
    const { kind, text } = script.tokens[index] ?? {};
    if (kind === 'word' && text === 'BETWEEN' && isNameToken(script.tokens[index - 1])) return true;
    const bounds = text === '>' || text === '>=' ? lower : text === '<' || text === '<=' ? upper : null;
    const column = bounds && columnBefore(script, index)?.column;
    if (!column) continue;
    bounds.add(column);
    if (lower.has(column) && upper.has(column)) return true;
  }
  return false;
}
