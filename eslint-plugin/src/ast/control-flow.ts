import type { TSESTree } from '@typescript-eslint/utils';
import { type FunctionNode, isFunction, type Node } from './node.ts';

/** The function whose body a node is in; null at the top of the file. */
export function enclosingFunction(node: Node): FunctionNode | null {
  let current = node.parent;
  while (current) {
    if (isFunction(current)) return current;
    current = current.parent;
  }
  return null;
}

/** The block a statement belongs to: everything in it runs once it is entered, up to a jump. */
export function enclosingBlock(node: Node): Node | null {
  let current = node.parent;
  while (current) {
    if (current.type === 'BlockStatement' || current.type === 'Program' || current.type === 'SwitchCase')
      return current;
    if (current.type === 'IfStatement' || isFunction(current)) return current;
    current = current.parent;
  }
  return null;
}

export function isInside(node: Node, container: Node): boolean {
  return container.range[0] <= node.range[0] && node.range[1] <= container.range[1];
}

/** Whether a statement always leaves its block: return, throw, break, continue, or a call that ends the process. */
export function alwaysExits(statement: Node | null | undefined): boolean {
  if (!statement) return false;
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    case 'BlockStatement':
      return statement.body.some(alwaysExits);
    case 'IfStatement':
      return alwaysExits(statement.consequent) && alwaysExits(statement.alternate);
    case 'ExpressionStatement':
      return isProcessExit(statement.expression);
    default:
      return false;
  }
}

function isProcessExit(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'process' &&
    node.callee.property.type === 'Identifier' &&
    node.callee.property.name === 'exit'
  );
}

/** The expressions that a function can return. */
export function returnedExpressions(fn: FunctionNode): Node[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const returned: Node[] = [];
  const visit = (node: Node | null | undefined): void => {
    if (!node) return;
    switch (node.type) {
      case 'ReturnStatement':
        if (node.argument) returned.push(node.argument);
        break;
      case 'BlockStatement':
        node.body.forEach(visit);
        break;
      case 'IfStatement':
        visit(node.consequent);
        visit(node.alternate);
        break;
      case 'SwitchStatement':
        for (const branch of node.cases) branch.consequent.forEach(visit);
        break;
      case 'TryStatement':
        visit(node.block);
        visit(node.handler?.body);
        visit(node.finalizer);
        break;
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
        visit(node.body);
        break;
      default:
    }
  };
  visit(fn.body);
  return returned;
}

/** The tests of the ifs before a statement of a block that end in a return or a throw. */
export function leftBefore(statement: Node): readonly Node[] {
  const { parent } = statement;
  if (parent?.type !== 'BlockStatement') return [];
  const before = parent.body.slice(0, parent.body.indexOf(statement as TSESTree.Statement));
  return before.flatMap((each) =>
    each.type === 'IfStatement' && alwaysExits(each.consequent) ? [each.test] : [],
  );
}
