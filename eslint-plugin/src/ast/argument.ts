import type { TSESTree } from '@typescript-eslint/utils';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** The argument of a call at an index; null where it has none, or a list is spread. */
export function argumentAt(call: Call, index: number): TSESTree.Expression | null {
  const argument = call.arguments[index];
  return argument && argument.type !== 'SpreadElement' ? argument : null;
}
