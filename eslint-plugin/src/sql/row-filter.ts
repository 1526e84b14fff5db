import type { SourceCode } from '../ast/node.ts';
import { partsOf } from './conditions.ts';
import type { Query } from './queries.ts';
import { clauseOf, type Command } from './statement.ts';
import { holeAt } from './text.ts';
import { isName } from './token-at.ts';
import type { Token } from './tokens.ts';

/**
 * What chooses the rows of a command: each condition that must hold, spelled in one way, so that two commands can
 * be compared. Conditions that continue a list after its last row are left out.
 */
export function rowFilter(sourceCode: SourceCode, query: Query, command: Command): ReadonlySet<string> {
  const { script } = query;
  const conditions = new Set<string>(openFilters(sourceCode, query, command));
  const where = clauseOf(command, 'where');
  if (!where) return conditions;
  const sorted = sortedColumns(query, command);
  for (const { first, last } of partsOf(script, where, 'AND')) {
    const tokens = script.tokens.slice(first, last);
    const isCursor =
      tokens.some(({ sign }) => /^[<>]=?$/.test(sign ?? '')) &&
      tokens.some(({ text }) => sorted.has(text.toUpperCase()));
    const spelled = tokens.map((token) => spell(sourceCode, query, token)).join(' ');
    if (!isCursor) conditions.add(spelled.replace(/\w+ \. /g, ''));
  }
  return conditions;
}

function spell(sourceCode: SourceCode, query: Query, token: Token): string {
  if (token.kind === 'parameter') return '?';
  if (token.kind !== 'hole') return token.text.toUpperCase();
  const hole = holeAt(query.sql, token.start);
  return !hole || hole.entry === 'bound' ? '?' : `\${${sourceCode.getText(hole.node)}}`;
}

/** Expressions of the program that bring a whole WHERE: `FROM users ${where} ORDER BY id`. */
function openFilters(sourceCode: SourceCode, query: Query, command: Command): string[] {
  const from = clauseOf(command, 'from');
  if (!from) return [];
  return query.script.tokens
    .slice(from.first + 1, from.last)
    .filter(({ kind }) => kind === 'hole')
    .map((token) => spell(sourceCode, query, token))
    .filter((text) => /where|filter|condition/i.test(text));
}

function sortedColumns({ script }: Query, command: Command): ReadonlySet<string> {
  const { first, last } = clauseOf(command, 'order by') ?? { first: 0, last: 0 };
  const names = script.tokens.slice(first, last).filter(isName);
  return new Set(names.map(({ text }) => text.toUpperCase()));
}
