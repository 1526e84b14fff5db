import { Piece } from './piece.ts';
import type { Token } from './tokens.ts';

/** Tokens by their place, and which brackets belong together. */
export interface Tokens {
  readonly tokens: readonly Token[];
  /** For each bracket the index of the one that closes or opens it; -1 for every other token. */
  readonly partners: readonly number[];
}

const EDGE: Token = new Piece('edge', '', 0, 0, false);

/** The token at an index: before the first and behind the last stands one that is nothing else. */
export function tokenAt({ tokens }: Tokens, index: number): Token {
  return tokens[index] ?? EDGE;
}

/** A word in upper case; empty where there is none. */
export function wordAt(script: Tokens, index: number): string {
  const { kind, text } = tokenAt(script, index);
  return kind === 'word' ? text : '';
}

/** Where that ends which begins with a token: at the bracket that closes it, or at the token itself. */
export function endAt({ partners }: Tokens, index: number): number {
  const partner = partners[index] ?? -1;
  return partner > index ? partner : index;
}

/** Where that begins which ends with a token: at the bracket that opens it, or at the token itself. */
export function startAt({ partners }: Tokens, index: number): number {
  const partner = partners[index] ?? -1;
  return partner === -1 ? index : Math.min(index, partner);
}

export function isSymbolAt(script: Tokens, index: number, symbol: string): boolean {
  return tokenAt(script, index).sign === symbol;
}

/** Whether a token can be a name: a word, or in quotes. */
export function isName({ kind }: Token): boolean {
  return kind === 'word' || kind === 'name';
}
