import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingClass } from '../ast/class-member.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, keyName, receiver } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { findVariable } from '../ast/variable.ts';

/** The calls of a function. */
export interface CallSites {
  readonly known: readonly TSESTree.CallExpression[];
  /** Whether code outside this file, or code that passes the function on, can call it too. */
  readonly isOpen: boolean;
}

/** Finds who calls a function within its file. */
export function callsOf(sourceCode: SourceCode, fn: FunctionNode): CallSites {
  const { parent } = fn;
  if (fn.type === 'FunctionDeclaration' && fn.id) return callsOfName(sourceCode, fn.id, isExported(parent));
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && parent.init === fn) {
    return callsOfName(sourceCode, parent.id, isExported(parent.parent.parent));
  }
  if ((parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') && parent.value === fn) {
    return callsOfMethod(sourceCode, parent, fn);
  }
  return { known: [], isOpen: false };
}

function isExported(node: Node): boolean {
  return node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration';
}

function callsOfName(sourceCode: SourceCode, name: TSESTree.Identifier, exported: boolean): CallSites {
  const variable = findVariable(sourceCode, name);
  const known: TSESTree.CallExpression[] = [];
  let isOpen = exported || variable === null;
  for (const { identifier } of variable?.references ?? []) {
    const { parent } = identifier;
    if (parent.type === 'CallExpression' && parent.callee === identifier) known.push(parent);
    else if (parent.type !== 'VariableDeclarator' || parent.id !== identifier) isOpen = true;
  }
  return { known, isOpen };
}

function callsOfMethod(
  sourceCode: SourceCode,
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
  fn: FunctionNode,
): CallSites {
  const name = keyName(member);
  const body = enclosingClass(fn);
  const known = inventoryOf(sourceCode).calls.filter(
    (call): call is TSESTree.CallExpression =>
      call.type === 'CallExpression' &&
      calleeName(call) === name &&
      receiver(call)?.type === 'ThisExpression' &&
      enclosingClass(call) === body,
  );
  return { known, isOpen: member.accessibility !== 'private' && !(name ?? '').startsWith('#') };
}
