import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import type { Query } from './queries.ts';

/** Whether a tagged text is a part of another one: it stands in it, or in a variable that only such texts read. */
export function isTaggedPiece(sourceCode: SourceCode, { runner }: Query): boolean {
  if (runner?.type !== 'TaggedTemplateExpression') return false;
  if (isInTaggedText(runner)) return true;
  let node = wrapped(runner);
  while (node.parent?.type === 'ConditionalExpression') node = wrapped(node.parent);
  const { parent } = node;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const reads = (findVariable(sourceCode, parent.id)?.references ?? []).filter((each) => each.isRead());
  return reads.length > 0 && reads.every(({ identifier }) => isInTaggedText(identifier));
}

function isInTaggedText(inner: Node): boolean {
  for (let node: Node | undefined = inner.parent; node && !isFunction(node); node = node.parent)
    if (node.type === 'TaggedTemplateExpression') return true;
  return false;
}
