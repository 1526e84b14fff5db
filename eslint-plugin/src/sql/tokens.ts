/** Stands in SQL text for an expression of the program, one character for one hole. */
export const HOLE = '\uE000';

export type Dialect = 'postgresql' | 'mysql' | 'sqlite' | 'unknown';

/**
 * One token. `word` is a bare identifier or keyword, `name` a quoted identifier, `hole` an expression that
 * stands alone, `parameter` a placeholder such as `$1`, `?`, `:id`, and `$` with a hole for its number. `edge` stands where
 * the text has no token.
 */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'hole' | 'symbol' | 'edge';
  readonly start: number;
  readonly end: number;
  /** The token's text; a word's in upper case, a name's without its quotes. */
  readonly text: string;
  /** Whether an expression of the program is inside. */
  readonly hasHole: boolean;
  /** The symbol that it is, or the keyword: a word that can begin or end a part of a statement. Null for all else. */
  readonly sign: string | null;
}
