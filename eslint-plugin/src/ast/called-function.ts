import type { TSESTree } from '@typescript-eslint/utils';
import { methodOf } from './class-member.ts';
import { constantValue } from './constant.ts';
import { enclosingFunction } from './control-flow.ts';
import { calleeName, keyName } from './names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from './node.ts';
import { unwrap } from './unwrap.ts';
import { findVariable } from './variable.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** The function of this file that a call names, or null. */
export function calledFunction(sourceCode: SourceCode, call: Call): FunctionNode | null {
  return functionNamed(sourceCode, call.callee);
}

/** The function of this file that a name stands for, or null. */
export function functionNamed(sourceCode: SourceCode, name: Node): FunctionNode | null {
  const identifier = unwrap(name);
  if (identifier.type !== 'Identifier') return null;
  const definition = findVariable(sourceCode, identifier)?.defs[0];
  const candidate =
    definition?.type === 'FunctionName'
      ? definition.node
      : definition?.type === 'Variable'
        ? definition.node.init
        : null;
  return candidate && isFunction(candidate) ? candidate : null;
}

/** The same, or the method of its own class or object that a call of `this.name()`, `model.name()`, `Model.name()` means. */
export function calledFunctionOrMethod(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
): FunctionNode | null {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return calledFunction(sourceCode, call);
  const object = unwrap(callee.object);
  const name = calleeName(call);
  if (object.type !== 'ThisExpression')
    return functionIn(constantValue(sourceCode, object), name) ?? staticMethod(sourceCode, object, name);
  return methodOf(call, name) ?? functionIn(objectAround(call), name);
}

/** `Users.list` of a class of this file. */
function staticMethod(sourceCode: SourceCode, object: Node, name: string): FunctionNode | null {
  const declared = findVariable(sourceCode, object)?.defs[0]?.node;
  if (declared?.type !== 'ClassDeclaration') return null;
  for (const member of declared.body.body)
    if (member.type === 'MethodDefinition' && member.static && keyName(member) === name)
      return member.value.type === 'FunctionExpression' ? member.value : null;
  return null;
}

function functionIn(object: Node | null, name: string): FunctionNode | null {
  if (object?.type !== 'ObjectExpression') return null;
  for (const property of object.properties)
    if (property.type === 'Property' && keyName(property) === name)
      return isFunction(property.value) ? property.value : null;
  return null;
}

/** The object that `this` means in a method of it. */
export function objectAround(node: Node): Node | null {
  let method = enclosingFunction(node);
  while (method?.type === 'ArrowFunctionExpression') method = enclosingFunction(method);
  return method?.parent.type === 'Property' ? method.parent.parent : null;
}
