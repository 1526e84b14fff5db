import { enclosingBlock, isInside } from '../ast/control-flow.ts';
import type { Node, Variable } from '../ast/node.ts';

/**
 * What a variable has been through before it is used: for each way the steps that are put one after the other.
 * Null when it is not built in this file, or in a way that cannot be followed.
 */
export function historiesOf(variable: Variable, use: Node): Node[][] | null {
  const definition = variable.defs[0];
  if (
    variable.defs.length !== 1 ||
    definition?.type !== 'Variable' ||
    definition.node.id.type !== 'Identifier'
  )
    return null;
  const declarator = definition.node;
  const { parent } = declarator.parent;
  if (parent.type === 'ForOfStatement' || parent.type === 'ForInStatement') return null;
  let starts: Node[] = declarator.init ? [declarator.init] : [];
  const additions: { node: Node; after: number }[] = [];
  for (const reference of variable.references) {
    if (!reference.isWrite() || reference.init) continue;
    const assignment = reference.identifier.parent;
    if (assignment.type !== 'AssignmentExpression' || assignment.left !== reference.identifier) return null;
    if (assignment.range[0] > use.range[0]) continue;
    if (assignment.operator === '+=') {
      additions.push({ node: assignment.right, after: assignment.range[0] });
    } else if (assignment.operator !== '=') {
      return null;
    } else if (mentions(assignment.right, variable)) {
      additions.push({ node: assignment.right, after: assignment.range[0] });
    } else if (isAlwaysRun(assignment, use)) {
      starts = [assignment.right];
      additions.length = 0;
    } else {
      starts.push(assignment.right);
    }
  }
  return starts.map((start) => [
    start,
    ...additions.filter(({ after }) => after > start.range[0]).map(({ node }) => node),
  ]);
}

function mentions(node: Node, variable: Variable): boolean {
  return variable.references.some(({ identifier }) => isInside(identifier, node));
}

function isAlwaysRun(assignment: Node, use: Node): boolean {
  const block = enclosingBlock(assignment);
  return block !== null && block.type !== 'IfStatement' && isInside(use, block);
}
