import { chainNames } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import type { Source } from './facts.ts';
import type { Query } from './queries.ts';

/**
 * The table that another file names: `users` in `FROM ${users}` and `FROM ${tables.users}`, where `users` and `tables`
 * are imported. Null for every other source.
 */
export function importedTable(sourceCode: SourceCode, { sql }: Query, source: Source): string | null {
  if (source.kind !== 'hole') return null;
  const hole = sql.holes.find(({ at }) => at >= source.token.start);
  return hole && isImported(sourceCode, hole.node) ? (chainNames(hole.node)?.at(-1) ?? null) : null;
}

function isImported(sourceCode: SourceCode, node: Node): boolean {
  let root = unwrap(node);
  while (root.type === 'MemberExpression' && !root.computed) root = unwrap(root.object);
  const variable = root.type === 'Identifier' ? findVariable(sourceCode, root) : null;
  return variable !== null && importOf(variable) !== null;
}
