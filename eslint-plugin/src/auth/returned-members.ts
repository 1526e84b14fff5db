import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { constantValue } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { type ImportedValue, importedValue } from '../ast/imported-value.ts';
import { memberName } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { propertyOf } from '../sql/validation.ts';

/** A member of what a call gives: `getConfig().jwt.secret`. */
interface ResultMember {
  readonly call: TSESTree.CallExpression;
  readonly path: readonly string[];
}

/** What a member expression takes out of the result of a call, if it does. */
export function resultMember(node: Node): ResultMember | null {
  const path: string[] = [];
  let object = unwrapAwaited(node);
  while (object.type === 'MemberExpression') {
    const name = memberName(object);
    if (name === null) return null;
    path.unshift(name);
    object = unwrapAwaited(object.object);
  }
  return object.type === 'CallExpression' && path.length > 0 ? { call: object, path } : null;
}

/** What such a member is where the function, of this file or another one, returns objects that the file shows. */
export function returnedMembers(sourceCode: SourceCode, { call, path }: ResultMember): ImportedValue[] {
  const own = calledFunctionOrMethod(sourceCode, call);
  const called = own ? { sourceCode, node: own } : importedValue(sourceCode, call.callee);
  if (!called || !isFunction(called.node)) return [];
  return returnedExpressions(called.node).flatMap((returned) => {
    let value: Node | null = returned;
    for (const name of path) {
      const object: Node | null = value && (constantValue(called.sourceCode, value) ?? unwrapAwaited(value));
      value = object?.type === 'ObjectExpression' ? propertyOf(object, name) : null;
    }
    return value ? [{ sourceCode: called.sourceCode, node: value }] : [];
  });
}
