import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { enclosingFunction, leftBefore } from '../ast/control-flow.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { mentions } from './development-only.ts';
import { statusCode } from './status-code.ts';
import { takenMember } from './taken-member.ts';
import type { WebResponse } from './web-responses.ts';

/**
 * `res.status(error.status || 500)`: an error without a status of its own is an unexpected one, and its text is sent
 * like that of the others. Not where the program asks first what kind of error it is, or which status that gives.
 */
export function isUnexpectedToo(
  sourceCode: SourceCode,
  { call, body, statusNode }: WebResponse,
  error: TSESTree.Identifier,
  use: TSESTree.Identifier | null,
): boolean {
  if (!statusNode || !isStatusOf(sourceCode, statusNode, error)) return false;
  if (rewritesMessage(sourceCode, error)) return false;
  const names = [error.name, ...(statusNode.type === 'Identifier' ? [statusNode.name] : [])];
  const asks = (test: Node): boolean =>
    names.some((name) => mentions(sourceCode, test, name)) && !isAnyError(test);
  for (const part of use ? [error, use] : [error]) {
    for (let node: Node = part; node.parent && node !== call && !isFunction(node); node = node.parent) {
      const { parent }: Node = node;
      const isKnown =
        parent.type === 'ConditionalExpression' &&
        parent.test !== node &&
        asks(parent.test) &&
        !isServerStatus(sourceCode, parent.test, parent.consequent === node, statusNode);
      if (isKnown) return false;
      if (parent.type === 'LogicalExpression' && parent.right === node && asks(parent.left)) return false;
      if (parent === body) break;
    }
  }
  for (let node: Node | undefined = call; node?.parent && !isFunction(node); node = node.parent) {
    if (node.parent.type === 'IfStatement' && asks(node.parent.test)) return false;
    // One of the statuses that a `switch` tells apart, but for those of unexpected errors.
    if (node.type === 'SwitchCase' && node.test && (statusCode(node.test) ?? 0) < 500) return false;
    if (leftBefore(node).some(asks)) return false;
  }
  return true;
}

/** Whether a status falls back to that of an unexpected error: `error.status || 500`, `const { status = 500 } = error`. */
function isStatusOf(sourceCode: SourceCode, statusNode: Node, error: TSESTree.Identifier): boolean {
  const taken = takenMember(sourceCode, statusNode);
  if (taken) return taken.object.name === error.name && isServerCode(taken.fallback);
  const status = statusOf(sourceCode, statusNode);
  return fallsBackToServerError(status) && mentions(sourceCode, status, error.name);
}

/** Whether a status is one of unexpected errors where a test of it came out so: `status === 500`, `status >= 500`. */
export function isServerStatus(
  sourceCode: SourceCode,
  test: Node,
  outcome: boolean,
  status: Node | null,
): boolean {
  if (!status || test.type !== 'BinaryExpression' || !isServerCode(test.right)) return false;
  if (sourceCode.getText(test.left) !== sourceCode.getText(status)) return false;
  return outcome ? /^(?:===?|>=)$/.test(test.operator) : /^(?:!==?|<)$/.test(test.operator);
}

function isServerCode(node: Node | null): boolean {
  const code = node && statusCode(node);
  return code !== null && code >= 500;
}

/** `if (status === 500) error.message = 'Something went wrong'` around an answer or before it. */
function rewritesMessage(sourceCode: SourceCode, error: TSESTree.Identifier): boolean {
  const handler = enclosingFunction(error);
  return (
    handler !== null &&
    new RegExp(`\\b${error.name}\\.message\\s*=(?!=|\\s*${error.name}\\.)`).test(sourceCode.getText(handler))
  );
}

/** `error.status || 500`, `error.status ? error.status : 500`. */
function fallsBackToServerError(status: Node): boolean {
  const isFallback =
    (status.type === 'LogicalExpression' && status.operator !== '&&') ||
    (status.type === 'AssignmentExpression' && /^(?:\|\||\?\?)=$/.test(status.operator));
  const fallback = isFallback
    ? status.right
    : status.type === 'ConditionalExpression'
      ? status.alternate
      : null;
  return isServerCode(fallback);
}

/** `error instanceof Error` is true of any, and whether there is one says nothing of its kind. */
export function isAnyError(test: Node): boolean {
  if (test.type === 'UnaryExpression' && test.operator === '!') return isAnyError(test.argument);
  if (test.type === 'Identifier') return true;
  return (
    test.type === 'BinaryExpression' &&
    test.operator === 'instanceof' &&
    test.right.type === 'Identifier' &&
    test.right.name === 'Error'
  );
}

/** What a status is made of: what its constant holds, or what the same function has written to `error.status` before. */
function statusOf(sourceCode: SourceCode, node: Node): Node {
  const expression = unwrap(node);
  if (expression.type === 'MemberExpression') return writtenBefore(sourceCode, expression) ?? expression;
  const variable = findVariable(sourceCode, expression);
  const init = constantInit(variable);
  return init ? unwrap(init) : expression;
}

/** `error.status || 500` of `error.status = error.status || 500`, or `error.status ||= 500` itself. */
function writtenBefore(sourceCode: SourceCode, member: TSESTree.MemberExpression): Node | null {
  const name = sourceCode.getText(member);
  for (let node: Node = member; node.parent && !isFunction(node); node = node.parent) {
    if (node.type !== 'BlockStatement') continue;
    for (const statement of node.body) {
      if (statement.range[0] > member.range[0]) break;
      const written = statement.type === 'ExpressionStatement' ? statement.expression : null;
      if (written?.type !== 'AssignmentExpression' || sourceCode.getText(written.left) !== name) continue;
      return written.operator === '=' ? unwrap(written.right) : written;
    }
  }
  return null;
}
