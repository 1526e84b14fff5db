import type { SourceCode } from '../ast/node.ts';
import type { Query } from './queries.ts';
import { clauseOf, type Command, itemsOf } from './statement.ts';
import { holeAt } from './text.ts';
import { tokenAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/**
 * What chooses the rows of a command: each condition that must hold, spelled in one way, so that two commands can
 * be compared. Conditions that continue a list after its last row are left out.
 */
export function rowFilter(sourceCode: SourceCode, query: Query, command: Command): ReadonlySet<string> {
  const conditions = new Set<string>(openFilters(sourceCode, query, command));
  const where = clauseOf(command, 'where');
  if (!where) return conditions;
  const sorted = sortedColumns(query, command);
  let current: Token[] = [];
  let depth = 0;
  let isBetween = false;
  const close = (): void => {
    const isCursor =
      current.some(({ text }) => /^[<>]=?$/.test(text)) &&
      current.some(({ text }) => sorted.has(text.toUpperCase()));
    const spelled = current
      .map((token) => spell(sourceCode, query, token))
      .join(' ')
      .replace(/\w+ \. /g, '');
    if (current.length > 0 && !isCursor) conditions.add(spelled);
    current = [];
  };
  for (let index = where.first; index < where.last; index++) {
    const token = tokenAt(query.script, index);
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (token.text === 'BETWEEN') isBetween = true;
    if (token.kind === 'word' && token.text === 'AND' && depth === 0 && !isBetween) {
      close();
      continue;
    }
    if (token.text === 'AND') isBetween = false;
    current.push(token);
  }
  close();
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

function sortedColumns(query: Query, command: Command): ReadonlySet<string> {
  const order = clauseOf(command, 'order by');
  if (!order) return new Set();
  return new Set(
    itemsOf(query.script, order).flatMap(({ first, last }) =>
      query.script.tokens.slice(first, last).map(({ text }) => text.toUpperCase()),
    ),
  );
}
