import type { Script, TokenRange } from './statement.ts';
import { endAt, isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/** A column, or a field of a document that one holds: `data->>'email'`. */
export interface ComparedColumn {
  readonly column: string;
  readonly qualifier: string | null;
  readonly isField: boolean;
}

/** A column that must have a value. */
export interface Equality extends ComparedColumn {
  /** A list that the column is compared with: of the caller (`= ANY($1)`, `IN (?)`), or of the statement (`IN ('a', 'b')`). */
  readonly list: 'passed' | 'written' | null;
  /** The one value that it must have, where it stands alone. */
  readonly value: Token | null;
}

/** The columns that WHERE compares with values, all of which must hold. */
export function equalities(script: Script, where: TokenRange): Equality[] {
  const found: Equality[] = [];
  for (let index = where.first; index < where.last; index++) {
    const isEqual = isSymbolAt(script, index, '=') || isSymbolAt(script, index, '==');
    const isIn = wordAt(script, index) === 'IN';
    const left = isEqual || isIn ? columnBefore(script, index) : null;
    const list = left && isIn ? listAt(script, index + 1) : null;
    if (left && list) found.push({ ...left, list, value: null });
    if (left && isEqual && isValueAt(script, index + 1) && !asksForMany(script, index + 1))
      found.push({
        ...left,
        list: isSetTest(script, index + 1) ? 'passed' : null,
        value: tokenAt(script, index + 1),
      });
    const before = tokenAt(script, index - 1);
    const right = isEqual && !left && isPlainValue(before) ? columnAfter(script, index) : null;
    if (right) found.push({ ...right, list: null, value: before });
    if (!isConjunct(script, where, index)) index = endAt(script, index);
  }
  return found;
}

/** The brackets with conditions of which one must hold besides all others: `(a = 1 OR b = 2) AND c = 3`. */
export function choicesWithin(script: Script, where: TokenRange): TokenRange[] {
  const choices: TokenRange[] = [];
  for (let index = where.first; index < where.last; index = endAt(script, index) + 1) {
    const close = endAt(script, index);
    if (close === index || !standsAlone(script, where, index)) continue;
    choices.push({ first: index + 1, last: close });
  }
  return choices;
}

/** Whether a bracket is one of the conditions that must all hold. */
function standsAlone(script: Script, where: TokenRange, open: number): boolean {
  const close = endAt(script, open);
  return (
    (open === where.first || /^(?:AND|\()$/.test(tokenAt(script, open - 1).text)) &&
    (close + 1 >= where.last || /^(?:AND|\))$/.test(tokenAt(script, close + 1).text))
  );
}

/** Whether a bracket holds conditions that must all hold, as those around it must: `WHERE (a = 1) AND (b = 2 AND c = 3)`. */
function isConjunct(script: Script, where: TokenRange, open: number): boolean {
  if (!standsAlone(script, where, open)) return false;
  const close = endAt(script, open);
  for (let index = open + 1; index < close; index = endAt(script, index) + 1) {
    const word = wordAt(script, index);
    if (word === 'OR' || word === 'SELECT') return false;
  }
  return true;
}

/** What IN compares with; null for a query. */
function listAt(script: Script, open: number): Equality['list'] {
  const items = script.tokens.slice(open, endAt(script, open) + 1);
  if (items.some(({ kind, text }) => kind === 'word' && text === 'SELECT')) return null;
  return items.some(({ kind, hasHole }) => kind === 'parameter' || hasHole) ? 'passed' : 'written';
}

/** `= ANY (SELECT …)`: as many as the query gives. */
function asksForMany(script: Script, index: number): boolean {
  return isSetTest(script, index) && wordAt(script, index + 2) === 'SELECT';
}

/** `= ANY($1)` */
function isSetTest(script: Script, index: number): boolean {
  return /^(?:ANY|SOME)$/.test(wordAt(script, index));
}

/** Whether a token names a column, and no expression of the program does. */
function isWrittenName(token: Token): boolean {
  return isName(token) && !token.hasHole;
}

export function columnBefore(script: Script, operator: number): ComparedColumn | null {
  const last = isSymbolAt(script, operator - 1, ')') ? operator - 2 : operator - 1;
  let index = last;
  while (tokenAt(script, index).kind === 'string' && /^->>?$/.test(tokenAt(script, index - 1).text))
    index -= 2;
  const token = tokenAt(script, index);
  if (!isWrittenName(token) || wordAt(script, index) === 'NOT') return null;
  const hasQualifier = isSymbolAt(script, index - 1, '.');
  // `NOT o.id = $1` finds all but one.
  if (wordAt(script, hasQualifier ? index - 3 : index - 1) === 'NOT') return null;
  const qualifier = hasQualifier ? tokenAt(script, index - 2).text.toUpperCase() : null;
  const isField = index < last;
  const column = isField ? fieldName(script, tokenAt(script, last)) : columnName(script, token);
  return { column, qualifier, isField };
}

/** The column in `$1 = email`. */
export function columnAfter(script: Script, operator: number): ComparedColumn | null {
  const hasQualifier = isSymbolAt(script, operator + 2, '.');
  const token = tokenAt(script, operator + (hasQualifier ? 3 : 1));
  if (!isWrittenName(token) || isSymbolAt(script, operator + 2, '(')) return null;
  const qualifier = hasQualifier ? tokenAt(script, operator + 1).text.toUpperCase() : null;
  return { column: columnName(script, token), qualifier, isField: false };
}

function isPlainValue({ kind }: Token): boolean {
  return kind === 'parameter' || kind === 'string' || kind === 'number' || kind === 'hole';
}

/** `userId` and `"user-id"` as `USER_ID`. */
export function columnName(script: Script, token: Token): string {
  return inCapitals(token.kind === 'name' ? token.text : script.text.slice(token.start, token.end));
}

/** `'userId'`, the field of a document, as `USER_ID`. */
function fieldName({ text }: Script, { start, end }: Token): string {
  return inCapitals(text.slice(start + 1, end - 1));
}

function inCapitals(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase();
}

/** Whether a value stands on the right side; a column there makes it a condition of a join. */
function isValueAt(script: Script, index: number): boolean {
  return (
    !isWrittenName(tokenAt(script, index)) || isSymbolAt(script, index + 1, '(') || isSetTest(script, index)
  );
}

/** `at >= $1 AND at < $2`, `at BETWEEN $1 AND $2`: the rows of a span. */
export function isWindow(script: Script, where: TokenRange): boolean {
  const lower = new Set<string>();
  const upper = new Set<string>();
  for (let index = where.first; index < where.last; index++) {
    const { text } = tokenAt(script, index);
    if (wordAt(script, index) === 'BETWEEN' && isWrittenName(tokenAt(script, index - 1))) return true;
    const bounds = text === '>' || text === '>=' ? lower : text === '<' || text === '<=' ? upper : null;
    const column = bounds && columnBefore(script, index)?.column;
    if (!column) continue;
    bounds.add(column);
    if (lower.has(column) && upper.has(column)) return true;
  }
  return false;
}
