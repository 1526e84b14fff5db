import type { Node, SourceCode } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import type { Query } from './queries.ts';
import { isInTaggedText, placesOf } from './text-places.ts';

/**
 * Whether a tagged text is a part of another one: it stands in it, in a variable that only such texts read, is what a
 * function returns for such texts, or such a text goes on with it in any case: ``query = sql`${query} ORDER BY id` ``.
 */
export function isTaggedPiece(sourceCode: SourceCode, { runner }: Query): boolean {
  if (runner?.type !== 'TaggedTemplateExpression') return false;
  if (placesOf(sourceCode, runner) !== null) return true;
  let node = wrapped(runner);
  while (node.parent?.type === 'ConditionalExpression') node = wrapped(node.parent);
  const { parent } = node;
  const holder =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.right === node
        ? parent.left
        : null;
  if (holder?.type !== 'Identifier') return false;
  const references = findVariable(sourceCode, holder)?.references ?? [];
  const reads = references.filter((each) => each.isRead()).map(({ identifier }) => identifier);
  const next = reads.find((read) => read.range[0] > runner.range[1] && comesInAnyCase(read, runner));
  return (
    next !== undefined &&
    reads.every(
      (read) => isInTaggedText(read) || read.range[0] < runner.range[0] || read.range[0] > next.range[0],
    ) &&
    isInTaggedText(next)
  );
}

/** Whether a program that comes by the first place comes by the later one too, if nothing leaves it between. */
function comesInAnyCase(later: Node, first: Node): boolean {
  let node: Node = later;
  while (!/^(?:ExpressionStatement|VariableDeclaration|ReturnStatement)$/.test(node.type)) {
    if (!node.parent || /^(?:Conditional|Logical)Expression$/.test(node.type)) return false;
    node = node.parent;
  }
  const block = node.parent;
  return (
    (block?.type === 'BlockStatement' || block?.type === 'Program') &&
    block.range[0] <= first.range[0] &&
    first.range[1] <= block.range[1]
  );
}
