import type { Token } from './tokens.ts';

/** Tokens by their place, and which of them belong together. Places outside the text hold nothing. */
export class TokenReader {
  readonly tokens: readonly Token[];
  /** For each bracket the index of the one that closes or opens it; -1 for every other token. */
  readonly partners: readonly number[];
  /** Whether a statement may end before the text, or a word such as UNION stands anywhere: few texts need to be searched. */
  readonly hasSeparator: boolean;
  readonly hasSetOperator: boolean;

  constructor(tokens: readonly Token[]) {
    const partners = new Array<number>(tokens.length).fill(-1);
    const open: number[] = [];
    let hasSeparator = false;
    let hasSetOperator = false;
    for (let index = 0; index < tokens.length; index++) {
      const sign = tokens[index]?.sign ?? null;
      if (sign === null) continue;
      if (sign === '(' || sign === '[') open.push(index);
      else if (sign === ')' || sign === ']') {
        const start = open.pop();
        if (start === undefined) continue;
        partners[start] = index;
        partners[index] = start;
      } else {
        hasSetOperator ||= isSetOperator(sign);
        hasSeparator ||= sign === ';' || (sign === 'CREATE' && index > 0);
      }
    }
    this.tokens = tokens;
    this.partners = partners;
    this.hasSeparator = hasSeparator;
    this.hasSetOperator = hasSetOperator;
  }

  /** The token after this one at the same depth: a bracket is stepped over with all it holds. */
  next(index: number): number {
    const partner = this.partners[index] ?? -1;
    return partner > index ? partner + 1 : index + 1;
  }

  /** The keyword or symbol at an index; null for all that a program may name. */
  sign(index: number): string | null {
    return this.tokens[index]?.sign ?? null;
  }

  is(index: number, symbol: string): boolean {
    return this.tokens[index]?.sign === symbol;
  }

  /** The keyword at an index; null for names and for all that is no word. */
  keyword(index: number): string | null {
    const token = this.tokens[index];
    return token?.kind === 'word' ? token.sign : null;
  }

  /** Whether a statement ends before an index: dumps have tables one behind the other without a semicolon. */
  beginsTable(index: number): boolean {
    return this.keyword(index) === 'CREATE' && this.keyword(index + 1) === 'TABLE' && this.is(index - 1, ')');
  }

  /** Whether a bracket holds a query, and not an expression. */
  opensQuery(index: number): boolean {
    let inside = index + 1;
    while (this.is(inside, '(')) inside++;
    const word = this.keyword(inside);
    return word === 'SELECT' || word === 'WITH' || (word === 'VALUES' && this.is(inside + 1, '('));
  }

  /** A word after a dot or AS is a name, whatever it spells. */
  isName(index: number): boolean {
    if (this.is(index + 1, '.')) return true;
    // A place before the first is never asked for: to look an element up by -1 is slow.
    return index > 0 && (this.is(index - 1, '.') || this.keyword(index - 1) === 'AS');
  }

  /** The index of the bracket that closes the one at an index; -1 when there is none. */
  closing(index: number): number {
    return this.partners[index] ?? -1;
  }
}

/** Whether a keyword joins two queries. */
export function isSetOperator(keyword: string | null): boolean {
  return keyword === 'UNION' || keyword === 'INTERSECT' || keyword === 'EXCEPT' || keyword === 'MINUS';
}
