import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { calleeName, memberName } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { responsesOf, type SentResponse } from '../http/responses.ts';

export default defineRule({
  name: 'no-internal-error-leak',
  description: 'Disallow sending the text of unexpected errors to clients.',
  preset: 'recommended',
  topic: 'rest',
  messages: {
    leak: 'The client receives {{what}} of an unexpected error: table names, paths, queries. Log it, and send a fixed message.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    for (const response of responsesOf(sourceCode)) {
      for (const { node, what } of leaks(sourceCode, response))
        report({ messageId: 'leak', range: node.range, data: { what } });
    }
  },
});

interface Leak {
  readonly node: Node;
  readonly what: string;
}

/** The parts of caught errors in a body: all of them in a 5xx answer, stacks in any. */
function* leaks(sourceCode: SourceCode, { body, status }: SentResponse): Generator<Leak> {
  const isServerError = typeof status === 'number' && status >= 500;
  for (const node of nodesWithin(sourceCode, body, isNotSent)) {
    if (node.type !== 'Identifier' || !isCaught(sourceCode, node) || isDevelopmentOnly(node, body)) continue;
    const value = wrapped(node);
    const { parent } = value;
    if (parent?.type === 'MemberExpression' && parent.object === value) {
      const name = memberName(parent);
      if (name === 'stack') yield { node: parent, what: 'the stack' };
      else if (isServerError && (name === 'message' || name === 'sqlMessage' || name === 'detail'))
        yield { node: parent, what: 'the message' };
    } else if (isServerError && isSentWhole(node, body)) {
      yield { node, what: 'all' };
    }
  }
}

/** Functions and comparisons inside a body do not send what they mention. */
function isNotSent(node: Node): boolean {
  return (
    isFunction(node) ||
    node.type === 'UnaryExpression' ||
    (node.type === 'BinaryExpression' && node.operator !== '+')
  );
}

/** An error as a whole: the body itself, the value of a property, `String(error)`. */
function isSentWhole(node: TSESTree.Identifier, body: Node): boolean {
  if (node === body) return true;
  const { parent } = node;
  if (parent.type === 'Property') return parent.value === node;
  if (parent.type === 'TemplateLiteral') return true;
  return parent.type === 'CallExpression' && calleeName(parent) === 'String';
}

/** The parameter of a catch, of an error handler `(err, req, res, next)`, of a callback `(err, rows)` or `.catch(err)`. */
function isCaught(sourceCode: SourceCode, node: TSESTree.Identifier): boolean {
  if (!/^_?(?:e|ex|err|error|exception)$/i.test(node.name) && !/(?:Err|Error)$/.test(node.name)) return false;
  const definition = findVariable(sourceCode, node)?.defs[0];
  if (definition?.type === 'CatchClause') return true;
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return false;
  const fn = definition.node;
  if (fn.params[0] !== definition.name) return false;
  if (fn.params.length === 4) return true;
  return (
    fn.parent.type === 'CallExpression' &&
    fn.parent.arguments.includes(fn as never) &&
    (calleeName(fn.parent) === 'catch' || fn.params.length === 2 || fn.params.length === 3)
  );
}

/** `process.env.NODE_ENV === 'development' ? error.stack : undefined`. */
function isDevelopmentOnly(node: Node, body: Node): boolean {
  for (let current: Node | undefined = node; current; current = current.parent) {
    if (current.type === 'ConditionalExpression' || current.type === 'LogicalExpression') return true;
    if (current === body) return false;
  }
  return false;
}
