import { endAt, type Tokens } from './token-at.ts';
import type { Token } from './tokens.ts';

/** What the scanner asks of tokens by their place. */
export class TokenReader implements Tokens {
  readonly tokens: readonly Token[];
  readonly partners: readonly number[];
  /** Whether a statement may end before the text, or a word such as UNION stands anywhere: few texts need to be searched. */
  readonly hasSeparator: boolean;
  readonly hasSetOperator: boolean;

  constructor(tokens: readonly Token[]) {
    const partners = new Array<number>(tokens.length).fill(-1);
    const open: number[] = [];
    let hasSeparator = false;
    let hasSetOperator = false;
    let index = -1;
    for (const { sign } of tokens) {
      index++;
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
    return endAt(this, index) + 1;
  }

  /** The keyword or symbol at an index; null for all that a program may name. */
  sign(index: number): string | null {
    return this.tokens[index]?.sign ?? null;
  }

  /** Whether a keyword or symbol stands at an index. */
  is(index: number, sign: string): boolean {
    return this.tokens[index]?.sign === sign;
  }

  /** Whether a statement ends before an index: dumps have tables one behind the other without a semicolon. */
  beginsTable(index: number): boolean {
    return this.is(index, 'CREATE') && this.is(index + 1, 'TABLE') && this.is(index - 1, ')');
  }

  /** Whether a bracket holds a query, and not an expression. */
  opensQuery(index: number): boolean {
    let inside = index + 1;
    while (this.is(inside, '(')) inside++;
    const word = this.sign(inside);
    return word === 'SELECT' || word === 'WITH' || (word === 'VALUES' && this.is(inside + 1, '('));
  }

  /** A word after a dot or AS is a name, whatever it spells. */
  isName(index: number): boolean {
    if (this.is(index + 1, '.')) return true;
    // A place before the first is never asked for: to look an element up by -1 is slow.
    return index > 0 && (this.is(index - 1, '.') || this.is(index - 1, 'AS'));
  }
}

/** Whether a keyword joins two queries. */
export function isSetOperator(keyword: string | null): boolean {
  return keyword === 'UNION' || keyword === 'INTERSECT' || keyword === 'EXCEPT' || keyword === 'MINUS';
}
