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
import { DollarQuotes } from './dollar-quotes.ts';
import { keywordAt } from './keywords.ts';
import { Piece } from './piece.ts';
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
    const bracket = code === 91 /* [ */ && dialect === 'unknown' ? endOfBracketName(text, at, last) : at;
    if (isAsciiLetter(code)) last = readWord(text, at, dialect, nextHole);
    else if (bracket > at) last = new Piece('name', text, at, bracket, false);
    else if (isLoneSymbol(text, at, code)) last = symbolOf(text, at, at + 1);
    else {
      const end = endOfBlank(text, at, dialect);
      if (end > at) {
        at = end;
        continue;
      }
      last =
        code === 36 /* $ */
          ? readDollar(text, at, nextHole, quotes)
          : readOther(text, at, dialect, nextHole, last);
    }
    tokens.push(last);
    at = last.end;
  }
  return tokens;
}

const BRACKET_NAME = /\[[A-Za-z_][\w $#-]*\]/y;

/** The end of `[order]`, as SQL Server quotes names; the same place for an element of an array, which follows its name at once. */
function endOfBracketName(text: string, at: number, last: Token | undefined): number {
  if ((last?.end === at && !/^[.,(=]$/.test(last.text)) || last?.text === 'ARRAY') return at;
  BRACKET_NAME.lastIndex = at;
  return BRACKET_NAME.test(text) ? BRACKET_NAME.lastIndex : at;
}

/** Most symbols, told without a look at all that others may begin. */
function isLoneSymbol(text: string, at: number, code: number): boolean {
  if (LONE_SYMBOLS[code] === 1) return true;
  if (code !== 46 /* . */ && code !== 61 /* = */) return false;
  const next = text.charCodeAt(at + 1);
  return next === 32 || isAsciiLetter(next);
}

/** Where the next hole stands; past the end when there is none. */
function holeFrom(text: string, at: number): number {
  const hole = text.indexOf(HOLE, at);
  return hole === -1 ? text.length : hole;
}

function readWord(text: string, start: number, dialect: Dialect, nextHole: number): Token {
  const end = endOfWord(text, start);
  if (text.charCodeAt(end) === 39 /* ' */ && end - start === 1 && /[ENBXU]/i.test(text[start] ?? '')) {
    const close = endOfString(text, end, /e/i.test(text[start] ?? '') ? 'mysql' : dialect);
    return new Piece('string', text, start, close, nextHole < close);
  }
  return new Piece('word', text, start, end, nextHole < end, keywordAt(text, start, end));
}

function symbolOf(text: string, start: number, end: number): Token {
  return new Piece('symbol', text, start, end, false, text.slice(start, end));
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
  at: number,
  dialect: Dialect,
  nextHole: number,
  last: Token | undefined,
): Token {
  const char = text[at] ?? '';
  const next = text[at + 1];
  const make = (kind: Token['kind'], end: number): Token => new Piece(kind, text, at, end, nextHole < end);
  if (isWordStart(char) || (char === HOLE && next !== undefined && isWordPart(next)))
    return readWord(text, at, dialect, nextHole);
  if (char === HOLE) return make('hole', at + 1);
  const isNumber = isDigit(text.charCodeAt(at));
  if (isNumber || (char === '.' && isDigit(text.charCodeAt(at + 1)) && !endsWithName(last, at)))
    return make('number', endOfNumber(text, at));
  if (char === "'") return make('string', endOfString(text, at, dialect));
  if (char === '"' || char === '`') {
    const end = endOfString(text, at, char === '"' ? dialect : 'unknown');
    const kind = char === '"' && dialect === 'mysql' ? 'string' : 'name';
    return make(kind, end);
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
  return symbolOf(text, at, at + operatorLength(text, at));
}

/** `$1`, `$name`, `$` with a hole for its number, and a dollar-quoted string. */
function readDollar(text: string, at: number, nextHole: number, quotes: DollarQuotes): Token {
  const next = text[at + 1];
  if (next === HOLE) return new Piece('parameter', text, at, at + 2, nextHole < at + 2);
  if (isDigit(text.charCodeAt(at + 1)))
    return new Piece('parameter', text, at, endOfNumber(text, at + 1), nextHole < endOfNumber(text, at + 1));
  const end = quotes.endOf(at);
  if (end !== null) return new Piece('string', text, at, end, nextHole < end);
  if (next !== undefined && isWordStart(next))
    return new Piece('parameter', text, at, endOfWord(text, at + 1), nextHole < endOfWord(text, at + 1));
  return symbolOf(text, at, at + 1);
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
