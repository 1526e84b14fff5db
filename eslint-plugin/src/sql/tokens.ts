/** Stands in SQL text for an expression of the program, one character for one hole. */
export const HOLE = '\uE000';

export type Dialect = 'postgresql' | 'mysql' | 'sqlite' | 'unknown';

/**
 * One token. `word` is a bare identifier or keyword, `name` a quoted identifier, `hole` an expression that
 * stands alone, `parameter` a placeholder such as `$1`, `?`, `:id`, and `$` with a hole for its number.
 */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'hole' | 'symbol';
  readonly start: number;
  readonly end: number;
  /** The token's text; a word's in upper case, a name's without its quotes. */
  readonly text: string;
  /** Whether an expression of the program is inside. */
  readonly hasHole: boolean;
}

const WORD_START = /[\p{L}_]/u;
const WORD_PART = /[\p{L}\p{N}_$]/u;
const OPERATORS = [
  '->>',
  '#>>',
  '::',
  '<=',
  '>=',
  '<>',
  '!=',
  '||',
  '->',
  '#>',
  ':=',
  '@>',
  '<@',
  '&&',
  '==',
  '=>',
];

/** What follows the first character of an operator. */
const OPERATOR_ENDS = new Set(OPERATORS.map((operator) => operator[1]));

function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isWordStart(char: string): boolean {
  const code = char.charCodeAt(0);
  if (code < 128) return isAsciiLetter(code);
  return char !== HOLE && WORD_START.test(char);
}

function isAsciiWordPart(code: number): boolean {
  return isAsciiLetter(code) || (code >= 48 && code <= 57) || code === 36;
}

function isWordPart(char: string): boolean {
  const code = char.charCodeAt(0);
  return code < 128 ? isAsciiWordPart(code) : char !== HOLE && WORD_PART.test(char);
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

/** Cuts SQL text into tokens. Comments and spaces are left out; text that never ends its quote ends it. */
export function tokenize(text: string, dialect: Dialect = 'unknown'): Token[] {
  const tokens: Token[] = [];
  const { length } = text;
  const hasHoles = text.includes(HOLE);
  let at = 0;
  const push = (kind: Token['kind'], start: number, end: number, value = text.slice(start, end)): void => {
    at = end;
    tokens.push({
      kind,
      start,
      end,
      text: value,
      hasHole: hasHoles && text.slice(start, end).includes(HOLE),
    });
  };
  const readWord = (): void => {
    const end = endOfWord(text, at);
    const word = text.slice(at, end);
    if (text[end] === "'" && /^(?:[ENBXU]|U&)$/i.test(word))
      push('string', at, endOfString(text, end, word.toUpperCase() === 'E' ? 'mysql' : dialect));
    else push('word', at, end, word.toUpperCase());
  };
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code <= 32) {
      at++;
      continue;
    }
    if (isAsciiLetter(code)) {
      readWord();
      continue;
    }
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (code > 127 && char.trim() === '') {
      at++;
    } else if (char === '-' && next === '-') {
      at = endOfLine(text, at);
    } else if (char === '#' && dialect === 'mysql') {
      at = endOfLine(text, at);
    } else if (char === '/' && next === '*') {
      at = endOfComment(text, at);
    } else if (isWordStart(char) || (char === HOLE && next !== undefined && isWordPart(next))) {
      readWord();
    } else if (char === HOLE) {
      push('hole', at, at + 1);
    } else if (isDigit(char) || (char === '.' && isDigit(next) && !endsWithName(tokens, at))) {
      push('number', at, endOfNumber(text, at));
    } else if (char === "'") {
      push('string', at, endOfString(text, at, dialect));
    } else if (char === '"' || char === '`') {
      const end = endOfString(text, at, char === '"' ? dialect : 'unknown');
      const kind = char === '"' && dialect === 'mysql' ? 'string' : 'name';
      push(kind, at, end, text.slice(at + 1, Math.max(at + 1, end - 1)));
    } else if (char === '$' && (isDigit(next) || next === HOLE)) {
      push('parameter', at, next === HOLE ? at + 2 : endOfNumber(text, at + 1));
    } else if (char === '$') {
      const end = endOfDollarQuote(text, at);
      if (end !== null) push('string', at, end);
      else if (next !== undefined && isWordStart(next)) push('parameter', at, endOfWord(text, at + 1));
      else push('symbol', at, at + 1);
    } else if (
      (char === ':' || char === '@') &&
      next !== undefined &&
      (isWordStart(next) || next === HOLE) &&
      text[at - 1] !== ':'
    ) {
      push('parameter', at, next === HOLE ? at + 2 : endOfWord(text, at + 1));
    } else if (char === '?' && next !== '|' && next !== '&') {
      let end = at + 1;
      if (next === HOLE) end++;
      while (isDigit(text[end])) end++;
      if (text[end] === '?') end++;
      push('parameter', at, end);
    } else {
      push('symbol', at, at + operatorLength(text, at));
    }
  }
  return tokens;
}

/** How many characters an operator has; a comma, a bracket and the like have one. */
function operatorLength(text: string, at: number): number {
  const second = text[at + 1];
  if (second === undefined || !OPERATOR_ENDS.has(second)) return 1;
  return OPERATORS.find((candidate) => text.startsWith(candidate, at))?.length ?? 1;
}

function endsWithName(tokens: readonly Token[], at: number): boolean {
  const last = tokens.at(-1);
  return (
    last !== undefined &&
    last.end === at &&
    (last.kind === 'word' || last.kind === 'name' || last.kind === 'hole')
  );
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

/** PostgreSQL nests comments, others do not; text that is balanced either way ends at the same place. */
function endOfComment(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '/' && text[at + 1] === '*') {
      depth++;
      at++;
    } else if (text[at] === '*' && text[at + 1] === '/') {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  const first = text.indexOf('*/', from + 2);
  return first === -1 ? text.length : first + 2;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (
    at < text.length &&
    (isAsciiWordPart(text.charCodeAt(at)) || isWordPart(text[at] ?? '') || text[at] === HOLE)
  )
    at++;
  return at;
}

function endOfNumber(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\da-fx_.]/i.test(text[at] ?? '')) {
    if (text[at] === '.' && text[at + 1] === '.') break;
    at++;
    if (/e/i.test(text[at - 1] ?? '') && /[+-]/.test(text[at] ?? '') && isDigit(text[at + 1])) at++;
  }
  return at === from ? from + 1 : at;
}

/** The end of a quoted run. A doubled quote is the quote itself; so is one after a backslash in MySQL. */
function endOfString(text: string, from: number, dialect: Dialect): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at];
    if (
      char === '\\' &&
      quote !== '`' &&
      (dialect === 'mysql' || (dialect === 'unknown' && isEscape(text, at, quote)))
    ) {
      at++;
    } else if (char === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return text.length;
}

/** Whether a backslash before a quote, in a dialect we do not know, keeps the string open. */
function isEscape(text: string, at: number, quote: string | undefined): boolean {
  return text[at + 1] === quote && /[\p{L}\p{N}]/u.test(text[at + 2] ?? '');
}

function endOfDollarQuote(text: string, from: number): number | null {
  let at = from + 1;
  while (at < text.length && isWordPart(text[at] ?? '') && text[at] !== '$') at++;
  if (text[at] !== '$') return null;
  const tag = text.slice(from, at + 1);
  const close = text.indexOf(tag, at + 1);
  return close === -1 ? null : close + tag.length;
}
