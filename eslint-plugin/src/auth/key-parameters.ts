import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { isInside } from '../ast/control-flow.ts';
import type { ImportedValue } from '../ast/imported-value.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode, type Variable } from '../ast/node.ts';
import { callsOf } from '../sql/call-sites.ts';

/** A call, and the file that it stands in. */
export interface PlacedCall {
  readonly sourceCode: SourceCode;
  readonly call: TSESTree.CallExpression;
}

/** The calls that led into functions. */
export type PlacedCalls = ReadonlyMap<FunctionNode, PlacedCall>;

/** What a parameter is without an argument. */
export function defaultsOf({ parent }: Node): Node[] {
  return parent?.type === 'AssignmentPattern' ? [parent.right] : [];
}

/** A parameter of a function, by its name. */
export interface Parameter {
  readonly fn: FunctionNode;
  readonly name: Node;
}

/** The parameter that a definition of a name is. */
export function parameterOf(definition: Variable['defs'][number] | undefined): Parameter | null {
  return definition?.type === 'Parameter' && isFunction(definition.node)
    ? { fn: definition.node, name: definition.name }
    : null;
}

/** The parameter of a function that led here, in a file that was parsed without scopes. */
export function parameterNamed(text: string, calls: PlacedCalls): Parameter | null {
  for (const fn of calls.keys()) {
    const name = fn.params.find((parameter) => parameter.type === 'Identifier' && parameter.name === text);
    if (name) return { fn, name };
  }
  return null;
}

/** What is handed to a parameter: by the call that led here, or else by all calls in the file but its own. */
export function argumentsFor(
  sourceCode: SourceCode,
  { fn, name }: Parameter,
  calls: PlacedCalls,
): ImportedValue[] {
  const index = fn.params.findIndex((parameter) => parameter === name || parameter === name.parent);
  const caller = calls.get(fn);
  const known = caller
    ? [caller]
    : callsOf(sourceCode, fn)
        .known.filter((call) => !isInside(call, fn))
        .map((call) => ({ sourceCode, call }));
  return known.flatMap(({ sourceCode: file, call }) => {
    const node = index === -1 ? null : argumentAt(call, index);
    return node ? [{ sourceCode: file, node }] : [];
  });
}
