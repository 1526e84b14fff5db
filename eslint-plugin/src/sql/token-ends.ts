import { type Dialect, HOLE } from './tokens.ts';

const WORD_START = /[\p{L}_]/u;
const WORD_PART = /[\p{L}\p{N}_$]/u;

export function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

export function isWordStart(char: string): boolean {
  const code = char.charCodeAt(0);
  if (code < 128) return isAsciiLetter(code);
  return char !== HOLE && WORD_START.test(char);
}

/** Whether a character is a digit, by its code; past the end of a text, where there is none, it is not. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters, digits, `_` and `$`, by their code. */
const WORD_PARTS = new Uint8Array(128);
for (let code = 0; code < 128; code++)
  if (isAsciiLetter(code) || isDigit(code) || code === 36) WORD_PARTS[code] = 1;

export function isWordPart(char: string): boolean {
  const code = char.charCodeAt(0);
  return code < 128 ? WORD_PARTS[code] === 1 : char !== HOLE && WORD_PART.test(char);
}

export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

/** Comments within a comment are looked for this far, so that many which never end cost no more than their length. */
const MAX_NESTED_COMMENT = 5_000;

/** PostgreSQL nests comments, others do not; text that is balanced either way ends at the same place. */
export function endOfComment(text: string, from: number): number {
  const first = text.indexOf('*/', from + 2);
  if (first === -1) return text.length;
  let depth = 1;
  const last = Math.min(text.length, from + MAX_NESTED_COMMENT);
  for (let at = from + 2; at < last; at++) {
    if (text[at] === '/' && text[at + 1] === '*') {
      depth++;
      at++;
    } else if (text[at] === '*' && text[at + 1] === '/') {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  return first + 2;
}

export function endOfWord(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (WORD_PARTS[code] !== 1 && (code < 128 || (text[at] !== HOLE && !isWordPart(text[at] ?? '')))) break;
  }
  return at;
}

export function endOfNumber(text: string, from: number): number {
  let at = from;
  for (; isNumberPart(text.charCodeAt(at)); at++) {
    if (text[at] === '.' && text[at + 1] === '.') break;
    const isExponent = text[at] === 'e' || text[at] === 'E';
    if (isExponent && (text[at + 1] === '+' || text[at + 1] === '-') && isDigit(text.charCodeAt(at + 2)))
      at++;
  }
  return at;
}

/** A digit, one of hexadecimal, and `x`, `_` and the point. */
function isNumberPart(code: number): boolean {
  return (
    isDigit(code) ||
    (code >= 97 && code <= 102) ||
    (code >= 65 && code <= 70) ||
    code === 120 ||
    code === 88 ||
    code === 95 ||
    code === 46
  );
}

/** The end of a quoted run. A doubled quote is the quote itself; so is one after a backslash in MySQL. */
export function endOfString(text: string, from: number, dialect: Dialect): number {
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
