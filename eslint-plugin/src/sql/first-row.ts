import type { TSESTree } from '@typescript-eslint/utils';
import { isFirstElement, memberName, memberOf, receiver } from '../ast/names.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { undeclaredVariable } from '../ast/undeclared.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';

/**
 * Whether `rows[0]` is read, and besides it no more than whether there are rows. The rows may be an element of what the
 * name holds: the first of a pair, the second of two results.
 */
export function readsFirstOnly(
  sourceCode: SourceCode,
  name: TSESTree.Identifier,
  element: number | null = null,
): boolean {
  let readsFirst = false;
  for (const { identifier } of readsOf(sourceCode, name)) {
    const rows = element === null ? identifier : elementOf(identifier, element);
    if (!rows) continue;
    const use = useOf(rows);
    if (use === 'other') return false;
    if (use === 'first') readsFirst = true;
  }
  return readsFirst;
}

/** What reads a variable before it is written again; where nothing does, everything that reads it. */
function readsOf(sourceCode: SourceCode, name: TSESTree.Identifier): Variable['references'] {
  const { references } = findVariable(sourceCode, name) ??
    undeclaredVariable(sourceCode, name) ?? { references: [] };
  const reads = references.filter((reference) => reference.isRead());
  const writes = references.filter((reference) => reference.isWrite()).map(({ identifier }) => identifier);
  if (writes.length < 2) return reads;
  const [start] = name.range;
  const end = Math.min(...writes.map(({ range }) => range[0]).filter((at) => at > start));
  const own = reads.filter(({ identifier: { range } }) => range[0] > start && range[0] < end);
  return own.length > 0 ? own : reads;
}

/** `result[0]`; null where another element is read, and the whole where none is. */
function elementOf(whole: Node, element: number): Node | null {
  const member = memberOf(whole);
  if (member?.property.type !== 'Literal' || typeof member.property.value !== 'number') return whole;
  return member.property.value === element ? member : null;
}

/** What only a list has. */
export const LIST_MEMBERS =
  /^(?:length|map|forEach|filter|reduce|reverse|sort|slice|flatMap|find|some|every|push|pop|shift)$/;

/** Whether something that only a list has is read of a value: `users.map(…)`, `users.length`. */
export function isListUse(first: Node): boolean {
  const member = memberOf(first);
  const name = member && memberName(member);
  return name !== null && LIST_MEMBERS.test(name);
}

/** `console.log(rows)`, by which no program means to read rows. */
function isLog(call: TSESTree.CallExpression): boolean {
  const object = receiver(call);
  return object?.type === 'Identifier' && /^(?:console|log|logger)$/.test(object.name);
}

function useOf(identifier: Node): 'first' | 'count' | 'other' {
  let node = wrapped(identifier);
  for (let depth = 0; depth < 3; depth++) {
    const { parent } = node;
    const target =
      parent.type === 'VariableDeclarator'
        ? parent.id
        : parent.type === 'AssignmentExpression' && parent.left;
    if (target && target.type === 'ArrayPattern') return target.elements.length === 1 ? 'first' : 'other';
    if (parent.type === 'UnaryExpression' || parent.type === 'IfStatement') return 'count';
    if (parent.type === 'CallExpression' && isLog(parent)) return 'count';
    if (parent.type === 'LogicalExpression' && parent.left === node && parent.operator === '&&')
      return 'count';
    const member = memberOf(node);
    if (!member) return 'other';
    const name = memberName(member);
    if (isFirstElement(member) && isListUse(member)) return 'other';
    if (isFirstElement(member) || name === 'shift' || name === 'at' || name === 'pop') return 'first';
    if (name === 'length' || name === 'rowCount' || name === 'count' || name === 'fields') return 'count';
    if (name !== 'rows' && name !== 'recordset' && name !== 'results')
      // `data['name']`: nobody asks a list for a member by a text.
      return member.computed && name !== null ? 'first' : 'other';
    node = wrapped(member);
  }
  return 'other';
}

/** `rows[0]`, `for (const row of rows)`. */
export function isElementRead(list: Node): boolean {
  const { parent } = wrapped(list);
  return isFirstElement(parent) || (parent.type === 'ForOfStatement' && parent.right === list);
}
