import { isName, isSymbol, spelling } from './facts.ts';
import { clauseOf, type Command, itemsOf, type Script } from './statement.ts';

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
    const tokens = script.tokens.slice(first, last);
    const name = tokens.at(-1);
    if (!name || !isName(name) || tokens.some(({ hasHole }) => hasHole)) continue;
    const spelled = spelling(script, name);
    if (!/^[a-z_]\w*$/i.test(spelled)) continue;
    const isPlain = tokens.length === 1;
    const isQualified = tokens.length === 3 && isSymbol(tokens[1], '.') && isName(tokens[0]);
    const isAliased = tokens.length > 2 && tokens.at(-2)?.kind === 'word' && tokens.at(-2)?.text === 'AS';
    if (isQualified && tokens[0])
      columns.push({ name: spelled, expression: script.text.slice(tokens[0].start, name.end) });
    else if (isPlain || isAliased)
      columns.push({ name: spelled, expression: script.text.slice(name.start, name.end) });
  }
  return columns;
}
