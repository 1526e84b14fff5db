import { calleeName, chainNames, memberName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import type { Source } from './facts.ts';
import type { Query } from './queries.ts';
import { readText } from './read-text.ts';

/**
 * The table that the program names elsewhere: `users` in `FROM ${users}` and `FROM ${tables.users}`, where `users` and
 * `tables` are imported, in `FROM ??`, for which the call passes it, and in `FROM ${this.tableName}`, which belongs to
 * the class. Null for every other source.
 */
export function namedTable(sourceCode: SourceCode, query: Query, source: Source): string | null {
  if (source.token.kind === 'parameter') return passedTable(sourceCode, query, source);
  if (source.kind !== 'hole') return null;
  const hole = query.sql.holes.find(({ at }) => at >= source.token.start);
  const node = hole ? unwrap(withoutRaw(unwrap(hole.node))) : null;
  if (!node) return null;
  return isImported(sourceCode, node) || isOfClass(node) ? (chainNames(node)?.at(-1) ?? null) : null;
}

/** `users` in `raw(users)`, `sql.identifier(users)`. */
export function withoutRaw(node: Node): Node {
  const [first] = node.type === 'CallExpression' ? node.arguments : [];
  const isRaw =
    node.type === 'CallExpression' && /^(?:raw|unsafe|identifier|ref|table|id)$/.test(calleeName(node));
  return isRaw && first ? first : node;
}

/** `this.tableName`, `User.table`, `this.getTableName()`: each class has one table of its own. */
function isOfClass(node: Node): boolean {
  const member = node.type === 'CallExpression' && node.arguments.length === 0 ? unwrap(node.callee) : node;
  if (member.type !== 'MemberExpression' || !/table/i.test(memberName(member) ?? '')) return false;
  const object = unwrap(member.object);
  return (
    object.type === 'ThisExpression' || (object.type === 'Identifier' && /^[A-Z][a-z]/.test(object.name))
  );
}

/** The name that mysql puts in the place of `??`: a text, a constant, or what another file holds. */
function passedTable(sourceCode: SourceCode, { script, values }: Query, { token }: Source): string | null {
  const list = values && unwrap(values);
  if (token.text !== '??' || list?.type !== 'ArrayExpression') return null;
  const parameters = script.tokens.filter(({ kind }) => kind === 'parameter');
  const before = list.elements.slice(0, parameters.indexOf(token));
  const value = list.elements[before.length];
  if (!value || before.some((element) => element?.type === 'SpreadElement')) return null;
  const [reading] = readText(sourceCode, value);
  if (reading?.sql.holes.length === 0) return reading.sql.text;
  return isImported(sourceCode, value) ? (chainNames(value)?.at(-1) ?? null) : null;
}

function isImported(sourceCode: SourceCode, node: Node): boolean {
  let root = unwrap(node);
  while (root.type === 'MemberExpression' && !root.computed) root = unwrap(root.object);
  const variable = findVariable(sourceCode, root);
  return variable !== null && importOf(variable) !== null;
}
