import type { TSESTree } from '@typescript-eslint/utils';
import { nodesWithin } from '../ast/inventory.ts';
import type { Node, SourceCode } from '../ast/node.ts';

/**
 * `process.env.NODE_ENV === 'development' ? error.stack : undefined`, `isDevelopment && error.message`. What only
 * asks about the error itself, such as `error instanceof Error ? error.message : 'x'`, lets it through.
 */
export function isDevelopmentOnly(sourceCode: SourceCode, node: TSESTree.Identifier, body: Node): boolean {
  for (let current: Node = node; current !== body && current.parent; current = current.parent) {
    const parent: Node = current.parent;
    if (parent.type === 'LogicalExpression' && (parent.operator === '&&' || parent.right === current)) {
      if (!mentions(sourceCode, parent.left, node.name)) return true;
      if (parent.left === current) return true;
    }
    if (parent.type === 'ConditionalExpression') {
      if (parent.test === current || !mentions(sourceCode, parent.test, node.name)) return true;
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
