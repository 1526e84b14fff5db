import { clauseOf, type Command, itemsOf, type Script, type TokenRange } from './statement.ts';
import { isSymbolAt, tokenAt, wordAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/** A number that LIMIT or OFFSET is given: its keyword, and the tokens of the value, the end exclusive. */
export interface PageNumber extends TokenRange {
  readonly keyword: Token;
}

/** How many rows a command gives at most, and how many it leaves out before them. */
export interface PageClauses {
  readonly limit: PageNumber | null;
  readonly offset: PageNumber | null;
}

/** Reads `LIMIT n OFFSET m`, `LIMIT m, n`, `OFFSET m ROWS FETCH NEXT n ROWS ONLY`. */
export function pageClausesOf(script: Script, command: Command): PageClauses {
  const limit = clauseOf(command, 'limit') ?? clauseOf(command, 'fetch');
  const offset = clauseOf(command, 'offset');
  const items = limit ? itemsOf(script, limit) : [];
  const [first, second] = items;
  if (limit && first && second) {
    return {
      limit: { keyword: limit.keyword, ...second },
      offset: { keyword: limit.keyword, ...first },
    };
  }
  return {
    limit: limit && first ? { keyword: limit.keyword, ...withoutRows(script, first) } : null,
    offset: offset ? { keyword: offset.keyword, ...withoutRows(script, offset) } : null,
  };
}

/** `10 ROWS ONLY` without its last words. */
function withoutRows(script: Script, { first, last }: TokenRange): TokenRange {
  let end = first + 1;
  while (end < last && !/^(?:ROWS?|ONLY|WITH|ESCAPE)$/.test(wordAt(script, end))) end++;
  return { first, last: end };
}

/** The one token of a number that the program passes in: a placeholder or an expression; null for anything else. */
export function passedToken(script: Script, number: PageNumber | null): Token | null {
  if (!number) return null;
  const token = tokenAt(script, number.first);
  const isAlone = number.last - number.first === 1 || isSymbolAt(script, number.first + 1, '::');
  return isAlone && (token.kind === 'parameter' || token.kind === 'hole') ? token : null;
}
