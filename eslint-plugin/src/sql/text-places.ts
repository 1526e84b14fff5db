import { enclosingFunction } from '../ast/control-flow.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { callsOf } from './call-sites.ts';
import { sqlTagKind } from './tags.ts';

/** Names and functions that are followed from one to the next. */
const MAX_DEPTH = 3;

/**
 * Where a text goes that stands in other texts only: itself, by the name that holds it, or as what a function of this file
 * returns, which another file may call too. Null where it goes elsewhere, or nowhere that the file shows.
 */
export function placesOf(sourceCode: SourceCode, text: Node, depth = 0): readonly Node[] | null {
  const node = outermostChoice(text);
  if (isInTaggedText(node) || isOperand(sourceCode, node)) return [node];
  const { parent } = node;
  const held = parent?.type === 'VariableDeclarator' && parent.init === node ? parent.id : null;
  const reads = (findVariable(sourceCode, held)?.references ?? []).filter((reference) => reference.isRead());
  const calls = callsOfMaker(sourceCode, node);
  const places = [
    ...reads.map(({ identifier }) =>
      depth < MAX_DEPTH ? placesOf(sourceCode, identifier, depth + 1) : null,
    ),
    ...calls.map((call) => placesOfResult(sourceCode, call, depth + 1)),
  ];
  return places.length === 0 || places.includes(null) ? null : places.flatMap((each) => each ?? []);
}

/** The calls of the function of this file that returns a text. */
function callsOfMaker(sourceCode: SourceCode, text: Node): readonly Node[] {
  const { parent } = text;
  const isReturned =
    parent?.type === 'ReturnStatement' ||
    (parent?.type === 'ArrowFunctionExpression' && parent.body === text);
  const fn = isReturned && text.type !== 'AwaitExpression' ? enclosingFunction(text) : null;
  return fn && !fn.async ? callsOf(sourceCode, fn).known : [];
}

/** The same of what a function gives, of which other tags than those of SQL make something else. */
function placesOfResult(sourceCode: SourceCode, call: Node, depth: number): readonly Node[] | null {
  const node = outermostChoice(call);
  if (isOperand(sourceCode, node)) return [node];
  return isInTaggedText(node) || depth > MAX_DEPTH ? null : placesOf(sourceCode, node, depth);
}

/** The choice that a text is an outcome of: `isOpen ? sql`…` : sql`…``. */
function outermostChoice(text: Node): Node {
  let node: Node = wrapped(text);
  while (node.parent?.type === 'ConditionalExpression' || node.parent?.type === 'LogicalExpression')
    node = wrapped(node.parent);
  return node;
}

/** Whether an expression stands in a text that a tag takes. */
export function isInTaggedText(inner: Node): boolean {
  for (let node: Node | undefined = inner.parent; node && !isFunction(node); node = node.parent)
    if (node.type === 'TaggedTemplateExpression') return true;
  return false;
}

/** Whether a text is put together with another, by a template or its tag of SQL, or by `+`. */
function isOperand(sourceCode: SourceCode, node: Node): boolean {
  const { parent } = node;
  if (node.type === 'AwaitExpression' || !parent) return false;
  if (parent.type !== 'TemplateLiteral') return parent.type === 'BinaryExpression' && parent.operator === '+';
  const tagged = parent.parent;
  return tagged.type !== 'TaggedTemplateExpression' || sqlTagKind(sourceCode, tagged.tag) !== null;
}
