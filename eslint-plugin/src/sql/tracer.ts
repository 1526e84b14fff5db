import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import type { Path } from './validation.ts';

/**
 * Where a value comes from, the worse the later. `harmless`: it can only be text that the program itself holds,
 * a number, or something escaped or checked. `unknown`: the file does not tell. `keys`: the keys of an object
 * from outside. `parameter`: the caller's text, unchecked. `request`: what a client sent, unchecked.
 */
export type Origin = 'harmless' | 'unknown' | 'keys' | 'parameter' | 'request';

const RANK: Readonly<Record<Origin, number>> = { harmless: 0, unknown: 1, keys: 2, parameter: 3, request: 4 };

/** The origin that does the most harm. */
export function worst(origins: readonly Origin[]): Origin {
  return origins.reduce<Origin>((one, other) => (RANK[other] > RANK[one] ? other : one), 'harmless');
}

/** Follows values back to where they come from; the files named `…-origins.ts` each know one kind of expression. */
export interface Tracer {
  readonly sourceCode: SourceCode;
  /** The calls that led into the functions whose result is being traced. */
  readonly calls: Map<FunctionNode, TSESTree.CallExpression>;
  /** Where an expression comes from, or what it holds at a path. */
  trace(node: Node, path: Path): Origin;
  /** The worst of several. */
  traceAll(nodes: readonly (Node | null | undefined)[], path?: Path): Origin;
}
