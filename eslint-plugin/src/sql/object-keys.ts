import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { constantValue } from '../ast/constant.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import { calleeName, isFirstElement, receiver } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap, unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { callsOf } from './call-sites.ts';
import { isGuarded } from './guards.ts';
import { originOf } from './origin.ts';

/** Functions that write a name in another way and keep it the caller's choice. */
const RESPELLS =
  /snake|camel|underscore|escapeId|quoteId|^(?:ident|identifier|id|ref|column|trim|toLowerCase|toUpperCase|String|toString|replace|replaceAll|map|sort|slice|reverse|join)$/i;

/** What a filter says when it lets only listed names through. */
const CHOOSES = /includes|\.has\b|\bin\b|hasOwn|indexOf|allow|valid|permit|white|column|field|\[/i;

/** The object whose keys an expression gives, one or all of them; null where they are chosen from a list first. */
export function keysSource(sourceCode: SourceCode, node: Node, depth = 0): Node | null {
  const expression = unwrapAwaited(node);
  if (depth > 8) return null;
  switch (expression.type) {
    case 'Identifier':
      return isGuarded(sourceCode, expression) ? null : variableSource(sourceCode, expression, depth);
    case 'CallExpression':
      return callSource(sourceCode, expression, depth);
    case 'TemplateLiteral': {
      const [only, second] = expression.expressions;
      return only && !second ? keysSource(sourceCode, only, depth + 1) : null;
    }
    case 'MemberExpression':
      return isFirstElement(expression) ? keysSource(sourceCode, expression.object, depth + 1) : null;
    default:
      return null;
  }
}

function callSource(sourceCode: SourceCode, call: TSESTree.CallExpression, depth: number): Node | null {
  const name = calleeName(call);
  const object = receiver(call);
  const first = argumentAt(call, 0);
  if (object?.type === 'Identifier' && (object.name === 'Object' || object.name === '_') && first) {
    return name === 'keys' || name === 'entries' ? unwrap(first) : null;
  }
  if (name === 'filter' && object && first)
    return CHOOSES.test(sourceCode.getText(first)) || first.type === 'Identifier'
      ? null
      : keysSource(sourceCode, object, depth + 1);
  if (!RESPELLS.test(name)) return null;
  if (object && /^[a-z]/.test(name) && !/snake|camel|quoteId|escapeId|ident/i.test(name))
    return keysSource(sourceCode, object, depth + 1);
  return first ? keysSource(sourceCode, first, depth + 1) : null;
}

function variableSource(sourceCode: SourceCode, name: TSESTree.Identifier, depth: number): Node | null {
  const definition = findVariable(sourceCode, name)?.defs[0];
  if (!definition) return null;
  const pattern = definition.name;
  if (isFunction(definition.node)) return callbackSource(sourceCode, definition.node, pattern, depth);
  if (definition.type !== 'Variable') return null;
  const declarator = definition.node;
  const loop = declarator.parent.parent;
  if (loop.type === 'ForInStatement' && loop.left === declarator.parent) return unwrap(loop.right);
  const isOfLoop = loop.type === 'ForOfStatement' && loop.left === declarator.parent;
  const source = isOfLoop ? loop.right : declarator.init;
  return source && isKeyOf(declarator.id, pattern) ? keysSource(sourceCode, source, depth + 1) : null;
}

/** The parameter of a callback that goes through a list of keys or of entries. */
function callbackSource(sourceCode: SourceCode, fn: Node, pattern: Node, depth: number): Node | null {
  const call = fn.parent;
  if (!isFunction(fn) || call?.type !== 'CallExpression') return null;
  const list = receiver(call);
  const name = calleeName(call);
  const index = name === 'reduce' ? 1 : 0;
  const parameter = fn.params[index];
  if (!list || !parameter || !/^(?:map|forEach|flatMap|reduce)$/.test(name)) return null;
  return isKeyOf(parameter, pattern) ? keysSource(sourceCode, list, depth + 1) : null;
}

/** A name that stands for a whole key or entry, or for the first of an entry's two. */
function isKeyOf(pattern: Node, name: Node): boolean {
  return pattern === name || (pattern.type === 'ArrayPattern' && pattern.elements[0] === name);
}

/** Who chooses the keys of an object: a client, the caller of a function, or the program (null). */
export function keysChooser(sourceCode: SourceCode, node: Node, depth = 0): 'request' | 'parameter' | null {
  const expression = unwrapAwaited(node);
  if (depth > 6 || isGuarded(sourceCode, expression) || isChecked(sourceCode, expression)) return null;
  if (expression.type === 'ObjectExpression') {
    for (const property of expression.properties) {
      const chooser =
        property.type === 'SpreadElement' ? keysChooser(sourceCode, property.argument, depth + 1) : null;
      if (chooser) return chooser;
    }
    return null;
  }
  if (expression.type !== 'Identifier' && expression.type !== 'MemberExpression') return null;
  const definition = findVariable(sourceCode, expression)?.defs[0];
  if (definition?.type === 'Variable' && definition.node.id === definition.name) {
    const init = constantValue(sourceCode, expression);
    return init ? keysChooser(sourceCode, init, depth + 1) : null;
  }
  const origin = originOf(sourceCode, expression);
  if (origin === 'request') return 'request';
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return null;
  const fn = definition.node;
  const index = fn.params.findIndex(
    (parameter) =>
      parameter === definition.name ||
      (parameter.type === 'AssignmentPattern' && parameter.left === definition.name),
  );
  const isNamed = fn.parent.type !== 'CallExpression' && fn.parent.type !== 'NewExpression';
  if (index === -1 || !isNamed) return null;
  const calls = callsOf(sourceCode, fn);
  if (calls.isOpen || calls.known.length === 0) return 'parameter';
  for (const call of calls.known) {
    const argument = call.arguments[index];
    const chooser = argument ? keysChooser(sourceCode, argument, depth + 1) : null;
    if (chooser) return chooser;
  }
  return null;
}

/** Whether the function looks at all keys: `Object.keys(data).every((key) => COLUMNS.has(key))`, `schema.validate(data)`. */
function isChecked(sourceCode: SourceCode, object: Node): boolean {
  const fn = enclosingFunction(object);
  if (!fn) return false;
  const text = sourceCode.getText(fn).replace(/\s/g, '');
  const name = sourceCode.getText(object).replace(/\s/g, '');
  for (const [, checked] of text.matchAll(/(?:valid\w*|parse|check\w*|assert\w*)\((\w[\w.]*)/gi))
    if (checked === name) return true;
  return [`Object.keys(${name})`, `Object.entries(${name})`].some((list) =>
    ['.every(', '.some(', '.find('].some((method) => text.includes(list + method)),
  );
}

/** Whether a key is left out on purpose, so that the program's own assignment stands alone. */
export function mentionsText(sourceCode: SourceCode, node: Node, text: string): boolean {
  let outermost = enclosingFunction(node);
  for (let fn = outermost; fn; fn = enclosingFunction(fn)) outermost = fn;
  const code = outermost ? sourceCode.getText(outermost) : '';
  return [`'${text}'`, `"${text}"`].some((name) => code.includes(name));
}
