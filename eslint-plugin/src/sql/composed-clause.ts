import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { variableInit } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { stringValue } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { outcomesOf } from './text-recipes.ts';
import { operands } from './text-sources.ts';

/** A function of this file that composes a clause, and the texts that it can return. */
export interface ComposedClause {
  readonly fn: FunctionNode;
  readonly texts: readonly Node[];
}

/** How a clause begins, or goes on: nothing else than SQL is made there. */
const CLAUSE =
  /^\s*(?:WHERE|AND|OR|HAVING|ORDER\s+BY|GROUP\s+BY|LIMIT|OFFSET|SET|RETURNING|UNION|(?:(?:LEFT|RIGHT|FULL|INNER|CROSS|OUTER)\s+)*JOIN)\b/i;

/**
 * The clause that a call stands for, where a function of this file makes it: `WHERE name = '${name}'` for
 * `${conditions(name)}`. Null where it makes anything else, such as a value in quotes, which counts where it goes in.
 */
export function composedClause(sourceCode: SourceCode, call: TSESTree.CallExpression): ComposedClause | null {
  const fn = calledFunctionOrMethod(sourceCode, call);
  if (!fn || fn.generator || (fn.async && call.parent.type !== 'AwaitExpression')) return null;
  const texts = returnedExpressions(fn);
  return texts.some((text) => outcomesOf(text).some((outcome) => beginsAsClause(sourceCode, outcome)))
    ? { fn, texts }
    : null;
}

const MAX_DEPTH = 4;

function beginsAsClause(sourceCode: SourceCode, node: Node, depth = 0): boolean {
  const text = unwrap(node);
  if (depth > MAX_DEPTH) return false;
  switch (text.type) {
    case 'Literal':
      return CLAUSE.test(stringValue(text) ?? '');
    case 'TemplateLiteral':
      return text.quasis.some(({ value }) => CLAUSE.test(value.raw));
    case 'BinaryExpression':
      // `text + ' AND …'` goes on from what there is.
      return operands(text).some((operand) => beginsAsClause(sourceCode, operand, depth + 1));
    case 'Identifier': {
      // Most begin empty, and are written to where there is something to ask for.
      const variable = findVariable(sourceCode, text);
      const starts = [
        variableInit(variable),
        ...(variable?.references ?? []).map(({ writeExpr, init }) => (init ? null : writeExpr)),
      ];
      return starts.some((start) => start && beginsAsClause(sourceCode, start, depth + 1));
    }
    default:
      return false;
  }
}
