import type { Token } from './tokens.ts';

/** A token as a piece of the text it was found in. Few are asked for their own text, which is cut out only then. */
export class Piece implements Token {
  readonly kind: Token['kind'];
  readonly start: number;
  readonly end: number;
  readonly hasHole: boolean;
  readonly sign: string | null;
  readonly #source: string;
  #text: string | null;

  constructor(
    kind: Token['kind'],
    source: string,
    start: number,
    end: number,
    hasHole: boolean,
    sign: string | null = null,
  ) {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.hasHole = hasHole;
    this.sign = sign;
    this.#source = source;
    this.#text = sign;
  }

  get text(): string {
    return (this.#text ??= this.#cut());
  }

  #cut(): string {
    const first = this.#source.charCodeAt(this.start);
    const isInBrackets = this.kind === 'name' && first === 91; /* [ */
    if (first === 34 /* " */ || first === 96 /* ` */ || isInBrackets)
      return this.#source.slice(this.start + 1, Math.max(this.start + 1, this.end - 1));
    const text = this.#source.slice(this.start, this.end);
    return this.kind === 'word' ? text.toUpperCase() : text;
  }
}
