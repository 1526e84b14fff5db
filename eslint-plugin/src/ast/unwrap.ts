import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from './node.ts';

/** The expression without what has no meaning at run time: casts, `!`, `satisfies`, optional chains. */
export function unwrap(node: Node): Node {
  let current = node;
  for (;;) {
    switch (current.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        current = current.expression;
        break;
      default:
        return current;
    }
  }
}

/** Like {@link unwrap}, and past `await` too: the value that arrives, not the promise of it. */
export function unwrapAwaited(node: Node): Node {
  let current = unwrap(node);
  while (current.type === 'AwaitExpression') current = unwrap(current.argument);
  return current;
}

/** What stands in something else, as all of a program does but the program itself, of which nobody asks. */
type Within = Exclude<Node, TSESTree.Program>;

/** The outermost expression that is only this one in wrapping, so that its parent is the real user. */
export function wrapped(node: Node): Within {
  let current = node as Within;
  for (;;) {
    const parent: Node | undefined = current.parent;
    if (parent === undefined) return current;
    switch (parent.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
      case 'AwaitExpression':
        current = parent;
        break;
      default:
        return current;
    }
  }
}
