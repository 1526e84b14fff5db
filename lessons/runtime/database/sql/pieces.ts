/** A stretch of SQL text: code, or what only looks like code. */
export interface SqlPiece {
  readonly kind: 'code' | 'comment' | 'quoted';
  readonly start: number;
  readonly end: number;
}

/** Where something begins that is not code. Strings and names match whole; an unclosed one runs to the end. */
const OPAQUE =
  /--[^\n]*|\/\*|\b[eE]'(?:[^'\\]|\\[^]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/g;

/** Cuts SQL into code, comments, and strings or names in quotes. */
export function* sqlPieces(text: string): Generator<SqlPiece, void> {
  let start = 0;
  const scanner = new RegExp(OPAQUE);
  for (let match = scanner.exec(text); match; match = scanner.exec(text)) {
    const opening = match[0];
    if (match.index > start) yield { kind: 'code', start, end: match.index };
    if (opening === '/*') {
      scanner.lastIndex = endOfBlockComment(text, match.index);
    } else if (opening.startsWith('$')) {
      const closing = text.indexOf(opening, scanner.lastIndex);
      scanner.lastIndex = closing < 0 ? text.length : closing + opening.length;
    }
    start = scanner.lastIndex;
    yield { kind: /^(?:--|\/\*)/.test(opening) ? 'comment' : 'quoted', start: match.index, end: start };
  }
  if (start < text.length) yield { kind: 'code', start, end: text.length };
}

/** Block comments nest in PostgreSQL. */
function endOfBlockComment(text: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}
