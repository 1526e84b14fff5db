import { partsOf } from './conditions.ts';
import { type Source, sourcesOf } from './facts.ts';
import type { Command, Script, TokenRange } from './statement.ts';
import { endAt, isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/** The tables of outer joins that a row of the result can lack: those of which no condition says something. */
export function missingSources(script: Script, command: Command): Source[] {
  return nullableSources(script, command, sourcesOf(script, command)).filter(
    (source) => !isFiltered(script, command, source),
  );
}

/**
 * What a row can lack: the right side of LEFT, the left side of RIGHT, both of FULL. A later inner join whose condition
 * asks for it restores it.
 */
function nullableSources(script: Script, command: Command, sources: readonly Source[]): Source[] {
  const end = command.clauses.find(({ name }) => name === 'from')?.last ?? 0;
  const isAsked = (source: Source, by: number): boolean => {
    const first = script.tokens.indexOf(sources[by]?.token as Token) + 1;
    const next = sources[by + 1];
    for (let index = first; index < (next ? script.tokens.indexOf(next.token) : end); index++) {
      const token = tokenAt(script, index);
      if (token.kind === 'hole' || token.text === 'USING') return true;
      if (isOf(token, source) && isSymbolAt(script, index + 1, '.')) return true;
    }
    return false;
  };
  return sources.filter((source, index) => {
    if (sources.some(({ join }, later) => later > index && join === 'inner' && isAsked(source, later)))
      return false;
    if (source.join === 'left' || source.join === 'full') return true;
    return sources.slice(index + 1).some(({ join }) => join === 'right' || join === 'full');
  });
}

/** Whether WHERE or HAVING says something of the table, which rows without it seldom survive. */
function isFiltered(script: Script, command: Command, source: Source): boolean {
  return command.clauses.some(
    (clause) => (clause.name === 'where' || clause.name === 'having') && asksFor({ script, source }, clause),
  );
}

interface Asked {
  readonly script: Script;
  readonly source: Source;
}

/** Whether a condition says something of a table: each of its alternatives, or one of its parts. */
function asksFor(asked: Asked, condition: TokenRange): boolean {
  const { script } = asked;
  const { first, last } = condition;
  const alternatives = partsOf(script, condition, 'OR');
  if (alternatives.length > 1) return alternatives.every((part) => asksFor(asked, part));
  const parts = partsOf(script, condition, 'AND');
  if (parts.length > 1) return parts.some((part) => asksFor(asked, part));
  const isBracket = isSymbolAt(script, first, '(') && endAt(script, first) === last - 1;
  if (isBracket && wordAt(script, first + 1) !== 'SELECT')
    return asksFor(asked, { first: first + 1, last: last - 1 });
  for (let index = first; index < last; index++) {
    const token = tokenAt(script, index);
    if (wordAt(script, index + 1) === 'SELECT' && readsOwn(asked, index)) index = endAt(script, index);
    else if (token.kind === 'hole' && !isOperand(script, index, first)) return true;
    else if (isOf(token, asked.source) && isSymbolAt(script, index + 1, '.')) return true;
  }
  return false;
}

/** Whether an expression of the program is a value that something is compared with, and no condition of its own. */
function isOperand(script: Script, hole: number, first: number): boolean {
  if (tokenAt(script, hole - 1).kind === 'symbol') return true;
  return hole > first && /^(?:BETWEEN|AND|LIKE|ILIKE)$/.test(wordAt(script, hole - 1));
}

/** Whether the subquery in a bracket has a table of the same name in its FROM, where alone it stands without a column. */
function readsOwn({ script, source }: Asked, open: number): boolean {
  for (let index = open + 1; index < endAt(script, open); index++) {
    const isQualified = isSymbolAt(script, index - 1, '.') || isSymbolAt(script, index + 1, '.');
    if (!isQualified && isOf(tokenAt(script, index), source)) return true;
  }
  return false;
}

/** Whether a word of a statement names a table, by its alias where it has one. */
export function isOf(token: Token, { alias, name }: Source): boolean {
  const text = token.text.toUpperCase();
  return isName(token) && text === (alias ?? name);
}
