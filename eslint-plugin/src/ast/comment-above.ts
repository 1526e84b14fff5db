import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, SourceCode } from './node.ts';

/**
 * The comment right above the statement that a node is in, or above those before it that go on with the same; empty
 * where there is none.
 */
export function commentAbove(
  sourceCode: SourceCode,
  node: Node,
  goesOn: (statement: string) => boolean,
): string {
  const found = statementAround(node);
  if (!found) return '';
  for (let { index } = found; index >= 0; index--) {
    const [statement, before] = [found.siblings[index], found.siblings[index - 1]];
    const comment = statement && sourceCode.getCommentsBefore(statement).at(-1);
    if (comment) return comment.value;
    if (!before || !goesOn(sourceCode.getText(before))) break;
  }
  return '';
}

/** The statement of a block that a node is in, with those beside it. */
function statementAround(node: Node): { siblings: readonly TSESTree.Statement[]; index: number } | null {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.type !== 'BlockStatement' && outer.type !== 'Program') continue;
    const siblings: readonly TSESTree.Statement[] = outer.body;
    const index = siblings.findIndex((statement) => statement === inner);
    return index === -1 ? null : { siblings, index };
  }
  return null;
}
