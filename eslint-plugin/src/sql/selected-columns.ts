import { spelling } from './facts.ts';
import { clauseOf, type Command, itemsOf, type Script } from './statement.ts';
import { isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';

/** A column of a SELECT list as its rows name it, and the expression to reach it in ORDER BY. */
export interface Column {
  readonly name: string;
  readonly expression: string;
}

/** The columns of a SELECT list that are plain names or have an alias. */
export function columnsOf(script: Script, command: Command): Column[] {
  const list = clauseOf(command, 'select');
  if (!list) return [];
  const columns: Column[] = [];
  for (const { first, last } of itemsOf(script, list)) {
    const name = tokenAt(script, last - 1);
    if (!isName(name) || script.tokens.slice(first, last).some(({ hasHole }) => hasHole)) continue;
    const spelled = spelling(script, name);
    if (!/^[a-z_]\w*$/i.test(spelled)) continue;
    const begin = tokenAt(script, first);
    const isPlain = last - first === 1;
    const isQualified = last - first === 3 && isSymbolAt(script, first + 1, '.') && isName(begin);
    const isAliased = last - first > 2 && wordAt(script, last - 2) === 'AS';
    if (isQualified) columns.push({ name: spelled, expression: script.text.slice(begin.start, name.end) });
    else if (isPlain || isAliased)
      columns.push({ name: spelled, expression: script.text.slice(name.start, name.end) });
  }
  return columns;
}
