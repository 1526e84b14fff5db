import { enclosingFunction } from './control-flow.ts';
import { functionName } from './function-name.ts';
import type { Node } from './node.ts';

/** Whether code takes a change of a schema back, and so makes again what was there before: the `down` of a migration. */
export function isTakenBack(node: Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn))
    if (functionName(fn) === 'down') return true;
  return false;
}
