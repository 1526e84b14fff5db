import type { TSESTree } from '@typescript-eslint/utils';
import { leftBefore } from '../ast/control-flow.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';

/**
 * `process.env.NODE_ENV === 'development' ? error.stack : undefined`, `isDevelopment && error.message`. What only
 * asks about the error itself, such as `error instanceof Error ? error.message : 'x'`, lets it through, and so does a
 * condition that the caller knows to hold elsewhere too.
 */
export function isDevelopmentOnly(
  sourceCode: SourceCode,
  node: TSESTree.Identifier,
  body: Node,
  holdsElsewhere: (test: Node, outcome: boolean) => boolean = () => false,
): boolean {
  for (let current: Node = node; current !== body && current.parent; current = current.parent) {
    const parent: Node = current.parent;
    if (parent.type === 'LogicalExpression' && (parent.operator === '&&' || parent.right === current)) {
      if (!mentions(sourceCode, parent.left, node.name)) return true;
      if (parent.left === current) return true;
    }
    if (parent.type === 'ConditionalExpression') {
      if (parent.test === current) return true;
      const isMet = holdsElsewhere(parent.test, parent.consequent === current);
      if (!isMet && !mentions(sourceCode, parent.test, node.name)) return true;
    }
  }
  return false;
}

/** Whether an expression has an identifier of this name. */
export function mentions(sourceCode: SourceCode, node: Node, name: string): boolean {
  for (const each of nodesWithin(sourceCode, node)) {
    if (each.type === 'Identifier' && each.name === name) return true;
  }
  return false;
}

/** Whether an answer is in a block that production does not enter: `if (process.env.NODE_ENV !== 'production') …`. */
export function isInDevelopmentBlock(sourceCode: SourceCode, call: Node): boolean {
  for (let node = call; node.parent && !isFunction(node); node = node.parent) {
    const { parent }: Node = node;
    if (parent.type === 'IfStatement' && parent.test !== node) {
      const place = placeOf(sourceCode, parent.test);
      if (place === (parent.consequent === node ? 'development' : 'production')) return true;
    }
    if (leftBefore(node).some((test) => placeOf(sourceCode, test) === 'production')) return true;
  }
  return false;
}

/** Where a condition holds; null where it asks for something else. */
function placeOf(sourceCode: SourceCode, test: Node): 'development' | 'production' | null {
  if (test.type === 'LogicalExpression') {
    const places = [test.left, test.right].map((side) => placeOf(sourceCode, side));
    if (test.operator === '&&') return places.includes('development') ? 'development' : null;
    return places.every((place) => place === 'development') ? 'development' : null;
  }
  const text = sourceCode.getText(test);
  const isProduction = /prod(?:uction)?\b/i.test(text);
  const isElsewhere = /dev(?:elopment)?\b|env\b[^]*["'`]test["'`]/i.test(text);
  if (isProduction === isElsewhere) return null;
  return isProduction === /^!|!=/.test(text) ? 'development' : 'production';
}
