import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { enclosingClass } from '../ast/class-member.ts';
import { constantInit } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { importedValue } from '../ast/imported-value.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, keyName, memberName, receiver, stringValue } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { isInDevelopmentBlock } from '../http/development-only.ts';
import { callsOf } from '../sql/call-sites.ts';
import { constantMember } from '../sql/text-sources.ts';
import { configuredText } from './node-config.ts';

/** A text in the source that a key can be. */
export interface KeyLiteral {
  readonly literal: Node;
  /** Whether it is the key only where another one is missing. */
  readonly isFallback: boolean;
}

/** Names and calls that are followed; code that is being typed may name itself. */
const MAX_DEPTH = 5;

/**
 * The literals that a key can be: itself, a constant, an element of a list, what follows `process.env.KEY ||`, what a
 * function returns. Where another file of the project holds it, the name that stands for it here.
 */
export function keyLiterals(sourceCode: SourceCode, key: Node): KeyLiteral[] {
  return literalsOf(sourceCode, key, false, 0);
}

function literalsOf(sourceCode: SourceCode, node: Node, isFallback: boolean, depth: number): KeyLiteral[] {
  const expression = unwrap(node);
  if (depth > MAX_DEPTH) return [];
  const follow = (other: Node, isOther = isFallback): KeyLiteral[] =>
    literalsOf(sourceCode, other, isOther, depth + 1);
  switch (expression.type) {
    case 'Literal':
    case 'TemplateLiteral': {
      const text = stringValue(expression);
      if (text !== null) return isKey(text) ? [{ literal: expression, isFallback }] : [];
      const only = expression.type === 'TemplateLiteral' ? onlyExpression(expression) : null;
      return only ? follow(only) : [];
    }
    case 'LogicalExpression':
      return expression.operator === '&&' ? [] : follow(expression.right, true);
    case 'ConditionalExpression': {
      // `process.env.KEY ? process.env.KEY : 'secret'`; a key for tests alone is chosen by another question.
      const isOrElse = sourceCode.getText(expression.test) === sourceCode.getText(expression.consequent);
      return isOrElse ? follow(expression.alternate, true) : [];
    }
    case 'ArrayExpression':
      return expression.elements.flatMap((element) => (element ? follow(element) : []));
    case 'Identifier': {
      const variable = findVariable(sourceCode, expression);
      const definition = variable?.defs[0];
      if (definition?.type === 'Parameter')
        return [
          ...defaultsOf(definition.name).flatMap((value) => follow(value, true)),
          ...argumentsFor(sourceCode, definition.node, definition.name).flatMap((value) => follow(value)),
        ];
      const init = variable && !importOf(variable) ? constantInit(variable) : null;
      return init ? follow(init) : heldElsewhere(sourceCode, expression, isFallback, depth);
    }
    case 'MemberExpression': {
      const value = constantMember(sourceCode, expression) ?? fieldSetOnce(sourceCode, expression);
      return value ? follow(value) : heldElsewhere(sourceCode, expression, isFallback, depth);
    }
    case 'CallExpression': {
      const same = sameText(expression);
      if (same) return follow(same);
      const configured = configuredText(sourceCode, expression);
      if (configured)
        return isKey(configured.text) ? [{ literal: expression, isFallback: configured.isFallback }] : [];
      const fn = calledFunctionOrMethod(sourceCode, expression);
      return fn
        ? returnedBy(sourceCode, fn, isFallback, depth)
        : heldElsewhere(sourceCode, expression, isFallback, depth);
    }
    default:
      return [];
  }
}

/** `${KEY}` */
function onlyExpression({ quasis, expressions }: TSESTree.TemplateLiteral): Node | null {
  const [only] = expressions;
  return expressions.length === 1 && quasis.every(({ value }) => value.raw === '') && only ? only : null;
}

/** What a call only writes in another way: `Buffer.from(KEY)`, `String(KEY)`, `KEY.trim()`. */
function sameText(call: TSESTree.CallExpression): Node | null {
  const name = calleeName(call);
  const object = receiver(call);
  if (name === 'from' || name === 'encode' || (name === 'String' && !object)) return argumentAt(call, 0);
  return name === 'toString' || name === 'trim' ? object : null;
}

/** A key that one of several returns gives is one that stands in where another is missing. */
function returnedBy(
  sourceCode: SourceCode,
  fn: FunctionNode,
  isFallback: boolean,
  depth: number,
): KeyLiteral[] {
  const returned = returnedExpressions(fn);
  return returned
    .filter((expression) => !isInDevelopmentBlock(sourceCode, expression))
    .flatMap((expression) =>
      literalsOf(sourceCode, expression, isFallback || returned.length > 1, depth + 1),
    );
}

/** A key that another file of the project holds is said where it is used: `config.secret`, `getSecret()`. */
function heldElsewhere(sourceCode: SourceCode, node: Node, isFallback: boolean, depth: number): KeyLiteral[] {
  const isCall = node.type === 'CallExpression';
  const value = importedValue(sourceCode, isCall ? node.callee : node);
  if (!value || (isCall && !isFunction(value.node))) return [];
  const [found] = isFunction(value.node)
    ? isCall
      ? returnedBy(value.sourceCode, value.node, isFallback, depth)
      : []
    : literalsOf(value.sourceCode, value.node, isFallback, depth + 1);
  return found ? [{ literal: node, isFallback: found.isFallback }] : [];
}

/** What a parameter is without an argument. */
function defaultsOf({ parent }: Node): Node[] {
  return parent?.type === 'AssignmentPattern' ? [parent.right] : [];
}

/** What the calls in the file hand to a parameter. */
function argumentsFor(sourceCode: SourceCode, fn: Node, name: Node): Node[] {
  if (!isFunction(fn)) return [];
  const index = fn.params.findIndex((parameter) => parameter === name || parameter === name.parent);
  return index === -1 ? [] : callsOf(sourceCode, fn).known.flatMap((call) => argumentAt(call, index) ?? []);
}

/** What the only `this.secret = …` of a class sets a field to, which has no value of its own. */
function fieldSetOnce(sourceCode: SourceCode, node: TSESTree.MemberExpression): Node | null {
  const name = memberName(node);
  const body = enclosingClass(node);
  if (name === null || !body || unwrap(node.object).type !== 'ThisExpression') return null;
  const isSetAtFirst = body.body.some(
    (member) => member.type === 'PropertyDefinition' && keyName(member) === name && member.value !== null,
  );
  const [only, ...others] = inventoryOf(sourceCode).assignments.filter(
    ({ left }) =>
      left.type === 'MemberExpression' &&
      left.object.type === 'ThisExpression' &&
      memberName(left) === name &&
      enclosingClass(left) === body,
  );
  return only && others.length === 0 && !isSetAtFirst ? only.right : null;
}

/** Public keys and certificates are no secret; `<your key>` is none yet. */
function isKey(text: string): boolean {
  return text !== '' && !/^<.*>$|-----BEGIN (?:PUBLIC|RSA PUBLIC|CERTIFICATE)/.test(text);
}
