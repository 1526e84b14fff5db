import { type Command, clauseOf, itemsOf, type Script, type TokenRange } from './statement.ts';
import { endAt, isSymbolAt, tokenAt, wordAt } from './token-at.ts';

/** Whether a script brings the rows of a table itself, written out or copied: whoever runs it means all of them. */
export function bringsRowsOf(script: Script, table: string): boolean {
  return script.statements.some(({ first, last }) => {
    if (!/^(?:INSERT|COPY)$/.test(wordAt(script, first))) return false;
    const named = first + (wordAt(script, first + 1) === 'INTO' ? 2 : 1);
    const target = tokenAt(script, isSymbolAt(script, named + 1, '.') ? named + 2 : named);
    if (target.text.toLowerCase() !== table) return false;
    return script.tokens.slice(first, last).every(({ kind, hasHole }) => kind !== 'parameter' && !hasHole);
  });
}

/** Whether SET chooses the rows itself, and gives all others what they have: `role = IF(role = ?, ?, role)`. */
export function keepsOtherRows(script: Script, command: Command): boolean {
  const set = clauseOf(command, 'set');
  if (!set) return false;
  return itemsOf(script, set).every(
    ({ first, last }) =>
      isSymbolAt(script, first + 1, '=') &&
      mayKeep(script, tokenAt(script, first).text.toUpperCase(), { first: first + 2, last }),
  );
}

/** Whether a value may be that of a column before: an argument of `IF`, or what `CASE` gives to what is left over. */
function mayKeep(script: Script, column: string, { first, last }: TokenRange): boolean {
  if (wordAt(script, first) === 'CASE')
    return (
      wordAt(script, last - 1) === 'END' &&
      wordAt(script, last - 3) === 'ELSE' &&
      tokenAt(script, last - 2).text.toUpperCase() === column
    );
  if (!/^I?IF$/.test(wordAt(script, first)) || endAt(script, first + 1) !== last - 1) return false;
  return itemsOf(script, { first: first + 2, last: last - 1 })
    .slice(1)
    .some(
      (item) =>
        (item.last - item.first === 1 && tokenAt(script, item.first).text.toUpperCase() === column) ||
        mayKeep(script, column, item),
    );
}
