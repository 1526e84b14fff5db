import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { constantField, constantValue } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { enumMember } from '../ast/enum-member.ts';
import { calleeName, memberName, receiver, stringValue } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { propertyOf } from './validation.ts';

/** The operands of a chain of `+`, from left to right, without recursion: such chains get long. */
export function operands(node: TSESTree.BinaryExpression): Node[] {
  const found: Node[] = [];
  let current: Node = node;
  while (current.type === 'BinaryExpression' && current.operator === '+') {
    found.push(unwrap(current.right));
    current = unwrap(current.left);
  }
  found.push(current);
  return found.reverse();
}

/** The text that `.trim()` and its like leave the same but for spaces, and `.slice(0, -2)` but for its end. */
export function textMethodReceiver(call: TSESTree.CallExpression): Node | null {
  const name = calleeName(call);
  if (name === 'trim' || name === 'trimEnd' || name === 'trimStart' || name === 'toString')
    return receiver(call);
  const [pattern, replacement] = call.arguments;
  if (name === 'slice' || name === 'substring' || name === 'substr')
    return pattern?.type === 'Literal' && pattern.value === 0 && call.arguments.length === 2
      ? receiver(call)
      : null;
  if (name !== 'replace' && name !== 'replaceAll') return null;
  // Spaces anywhere, or what ends the text: `/,\s*$/`.
  const isOuter =
    pattern?.type === 'Literal' &&
    'regex' in pattern &&
    /^(?:\\[snrt]|[\s[\]+*|^$()?:])+$|^[\s,;]*(?:AND|OR)?[\s,;]*(?:\\s[*+]?)?\$$/i.test(
      pattern.regex.pattern,
    );
  return isOuter && replacement && stringValue(replacement)?.trim() === '' ? receiver(call) : null;
}

/** What `text = text.concat(more)` and `text = text.slice(0, -2)` put behind a text; null for other calls. */
export function addedBy(node: Node, isTheText: (node: Node) => boolean): Node[] | null {
  const call = unwrap(node);
  if (call.type !== 'CallExpression') return null;
  const cut = textMethodReceiver(call);
  if (cut) return isTheText(cut) ? [] : null;
  const object = receiver(call);
  if (calleeName(call) !== 'concat' || !object || !isTheText(object)) return null;
  return call.arguments.map((argument) => (argument.type === 'SpreadElement' ? argument.argument : argument));
}

/** The value of `QUERIES.users` when QUERIES is a constant object or an enum of this file. */
export function constantMember(sourceCode: SourceCode, node: TSESTree.MemberExpression): Node | null {
  const name = memberName(node);
  const object = unwrap(node.object);
  if (name === null) return null;
  if (object.type === 'ThisExpression') return constantField(node, name);
  const declared = findVariable(sourceCode, object)?.defs[0]?.node;
  if (declared?.type === 'TSEnumDeclaration') return enumMember(declared, name);
  const constant = constantValue(sourceCode, object);
  const value = constant?.type === 'ObjectExpression' ? propertyOf(constant, name) : null;
  return value && !isFunction(value) ? value : null;
}

/** What `sql.raw(text)`, `Prisma.raw(text)` put into a statement as it is. */
export function rawArgument(call: TSESTree.CallExpression): Node | null {
  const name = calleeName(call);
  const object = receiver(call);
  if (
    !object ||
    (name !== 'raw' && name !== 'unsafe' && name !== 'literal' && name !== '__dangerous__rawValue')
  )
    return null;
  return argumentAt(call, 0);
}

/** What a function of this file without parameters always returns. */
export function constantResult(sourceCode: SourceCode, call: TSESTree.CallExpression): Node | null {
  return call.arguments.length > 0 ? null : onlyResult(sourceCode, call);
}

/** What a function of this file always returns, whatever it is given: a text in which its parameters may stand. */
export function onlyResult(sourceCode: SourceCode, call: TSESTree.CallExpression): Node | null {
  const called = calledFunctionOrMethod(sourceCode, call);
  if (!called || called.async || called.generator) return null;
  const returned = returnedExpressions(called);
  return returned.length === 1 ? (returned[0] ?? null) : null;
}
