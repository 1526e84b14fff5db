import type { Token } from 'acorn';
import { NotLowered } from './not-lowered.ts';

/** The tokens of a text, in their order: the parser fills it. */
export class TokenList {
  readonly #text: string;
  readonly #tokens: readonly Token[];

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  /** The first such token from there on. */
  find(label: string, from: number): Token {
    for (let index = this.#indexOf(from); index < this.#tokens.length; index++) {
      const token = this.#tokens[index];
      if (token !== undefined && this.#is(token, label)) return token;
    }
    throw new NotLowered(from, `No ${label} was found.`);
  }

  /** The last such token that lies between the two. */
  lastBetween(label: string, from: number, before: number): Token | undefined {
    for (let index = this.#indexOf(before) - 1; index >= 0; index--) {
      const token = this.#tokens[index];
      if (token === undefined || token.start < from) return undefined;
      if (this.#is(token, label)) return token;
    }
    return undefined;
  }

  #is({ start, end }: Token, label: string): boolean {
    return end - start === label.length && this.#text.startsWith(label, start);
  }

  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tokens[middle]?.start ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
