/** The words of a command line, as a POSIX shell, or bash with its $'…', would split it. Nothing is expanded. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let rest = line; rest !== '';) {
    const piece = nextPiece(rest);
    rest = rest.slice(piece.length);
    if (piece.text !== undefined) word = (word ?? '') + piece.text;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

interface Piece {
  readonly length: number;
  /** Undefined for what separates words. */
  readonly text: string | undefined;
}

function nextPiece(rest: string): Piece {
  const separator = /^(?:\s|\\\r?\n)+/.exec(rest);
  if (separator) return { length: separator[0].length, text: undefined };
  const single = /^'([^']*)(?:'|$)/.exec(rest);
  if (single) return { length: single[0].length, text: single[1] ?? '' };
  const escaped = /^\$'((?:[^'\\]|\\[^])*)(?:'|$)/.exec(rest);
  if (escaped) return { length: escaped[0].length, text: unescape(escaped[1] ?? '') };
  const double = /^"((?:[^"\\]|\\[^])*)(?:"|$)/.exec(rest);
  if (double) return { length: double[0].length, text: (double[1] ?? '').replace(/\\(["\\$`\n])/g, keep) };
  const plain = /^\\([^])|^[^]/.exec(rest);
  return { length: plain?.[0].length ?? 1, text: plain?.[1] ?? plain?.[0] ?? '' };
}

/** A backslash before the end of a line is gone with it. */
function keep(_: string, character: string): string {
  return character === '\n' ? '' : character;
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };

function unescape(text: string): string {
  return text.replace(
    /\\(?:u([\da-fA-F]{1,4})|x([\da-fA-F]{1,2})|([^]))/g,
    (_, unicode?: string, hex?: string, other = '') =>
      unicode !== undefined || hex !== undefined
        ? String.fromCharCode(parseInt(unicode ?? hex ?? '', 16))
        : (CONTROLS[other] ?? other),
  );
}
