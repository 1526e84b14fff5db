import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, lastName, memberName, memberOf, receiver } from './names.ts';
import { isFunction, type Node, type SourceCode } from './node.ts';
import { wrapped } from './unwrap.ts';
import { findVariable } from './variable.ts';

/** What the results of promises are written to that are waited for together, and at which place one of them is. */
export interface GatheredResult {
  readonly target: Node;
  readonly index: number;
}

/**
 * Where a promise gives its result when it is waited for with others: `const [a, b] = await Promise.all([one, two])`,
 * `Promise.all([one, two]).then(([a, b]) => …)`. It may be held by a name before. Null for others.
 */
export function gatheredResult(sourceCode: SourceCode, promise: Node): GatheredResult | null {
  const element = promise.parent?.type === 'ArrayExpression' ? promise : heldElsewhere(sourceCode, promise);
  const list = element?.parent;
  if (list?.type !== 'ArrayExpression') return null;
  const call = callOfAll(list) ?? callOfAll(heldElsewhere(sourceCode, list));
  const target = call && targetOf(call);
  const index = target ? list.elements.findIndex((each) => each === element || isSpread(each)) : -1;
  return target && !isSpread(list.elements[index]) ? { target, index } : null;
}

/** What stands behind it in a list has no place that the file shows. */
function isSpread(element: Node | null | undefined): boolean {
  return element?.type === 'SpreadElement';
}

/** The only place that reads the variable that holds a value: `all` in `const all = [one, two]; Promise.all(all)`. */
function heldElsewhere(sourceCode: SourceCode, value: Node): Node | null {
  const { parent } = value;
  if (parent?.type !== 'VariableDeclarator' || parent.init !== value) return null;
  const [read, ...others] = (findVariable(sourceCode, parent.id)?.references ?? []).filter(
    (reference) => !reference.init,
  );
  return read?.isRead() && others.length === 0 ? read.identifier : null;
}

/** `Promise.all(list)`, or that of a library such as Bluebird. */
function callOfAll(list: Node | null): TSESTree.CallExpression | null {
  const call = list?.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== list || calleeName(call) !== 'all')
    return null;
  const object = receiver(call);
  return object && /promise|^(?:bluebird|[pq])$/i.test(lastName(object) ?? '') ? call : null;
}

/** What the value of a promise is written to: by a declaration, an assignment or `then`. */
function targetOf(call: TSESTree.CallExpression): Node | null {
  const { parent } = wrapped(call);
  if (parent.type === 'VariableDeclarator') return parent.id;
  if (parent.type === 'AssignmentExpression') return parent.left;
  const member = memberOf(call);
  const then = member && memberName(member) === 'then' ? member.parent : null;
  const [callback] = then?.type === 'CallExpression' ? then.arguments : [];
  return (callback && isFunction(callback) && callback.params[0]) || null;
}
