import type { TSESTree } from '@typescript-eslint/utils';
import { methodOf } from './class-member.ts';
import { calleeName } from './names.ts';
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

/** The same, or the method of its own class that a call of `this.name()` means. */
export function calledFunctionOrMethod(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
): FunctionNode | null {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && unwrap(callee.object).type === 'ThisExpression'
    ? methodOf(call, calleeName(call))
    : calledFunction(sourceCode, call);
}
