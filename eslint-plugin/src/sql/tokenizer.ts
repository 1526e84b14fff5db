import {
  endOfComment,
  endOfLine,
  endOfNumber,
  endOfString,
  endOfWord,
  isAsciiLetter,
  isDigit,
  isWordPart,
  isWordStart,
} from './token-ends.ts';
import { canBeKeyword, keywordOf } from './keywords.ts';
import { DollarQuotes } from './dollar-quotes.ts';
import { type Dialect, HOLE, type Token } from './tokens.ts';

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

/** Symbols that begin nothing longer, by their code. */
const LONE_SYMBOLS = new Uint8Array(128);
for (const symbol of '(),;[]{}*+%^~') LONE_SYMBOLS[symbol.charCodeAt(0)] = 1;

/** What follows the first character of an operator. */
const OPERATOR_ENDS = new Set(OPERATORS.map((operator) => operator[1]));

/** Cuts SQL text into tokens. Comments and spaces are left out; text that never ends its quote ends it. */
export function tokenize(text: string, dialect: Dialect = 'unknown'): Token[] {
  const tokens: Token[] = [];
  // Once for the whole costs a tenth of once for each word.
  const upper = text.toUpperCase();
  const quotes = new DollarQuotes(text);
  let last: Token | undefined;
  let nextHole = holeFrom(text, 0);
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code <= 32) {
      at++;
      continue;
    }
    if (nextHole < at) nextHole = holeFrom(text, at);
    if (isAsciiLetter(code)) last = readWord(text, upper, at, dialect, nextHole);
    else if (LONE_SYMBOLS[code] === 1) last = makeToken('symbol', text, at, at + 1, nextHole);
    else {
      const end = endOfBlank(text, at, dialect);
      if (end > at) {
        at = end;
        continue;
      }
      last =
        code === 36 /* $ */
          ? readDollar(text, at, nextHole, quotes)
          : readOther(text, upper, at, dialect, nextHole, last);
    }
    tokens.push(last);
    at = last.end;
  }
  return tokens;
}

/** Where the next hole stands; past the end when there is none. */
function holeFrom(text: string, at: number): number {
  const hole = text.indexOf(HOLE, at);
  return hole === -1 ? text.length : hole;
}

function makeToken(
  kind: Token['kind'],
  text: string,
  start: number,
  end: number,
  nextHole: number,
  value = text.slice(start, end),
): Token {
  return { kind, start, end, text: value, hasHole: nextHole < end, isKeyword: false };
}

function readWord(text: string, upper: string, start: number, dialect: Dialect, nextHole: number): Token {
  const end = endOfWord(text, start);
  if (text.charCodeAt(end) === 39 /* ' */ && end - start === 1 && /[ENBXU]/i.test(text[start] ?? '')) {
    const close = endOfString(text, end, /e/i.test(text[start] ?? '') ? 'mysql' : dialect);
    return makeToken('string', text, start, close, nextHole);
  }
  const isAligned = upper.length === text.length;
  const word = isAligned ? upper.slice(start, end) : text.slice(start, end).toUpperCase();
  const keyword = canBeKeyword(text.charCodeAt(start), end - start) ? keywordOf(word) : undefined;
  const hasHole = nextHole < end;
  return { kind: 'word', start, end, text: keyword ?? word, hasHole, isKeyword: keyword !== undefined };
}

/** The end of the space or comment that begins here; the same place where none does. */
function endOfBlank(text: string, at: number, dialect: Dialect): number {
  switch (text[at]) {
    case '-':
      return text[at + 1] === '-' ? endOfLine(text, at) : at;
    case '#':
      return dialect === 'mysql' ? endOfLine(text, at) : at;
    case '/':
      return text[at + 1] === '*' ? endOfComment(text, at) : at;
    default:
      return text.charCodeAt(at) > 127 && (text[at] ?? '').trim() === '' ? at + 1 : at;
  }
}

function readOther(
  text: string,
  upper: string,
  at: number,
  dialect: Dialect,
  nextHole: number,
  last: Token | undefined,
): Token {
  const char = text[at] ?? '';
  const next = text[at + 1];
  const make = (kind: Token['kind'], end: number): Token => makeToken(kind, text, at, end, nextHole);
  if (isWordStart(char) || (char === HOLE && next !== undefined && isWordPart(next)))
    return readWord(text, upper, at, dialect, nextHole);
  if (char === HOLE) return make('hole', at + 1);
  const isNumber = isDigit(text.charCodeAt(at));
  if (isNumber || (char === '.' && isDigit(text.charCodeAt(at + 1)) && !endsWithName(last, at)))
    return make('number', endOfNumber(text, at));
  if (char === "'") return make('string', endOfString(text, at, dialect));
  if (char === '"' || char === '`') {
    const end = endOfString(text, at, char === '"' ? dialect : 'unknown');
    const kind = char === '"' && dialect === 'mysql' ? 'string' : 'name';
    return makeToken(kind, text, at, end, nextHole, text.slice(at + 1, Math.max(at + 1, end - 1)));
  }
  if (
    (char === ':' || char === '@') &&
    next !== undefined &&
    (isWordStart(next) || next === HOLE) &&
    text[at - 1] !== ':'
  )
    return make('parameter', next === HOLE ? at + 2 : endOfWord(text, at + 1));
  if (char === '?' && next !== '|' && next !== '&') {
    let end = at + 1;
    if (next === HOLE) end++;
    while (isDigit(text.charCodeAt(end))) end++;
    if (text[end] === '?') end++;
    return make('parameter', end);
  }
  return make('symbol', at + operatorLength(text, at));
}

/** `$1`, `$name`, `$` with a hole for its number, and a dollar-quoted string. */
function readDollar(text: string, at: number, nextHole: number, quotes: DollarQuotes): Token {
  const next = text[at + 1];
  if (next === HOLE) return makeToken('parameter', text, at, at + 2, nextHole);
  if (isDigit(text.charCodeAt(at + 1)))
    return makeToken('parameter', text, at, endOfNumber(text, at + 1), nextHole);
  const end = quotes.endOf(at);
  if (end !== null) return makeToken('string', text, at, end, nextHole);
  if (next !== undefined && isWordStart(next))
    return makeToken('parameter', text, at, endOfWord(text, at + 1), nextHole);
  return makeToken('symbol', text, at, at + 1, nextHole);
}

/** How many characters an operator has; a comma, a bracket and the like have one. */
function operatorLength(text: string, at: number): number {
  const second = text[at + 1];
  if (second === undefined || !OPERATOR_ENDS.has(second)) return 1;
  return OPERATORS.find((candidate) => text.startsWith(candidate, at))?.length ?? 1;
}

function endsWithName(last: Token | undefined, at: number): boolean {
  return (
    last !== undefined &&
    last.end === at &&
    (last.kind === 'word' || last.kind === 'name' || last.kind === 'hole')
  );
}
