import type { TSESTree } from '@typescript-eslint/utils';
import { keyName } from './names.ts';
import { type FunctionNode, isFunction, type Node } from './node.ts';

/** The body of the class that a node is in. */
export function enclosingClass(node: Node): TSESTree.ClassBody | null {
  let current = node.parent;
  while (current && current.type !== 'ClassBody') current = current.parent;
  return current ?? null;
}

/** A method of the class that a node is in, by its name. */
export function methodOf(node: Node, name: string | null): FunctionNode | null {
  if (name === null) return null;
  for (const member of enclosingClass(node)?.body ?? []) {
    if (member.type === 'MethodDefinition' && keyName(member) === name) {
      return member.value.type === 'FunctionExpression' ? member.value : null;
    }
    if (member.type === 'PropertyDefinition' && keyName(member) === name) {
      return member.value && isFunction(member.value) ? member.value : null;
    }
  }
  return null;
}
