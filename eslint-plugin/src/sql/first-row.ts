import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, isFirstElement, keyName, memberName, memberOf, receiver } from '../ast/names.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { undeclaredVariable } from '../ast/undeclared.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';

/** What is read of rows: the first of them, no more than whether there are any, or perhaps all. */
type Use = 'first' | 'count' | 'other';

/** Names that are followed from one to the next; code that is being typed may name itself. */
const MAX_DEPTH = 4;

/**
 * Whether `rows[0]` is read, and besides it no more than whether there are rows, of what is written to a name or a pattern.
 * The rows may be an element of it: the first of a pair, the second of two results, the first of the pair that is the second.
 */
export function readsFirstOnly(sourceCode: SourceCode, target: Node, path: readonly number[] = []): boolean {
  return useOfPattern(sourceCode, target, path, 0) === 'first';
}

function useOfName(
  sourceCode: SourceCode,
  name: TSESTree.Identifier,
  path: readonly number[],
  depth: number,
): Use {
  if (depth > MAX_DEPTH) return 'other';
  return usesTogether(
    readsOf(sourceCode, name).map(({ identifier }) => useOfElement(sourceCode, identifier, path, depth)),
  );
}

/** Of several uses: all rows, where one of them reads all; the first, where one of them reads it. */
function usesTogether(uses: readonly Use[]): Use {
  if (uses.includes('other')) return 'other';
  return uses.includes('first') ? 'first' : 'count';
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

/** What is read of the rows at a place in a list; nothing where another element of it is read. */
function useOfElement(sourceCode: SourceCode, list: Node, path: readonly number[], depth: number): Use {
  const [index, ...rest] = path;
  const member = index === undefined ? null : memberOf(list);
  if (member?.property.type !== 'Literal' || typeof member.property.value !== 'number')
    return useOf(sourceCode, list, path, depth);
  return member.property.value === index ? useOfElement(sourceCode, member, rest, depth) : 'count';
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

/** Members under which drivers hand out the rows. */
const ROWS = /^(?:rows|recordset|results)$/;

/** Members that tell how many rows there are, and of which columns. */
const COUNT = /^(?:length|rowCount|count|fields)$/;

function useOf(sourceCode: SourceCode, identifier: Node, path: readonly number[], depth: number): Use {
  let node = wrapped(identifier);
  for (let steps = 0; steps < 6; steps++) {
    const { parent } = node;
    if (parent.type === 'VariableDeclarator') return useOfPattern(sourceCode, parent.id, path, depth);
    if (parent.type === 'AssignmentExpression' && parent.left.type === 'ArrayPattern')
      return useOfPattern(sourceCode, parent.left, path, depth);
    if (isQuestion(node)) return 'count';
    if (parent.type === 'CallExpression' && parent.callee !== node) return useOfCall(parent);
    const member = memberOf(node);
    if (!member) {
      if (!isHandedOn(node)) return 'other';
      node = wrapped(parent);
      continue;
    }
    const name = memberName(member);
    if (isFirstElement(member) && isListUse(member)) return 'other';
    if (isFirstElement(member) || name === 'shift' || name === 'at' || name === 'pop') return 'first';
    if (name !== null && COUNT.test(name)) return 'count';
    if (name === null || !ROWS.test(name))
      // `data['name']`: nobody asks a list for a member by a text.
      return member.computed && name !== null ? 'first' : 'other';
    node = wrapped(member);
  }
  return 'other';
}

/** What is read of rows that a pattern takes: `const [user] = rows`, `const list = result.rows`, `const { rows } = result`. */
function useOfPattern(sourceCode: SourceCode, pattern: Node, path: readonly number[], depth: number): Use {
  switch (pattern.type) {
    case 'Identifier':
      return useOfName(sourceCode, pattern, path, depth + 1);
    case 'ArrayPattern': {
      const [index, ...rest] = path;
      if (index === undefined) return pattern.elements.length === 1 ? 'first' : 'other';
      const element = pattern.elements[index];
      return element ? useOfPattern(sourceCode, element, rest, depth) : 'count';
    }
    case 'ObjectPattern':
      return usesTogether(
        pattern.properties.map((property) => {
          const name = property.type === 'Property' ? keyName(property) : null;
          if (name !== null && COUNT.test(name)) return 'count';
          return property.type === 'Property' && name !== null && ROWS.test(name)
            ? useOfPattern(sourceCode, property.value, path, depth)
            : 'other';
        }),
      );
    default:
      return 'other';
  }
}

/** Whether a place asks no more of a list than whether it is one: `if (rows)`, `rows ? … : …`, `rows === undefined`. */
function isQuestion(list: Node): boolean {
  const { parent } = list;
  switch (parent?.type) {
    case 'UnaryExpression':
    case 'IfStatement':
      return true;
    case 'ConditionalExpression':
      return parent.test === list;
    case 'LogicalExpression':
      return parent.left === list && parent.operator === '&&';
    case 'BinaryExpression':
      return /^(?:[!=]==?|instanceof)$/.test(parent.operator);
    default:
      return false;
  }
}

/** Whether an expression gives on what stands in it: `rows || []`, `result && result.rows`, `isPair ? result : rows`. */
function isHandedOn({ parent }: Node): boolean {
  return parent?.type === 'LogicalExpression' || parent?.type === 'ConditionalExpression';
}

/** What a function reads of rows that it is given: `Array.isArray(rows)`, `_.first(rows)`, `console.log(rows)`. */
function useOfCall(call: TSESTree.CallExpression): Use {
  const name = calleeName(call);
  if (isLog(call) || /^(?:isArray|isEmpty|isNil|isNull|isUndefined|Boolean)$/.test(name)) return 'count';
  return /^(?:first|head)$/.test(name) && receiver(call) ? 'first' : 'other';
}

/** `console.log(rows)`, by which no program means to read rows. */
function isLog(call: TSESTree.CallExpression): boolean {
  const object = receiver(call);
  return object?.type === 'Identifier' && /^(?:console|log|logger)$/.test(object.name);
}

/** `rows[0]`, `for (const row of rows)`. */
export function isElementRead(list: Node): boolean {
  const { parent } = wrapped(list);
  return isFirstElement(parent) || (parent.type === 'ForOfStatement' && parent.right === list);
}
