import { isInside } from './control-flow.ts';
import { elementLoopOf } from './element-loop.ts';
import { nodesWithin } from './inventory.ts';
import { isPropertyName } from './names.ts';
import type { Node, SourceCode } from './node.ts';
import { findVariable } from './variable.ts';

/**
 * Whether a query, or the call that leads to it, speaks of anything that the loop declares, or one around it; a name
 * that the file does not declare may be set by the loop.
 */
export function speaksOfTurn(sourceCode: SourceCode, place: Node, loop: Node): boolean {
  let chain = place;
  for (let next = place.parent; next && isLink(next, chain); next = next.parent) chain = next;
  const outermost = outermostLoop(sourceCode, loop);
  const counter =
    loop.type === 'ForStatement' && loop.update ? sourceCode.getText(loop.update).replace(/[+\s-]/g, '') : '';
  for (const node of nodesWithin(sourceCode, chain)) {
    if (node.type !== 'Identifier' || isPropertyName(node)) continue;
    if (counter === node.name) return true;
    const definition = findVariable(sourceCode, node)?.defs[0];
    if (!definition && !isCalled(node) && /^[a-z]/.test(node.name) && node.name !== 'undefined') return true;
    if (definition && isInside(definition.name, outermost) && !isInside(definition.name, chain)) return true;
  }
  return false;
}

function outermostLoop(sourceCode: SourceCode, loop: Node): Node {
  const around = elementLoopOf(sourceCode, loop);
  return around ? outermostLoop(sourceCode, around.node) : loop;
}

/** `db` in `db.query(…)`. */
function isCalled(node: Node): boolean {
  let chain = node;
  while (chain.parent?.type === 'MemberExpression' && chain.parent.object === chain) chain = chain.parent;
  const { parent } = chain;
  if (parent?.type === 'TaggedTemplateExpression') return parent.tag === chain;
  return parent?.type === 'CallExpression' && parent.callee === chain;
}

/** Whether a chain goes on: `.where(…)` behind `db.delete(users)`. */
function isLink(node: Node, chain: Node): boolean {
  if (node.type === 'MemberExpression') return node.object === chain;
  return node.type === 'CallExpression' && node.callee === chain;
}
