import type { TSESTree } from '@typescript-eslint/utils';
import { objectAround } from '../ast/called-function.ts';
import { enclosingClass } from '../ast/class-member.ts';
import { constantValue } from '../ast/constant.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, keyName, memberName, receiver } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
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
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    return callsOfName(sourceCode, parent.id, isExported(parent.parent.parent));
  }
  if ((parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') && parent.value === fn) {
    return callsOfMethod(sourceCode, parent, fn);
  }
  if (parent.type === 'Property' && parent.value === fn && parent.parent.type === 'ObjectExpression')
    return callsOfMember(sourceCode, parent.parent, keyName(parent));
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

/** `model.name()` of an object that a constant holds, and `this.name()` within it. */
function callsOfMember(
  sourceCode: SourceCode,
  object: TSESTree.ObjectExpression,
  name: string | null,
): CallSites {
  const { parent } = object;
  if (name === null || parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier')
    return { known: [], isOpen: false };
  let isOpen = isExported(parent.parent.parent);
  for (const { identifier, init } of findVariable(sourceCode, parent.id)?.references ?? []) {
    const use = identifier.parent;
    if (!init && (use.type !== 'MemberExpression' || memberName(use) === null)) isOpen = true;
  }
  const known = callsNamed(sourceCode, name).filter(
    (call) =>
      constantValue(sourceCode, receiver(call)) === object ||
      (receiver(call)?.type === 'ThisExpression' && objectAround(call) === object),
  );
  return { known, isOpen };
}

function callsOfMethod(
  sourceCode: SourceCode,
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
  fn: FunctionNode,
): CallSites {
  const name = keyName(member);
  const body = enclosingClass(fn);
  const known = callsNamed(sourceCode, name).filter(
    (call) =>
      receiver(call)?.type === 'ThisExpression' &&
      body &&
      isOrExtends(sourceCode, enclosingClass(call), body),
  );
  return { known, isOpen: member.accessibility !== 'private' && !(name ?? '').startsWith('#') };
}

/** Whether a class is another one of the file, or has its methods from it. */
function isOrExtends(
  sourceCode: SourceCode,
  body: TSESTree.ClassBody | null,
  other: TSESTree.ClassBody,
  depth = 0,
): boolean {
  if (!body || depth > MAX_DEPTH) return false;
  if (body === other) return true;
  const { superClass } = body.parent;
  const parent = superClass ? findVariable(sourceCode, superClass)?.defs[0]?.node : null;
  return (
    (parent?.type === 'ClassDeclaration' || parent?.type === 'ClassExpression') &&
    isOrExtends(sourceCode, parent.body, other, depth + 1)
  );
}

/** Code that is being typed may extend itself. */
const MAX_DEPTH = 8;

const callsByName = perFile((sourceCode: SourceCode): ReadonlyMap<string, TSESTree.CallExpression[]> => {
  const byName = new Map<string, TSESTree.CallExpression[]>();
  for (const call of inventoryOf(sourceCode).calls) {
    if (call.type !== 'CallExpression') continue;
    const name = calleeName(call);
    const known = byName.get(name);
    if (known) known.push(call);
    else byName.set(name, [call]);
  }
  return byName;
});

/** Gathered once a file: a model has as many methods as a program has calls. */
function callsNamed(sourceCode: SourceCode, name: string | null): readonly TSESTree.CallExpression[] {
  return (name !== null && callsByName(sourceCode).get(name)) || [];
}
