import type { Source } from './facts.ts';
import type { Command, Script } from './statement.ts';
import { isSymbolAt, tokenAt } from './token-at.ts';
import { HOLE } from './tokens.ts';

/** The name of a table that can be any. */
export const ANY_TABLE = 'ANY TABLE';

/** Behind the letters of a name an expression need be no part of it: `users${where}`. */
const GOES_ON = new RegExp(`[A-Z\\d]${HOLE}$`);

/**
 * What to call a table of which only the running program knows the name: `ORDERS` for `${prefix}orders`, and {@link ANY_TABLE} for
 * `${table}` where more of the statement follows. At its end, and in brackets, an expression can be more than a table.
 */
export function unnamedTable(script: Script, command: Command, source: Source): string | null {
  const first = script.tokens.indexOf(source.token);
  const last = lastOfName(script, first);
  const token = tokenAt(script, last);
  if (!token.hasHole || isSymbolAt(script, first - 1, '(')) return null;
  if (token.kind === 'word' && GOES_ON.test(token.text)) return null;
  const written = token.text.replaceAll(HOLE, '').replace(/^_+|_+$/g, '');
  if (written !== '') return written.toUpperCase();
  return last + 1 < command.last ? ANY_TABLE : null;
}

/** The index of `users` in `shop.users`. */
function lastOfName(script: Script, first: number): number {
  let index = first;
  while (isSymbolAt(script, index + 1, '.')) index += 2;
  return index;
}
