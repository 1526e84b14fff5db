import type { Token } from './tokens.ts';

/** Tokens by their place, and which of them belong together. Places outside the text hold nothing. */
export class TokenReader {
  readonly tokens: readonly Token[];
  /** For each bracket the index of the one that closes or opens it; -1 for every other token. */
  readonly partners: readonly number[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.partners = partnersOf(tokens);
  }

  /** The token after this one at the same depth: a bracket is stepped over with all it holds. */
  next(index: number): number {
    const partner = this.partners[index] ?? -1;
    return partner > index ? partner + 1 : index + 1;
  }

  is(index: number, symbol: string): boolean {
    const token = this.tokens[index];
    return token?.kind === 'symbol' && token.text === symbol;
  }

  word(index: number): string | null {
    const token = this.tokens[index];
    return token?.kind === 'word' ? token.text : null;
  }

  /** Whether a bracket holds a query, and not an expression. */
  opensQuery(index: number): boolean {
    let inside = index + 1;
    while (this.is(inside, '(')) inside++;
    const word = this.word(inside);
    return word === 'SELECT' || word === 'WITH' || (word === 'VALUES' && this.is(inside + 1, '('));
  }

  /** A word after a dot or AS is a name, whatever it spells. */
  isName(index: number): boolean {
    if (this.is(index + 1, '.')) return true;
    // A place before the first is never asked for: to look an element up by -1 is slow.
    return index > 0 && (this.is(index - 1, '.') || this.word(index - 1) === 'AS');
  }

  /** The index of the bracket that closes the one at an index; -1 when there is none. */
  closing(index: number): number {
    return this.partners[index] ?? -1;
  }
}

function partnersOf(tokens: readonly Token[]): number[] {
  const partners: number[] = [];
  const open: number[] = [];
  for (const { kind, text } of tokens) {
    const index = partners.push(-1) - 1;
    if (kind !== 'symbol') continue;
    if (text === '(' || text === '[') open.push(index);
    else if (text === ')' || text === ']') {
      const start = open.pop();
      if (start === undefined) continue;
      partners[start] = index;
      partners[index] = start;
    }
  }
  return partners;
}
