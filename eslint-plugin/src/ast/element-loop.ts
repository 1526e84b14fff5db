import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, receiver } from './names.ts';
import { isFunction, type Node, type SourceCode } from './node.ts';
import { unwrap } from './unwrap.ts';
import { findVariable } from './variable.ts';

/** Code that runs once for each element of a list, and the list. */
export interface ElementLoop {
  readonly node: Node;
  readonly list: Node;
  /** The names that stand for the element, where the loop declares them. */
  readonly element: Node | null;
}

/** Methods that call their callback for each element. */
const EACH =
  /^(?:map|forEach|flatMap|filter|reduce|reduceRight|some|every|find|findIndex|each|eachSeries|eachLimit|mapSeries|mapLimit|forEachSeries|concurrentMap|pMap|asyncMap|asyncForEach)$/;

/** The same as plain functions, whose first argument is the list. */
const EACH_FUNCTION =
  /^(?:pMap|asyncMap|asyncForEach|mapSeries|each|eachSeries|eachLimit|mapLimit|forEachAsync)$/;

/** Functions that call what they are given, once and soon. */
const CALLS_ONCE =
  /transaction|^(?:then|catch|finally|Promise|retry|withRetry|pRetry|backoff|limit|limiter|throttle|add|enqueue|with\w+|using|run|tx|begin|setImmediate|nextTick|call|apply|wrap|task)$/i;

/** The innermost loop over a list that a node is run in; null where a function around it may be called at any time. */
export function elementLoopOf(sourceCode: SourceCode, node: Node): ElementLoop | null {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (isFunction(outer)) {
      const loop = callbackLoop(outer);
      if (loop) return loop;
      if (!isCalledAtOnce(outer)) return null;
    } else if ((outer.type === 'ForOfStatement' || outer.type === 'ForInStatement') && outer.body === inner) {
      const name = outer.left.type === 'VariableDeclaration' ? outer.left.declarations[0]?.id : outer.left;
      return { node: outer, list: unwrap(outer.right), element: name ?? null };
    } else if (outer.type === 'ForStatement' && outer.body === inner) {
      const list = countedList(sourceCode, outer);
      if (list) return { node: outer, list, element: null };
    }
  }
  return null;
}

function callbackLoop(fn: Node): ElementLoop | null {
  const call = fn.parent;
  if (!isFunction(fn) || call?.type !== 'CallExpression' || call.callee === fn) return null;
  const name = calleeName(call);
  const object = receiver(call);
  const [first] = call.arguments;
  const isFold = name === 'reduce' || name === 'reduceRight';
  const element = fn.params[isFold ? 1 : 0] ?? null;
  if (first !== fn && first && first.type !== 'SpreadElement' && EACH_FUNCTION.test(name))
    return { node: call, list: unwrap(first), element };
  return object && first === fn && EACH.test(name) ? { node: call, list: object, element } : null;
}

function isCalledAtOnce(fn: Node): boolean {
  const { parent } = fn;
  if (parent?.type === 'CallExpression' && parent.callee === fn) return true;
  if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return false;
  return CALLS_ONCE.test(calleeName(parent));
}

/** The list in `for (let i = 0; i < list.length; i++)`; steps of more than one go through it in portions. */
function countedList(sourceCode: SourceCode, { test, update }: TSESTree.ForStatement): Node | null {
  if (update?.type !== 'UpdateExpression' || test?.type !== 'BinaryExpression') return null;
  for (const side of [test.left, test.right]) {
    const bound = lengthOf(sourceCode, unwrap(side));
    if (bound) return bound;
  }
  return null;
}

function lengthOf(sourceCode: SourceCode, node: Node): Node | null {
  if (node.type === 'MemberExpression' && node.property.type === 'Identifier')
    return node.property.name === 'length' ? unwrap(node.object) : null;
  if (node.type !== 'Identifier') return null;
  const definition = findVariable(sourceCode, node)?.defs[0];
  const init = definition?.type === 'Variable' ? definition.node.init : null;
  return init && unwrap(init).type === 'MemberExpression' ? lengthOf(sourceCode, unwrap(init)) : null;
}
