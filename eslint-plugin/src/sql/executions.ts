import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { findVariable } from '../ast/variable.ts';
import { HANDLE_METHODS, QUERY_METHODS } from './query-methods.ts';

/**
 * What gives the result of a statement: the call that runs it; of a tagged text the call that it is handed to, itself or by
 * its name: ``const query = sql`…`; pool.query(query)``.
 */
export function executionOf(sourceCode: SourceCode, runner: Node): Node {
  if (runner.type !== 'TaggedTemplateExpression') return runner;
  const { parent } = runner;
  const direct = callWith(runner);
  if (direct || parent.type !== 'VariableDeclarator' || parent.init !== runner) return direct ?? runner;
  const reads = findVariable(sourceCode, parent.id)?.references ?? [];
  const [call, ...others] = reads.flatMap(({ identifier }) => callWith(identifier) ?? []).filter(isRun);
  return call && others.length === 0 ? call : runner;
}

/** The call whose first argument a text is. */
function callWith(text: Node): TSESTree.CallExpression | null {
  const { parent } = text;
  return parent?.type === 'CallExpression' && parent.arguments[0] === text ? parent : null;
}

/** Unlike `console.log(query)`, `query.append(more)`. */
function isRun(call: TSESTree.CallExpression): boolean {
  const name = calleeName(call);
  return HANDLE_METHODS.has(name) || QUERY_METHODS.test(name);
}
