import { enclosingFunction } from './control-flow.ts';
import { functionName } from './function-name.ts';
import type { Node, SourceCode } from './node.ts';
import { wrapped } from './unwrap.ts';
import { findVariable } from './variable.ts';

/**
 * Whether code takes a change of a schema back, and so makes again what was there before: it is in the `down` of a
 * migration, or only used there.
 */
export function isTakenBack(sourceCode: SourceCode, node: Node): boolean {
  if (isInDown(node)) return true;
  const { parent } = wrapped(node);
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const uses = findVariable(sourceCode, parent.id)?.references.filter(({ init }) => !init) ?? [];
  return uses.length > 0 && uses.every(({ identifier }) => isInDown(identifier));
}

function isInDown(node: Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn))
    if (functionName(fn) === 'down') return true;
  return false;
}
