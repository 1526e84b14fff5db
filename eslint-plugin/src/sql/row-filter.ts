import type { SourceCode } from '../ast/node.ts';
import { partsOf } from './conditions.ts';
import type { Query } from './queries.ts';
import { clauseOf, type Command } from './statement.ts';
import { holeAt, sourceRange } from './text.ts';
import { isName } from './token-at.ts';
import type { Token } from './tokens.ts';

/**
 * What chooses the rows of a command: each condition that must hold, spelled in one way, so that two commands can
 * be compared, with the offset of the file where it begins. Conditions that continue a list after its last row are
 * left out.
 */
export function rowFilter(
  sourceCode: SourceCode,
  query: Query,
  command: Command,
): ReadonlyMap<string, number> {
  const { script, sql } = query;
  const conditions = new Map(openFilters(sourceCode, query, command));
  const where = clauseOf(command, 'where');
  if (!where) return conditions;
  const sorted = sortedColumns(query, command);
  for (const { first, last } of partsOf(script, where, 'AND')) {
    const tokens = script.tokens.slice(first, last);
    const isCursor =
      tokens.some(({ sign }) => /^[<>]=?$/.test(sign ?? '')) &&
      tokens.some(({ text }) => sorted.has(text.toUpperCase()));
    const spelled = tokens
      .filter((token, index) => !isNumberOf(tokens[index - 1], token))
      .map((token) => spell(sourceCode, query, token))
      .join(' ');
    const [begin] = tokens;
    if (begin && !isCursor)
      conditions.set(spelled.replace(/\w+ \. /g, ''), sourceRange(sql, begin.start, begin.end)[0]);
  }
  return conditions;
}

/** What a placeholder that counts itself, `$${values.length + index + 1}`, has for a number: no part of the filter. */
function isNumberOf(placeholder: Token | undefined, { kind, start }: Token): boolean {
  return (
    placeholder?.kind === 'parameter' && (kind === 'number' || kind === 'word') && placeholder.end === start
  );
}

function spell(sourceCode: SourceCode, query: Query, token: Token): string {
  if (token.kind === 'parameter') return '?';
  if (token.kind !== 'hole') return token.text.toUpperCase();
  const hole = holeAt(query.sql, token.start);
  return !hole || hole.entry === 'bound' ? '?' : `\${${sourceCode.getText(hole.node)}}`;
}

/** Expressions of the program that bring a whole WHERE: `FROM users ${where} ORDER BY id`. */
function openFilters(sourceCode: SourceCode, query: Query, command: Command): [string, number][] {
  const from = clauseOf(command, 'from');
  if (!from) return [];
  return query.script.tokens
    .slice(from.first + 1, from.last)
    .filter(({ kind }) => kind === 'hole')
    .map((token): [string, number] => [
      spell(sourceCode, query, token),
      sourceRange(query.sql, token.start, token.end)[0],
    ])
    .filter(([text]) => /where|filter|condition/i.test(text));
}

function sortedColumns({ script }: Query, command: Command): ReadonlySet<string> {
  const { first, last } = clauseOf(command, 'order by') ?? { first: 0, last: 0 };
  const names = script.tokens.slice(first, last).filter(isName);
  return new Set(names.map(({ text }) => text.toUpperCase()));
}
