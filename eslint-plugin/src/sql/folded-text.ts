import type { TSESTree } from '@typescript-eslint/utils';
import { returnedExpressions } from '../ast/control-flow.ts';
import { calleeName, stringValue } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode, type Variable } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import type { JoinedPieces } from './joined-text.ts';
import { operands } from './text-sources.ts';

/** The pieces that each turn puts behind a text: `ids.reduce((text, id) => text + `WHEN ${id} THEN 1 `, '')`. */
export function foldedPieces(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
  isText: (node: Node) => boolean,
): JoinedPieces | null {
  const [turn, start] = call.arguments;
  if (calleeName(call) !== 'reduce' || !turn || !start || !isFunction(turn) || stringValue(start) === null)
    return null;
  const variable = findVariable(sourceCode, turn.params[0]);
  const [returned, ...others] = returnedExpressions(turn);
  if (!variable || !returned || others.length > 0) return null;
  const added = isOf(variable, unwrap(returned)) ? writtenBehind(variable) : putBehind(variable, returned);
  return added?.some(isText) ? { items: [start, ...added], separator: '', isOpen: false } : null;
}

/** What is written behind a text in all places; null where it becomes another one. */
function writtenBehind(variable: Variable): Node[] | null {
  const added: Node[] = [];
  for (const reference of variable.references) {
    const { parent } = reference.identifier;
    if (!reference.isWrite()) continue;
    if (parent.type !== 'AssignmentExpression') return null;
    const more = parent.operator === '+=' ? [parent.right] : putBehind(variable, parent.right);
    if (!more) return null;
    added.push(...more);
  }
  return added;
}

/** `more` in `text + more`. */
function putBehind(variable: Variable, sum: Node): Node[] | null {
  const expression = unwrap(sum);
  if (expression.type !== 'BinaryExpression') return null;
  const [text, ...added] = operands(expression);
  return text && isOf(variable, text) ? added : null;
}

function isOf({ references }: Variable, node: Node): boolean {
  return references.some(({ identifier }) => identifier === node);
}
