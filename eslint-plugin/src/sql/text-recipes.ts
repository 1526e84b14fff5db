import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { undeclaredVariable } from '../ast/undeclared.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { memberTrail } from './member-trails.ts';
import { historiesOf, type TextTrail } from './text-histories.ts';
import { onlyResult } from './text-sources.ts';

/** The ways in which a text comes about, each a list of expressions put one after the other. */
export function recipesOf(sourceCode: SourceCode, node: Node, depth = 0): Node[][] {
  if (depth > 3) return [[node]];
  if (node.type === 'ConditionalExpression') {
    return [
      ...recipesOf(sourceCode, unwrap(node.consequent), depth + 1),
      ...recipesOf(sourceCode, unwrap(node.alternate), depth + 1),
    ];
  }
  const parts = node.type === 'CallExpression' ? concatenated(node) : null;
  if (parts) {
    const [first, ...rest] = parts;
    return recipesOf(sourceCode, first, depth + 1).map((recipe) => [...recipe, ...rest]);
  }
  // A whole statement that a function composes is read there; of a part it counts what goes in, here.
  const composed = node.type === 'CallExpression' ? onlyResult(sourceCode, node) : null;
  if (composed) return recipesOf(sourceCode, unwrap(composed), depth + 1);
  const trail = trailOf(sourceCode, node);
  return (trail && recipesOfTrail(sourceCode, trail, node, depth)) ?? [[node]];
}

/** `'SELECT …'.concat(condition, ' LIMIT 10')`, as old compilers write templates: a text and what comes behind it. */
function concatenated(call: TSESTree.CallExpression): [Node, ...Node[]] | null {
  const added: (readonly Node[])[] = [];
  let text: Node = call;
  while (text.type === 'CallExpression') {
    const object = calleeName(text) === 'concat' ? receiver(text) : null;
    if (!object) return null;
    added.push(text.arguments);
    text = unwrap(object);
  }
  return [text, ...added.reverse().flat()];
}

/** The ways in which a text comes about that a variable or a member holds where it is used; null where that is unknown. */
export function recipesOfTrail(
  sourceCode: SourceCode,
  trail: TextTrail,
  use: Node,
  depth = 0,
): Node[][] | null {
  const histories = historiesOf(trail, use, true);
  if (!histories) return null;
  return histories.flatMap(([first, ...rest]) =>
    first ? recipesOf(sourceCode, unwrap(first), depth + 1).map((recipe) => [...recipe, ...rest]) : [[]],
  );
}

/** What is written to the variable, or to the member of an object, that an expression names. */
export function trailOf(sourceCode: SourceCode, node: Node): TextTrail | null {
  if (node.type === 'MemberExpression') return memberTrail(sourceCode, node);
  if (node.type !== 'Identifier') return null;
  return findVariable(sourceCode, node) ?? undeclaredVariable(sourceCode, node);
}

/**
 * Whether a variable holds a value that is put together from others, and no SQL: the splice is where it goes into the
 * statement, not where it is made. `${day}T00:00:00Z`, `%${word}%`
 */
export function isMadeForValue([only, ...others]: readonly Node[][]): boolean {
  const [text, ...more] = only ?? [];
  if (others.length > 0 || more.length > 0 || text?.type !== 'TemplateLiteral') return false;
  const fixed = text.quasis.map(({ value }) => value.raw).join('');
  return text.expressions.length > 0 && /[%:/@#+-]/.test(fixed) && !/[\s'"`(),;=<>?$[\]]/.test(fixed);
}

/**
 * The texts that a choice can come out as, those in its branches included: both sides of a conditional and of `||`, and
 * what stands behind `&&`, which is either that or no text.
 */
export function outcomesOf(node: Node): Node[] {
  const expression = unwrap(node);
  switch (expression.type) {
    case 'ConditionalExpression':
      return [...outcomesOf(expression.consequent), ...outcomesOf(expression.alternate)];
    case 'LogicalExpression':
      return [
        ...(expression.operator === '&&' ? [] : outcomesOf(expression.left)),
        ...outcomesOf(expression.right),
      ];
    default:
      return [expression];
  }
}
