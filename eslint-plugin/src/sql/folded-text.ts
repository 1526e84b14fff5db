import type { TSESTree } from '@typescript-eslint/utils';
import { returnedExpressions } from '../ast/control-flow.ts';
import { calleeName } from '../ast/names.ts';
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
  if (calleeName(call) !== 'reduce' || !turn || !start || !isFunction(turn)) return null;
  const variable = findVariable(sourceCode, turn.params[0]);
  const added = variable && addedBehind(variable, returnedExpressions(turn));
  return added?.some(isText) ? { items: [start, ...added], separator: '', isOpen: false } : null;
}

/** What a turn puts behind a text, by writing to it and by what it returns; null where it becomes another one. */
function addedBehind(variable: Variable, returned: readonly Node[]): Node[] | null {
  const added: Node[] = [];
  for (const reference of variable.references) {
    const { parent } = reference.identifier;
    if (!reference.isWrite()) continue;
    if (parent.type !== 'AssignmentExpression') return null;
    const more = parent.operator === '+=' ? [parent.right] : putBehind(variable, parent.right);
    if (!more) return null;
    added.push(...more);
  }
  for (const text of returned) {
    const more = putBehind(variable, text);
    if (!more) return null;
    added.push(...more);
  }
  return added;
}

/** `more` in `text + more`, nothing in `text`. */
function putBehind({ references }: Variable, sum: Node): Node[] | null {
  const expression = unwrap(sum);
  const [text, ...added] = expression.type === 'BinaryExpression' ? operands(expression) : [expression];
  return references.some(({ identifier }) => identifier === text) ? added : null;
}
