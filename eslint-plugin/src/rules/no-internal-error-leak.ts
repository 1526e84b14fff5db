import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { constantInit } from '../ast/constant.ts';
import { enclosingFunction, isInside, leftBefore } from '../ast/control-flow.ts';
import { calleeName, memberName } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { isDevelopmentOnly, isInDevelopmentBlock } from '../http/development-only.ts';
import { heldBody } from '../http/held-body.ts';
import { passedResponsesOf } from '../http/passed-responses.ts';
import { responsesOf } from '../http/responses.ts';
import { returnedResponsesOf } from '../http/returned-responses.ts';
import {
  mayHaveGatewayResponses,
  mayHaveResponses,
  mayHaveWebResponses,
  mayPassResponses,
} from '../http/signs.ts';
import { takenMember } from '../http/taken-member.ts';
import { isReplacedBefore } from '../sql/replaced-values.ts';
import { isAnyError, isServerStatus, isUnexpectedToo } from '../http/unexpected-status.ts';
import { type WebResponse, webResponsesOf } from '../http/web-responses.ts';

export default defineRule({
  name: 'no-internal-error-leak',
  description: 'Disallow sending the text of unexpected errors to clients.',
  preset: 'recommended',
  topic: 'rest',
  mayConcern: (sourceCode) =>
    mayHaveResponses(sourceCode) ||
    mayHaveWebResponses(sourceCode) ||
    mayHaveGatewayResponses(sourceCode) ||
    mayPassResponses(sourceCode),
  messages: {
    leak: 'The client receives {{what}} of an unexpected error (table names, paths, queries): log it, and send a fixed message.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    const reported = new Set<Node>();
    const responses = [
      ...responsesOf(sourceCode),
      ...webResponsesOf(sourceCode),
      ...returnedResponsesOf(sourceCode),
      ...passedResponsesOf(sourceCode),
    ];
    for (const response of responses) {
      const { body, rewritten } = heldBody(sourceCode, response.body);
      for (const { node, what } of leaks(sourceCode, { ...response, body })) {
        if (
          isWithin(rewritten, node) ||
          reported.has(node) ||
          isInDevelopmentBlock(sourceCode, response.call)
        )
          continue;
        reported.add(node);
        report({ messageId: 'leak', range: node.range, data: { what } });
      }
    }
  },
});

/** Whether a node is in one of the members of a body that are written again. */
function isWithin(members: ReadonlySet<Node>, node: Node): boolean {
  return [...members].some((member) => isInside(node, member));
}

interface Leak {
  readonly node: Node;
  readonly what: string;
}

/**
 * The parts of caught errors in a body: all of them in a 5xx answer, stacks in any, an error that is the body. A text
 * that a constant holds is found at its use.
 */
function* leaks(
  sourceCode: SourceCode,
  response: WebResponse,
  root: Node = response.body,
  use: TSESTree.Identifier | null = null,
): Generator<Leak> {
  const { body, status, statusNode } = response;
  const isOfServer = (test: Node, outcome: boolean): boolean =>
    isServerStatus(sourceCode, test, outcome, statusNode);
  for (const node of nodesWithin(sourceCode, root, isNotSent)) {
    if (node.type !== 'Identifier' || isDevelopmentOnly(sourceCode, node, root, isOfServer)) continue;
    if (!isCaught(sourceCode, node)) {
      const taken = isMemberName(node) ? null : takenMember(sourceCode, node);
      if (taken && isCaught(sourceCode, taken.object)) {
        const what = sentPart(taken.name, isServerError(sourceCode, response, taken.object, use ?? node));
        if (what !== null) yield { node: use ?? node, what };
        continue;
      }
      if (use || isMemberName(node)) continue;
      for (const text of heldTexts(sourceCode, node)) yield* leaks(sourceCode, response, text, node);
      continue;
    }
    const isUnexpected = isServerError(sourceCode, response, node, use);
    const value = wrapped(node);
    const { parent } = value;
    if (parent?.type === 'MemberExpression' && parent.object === value) {
      const name = memberName(parent);
      const what = sentPart(name, isUnexpected);
      if (what !== null) yield { node: use ?? parent, what };
      else if (isUnexpected && name === 'toString') yield { node: use ?? node, what: 'all' };
    } else if (
      (isUnexpected && isSentWhole(node, response, root)) ||
      (status === 'default' && value === body)
    ) {
      yield { node: use ?? node, what: 'all' };
    }
  }
}

function isServerError(
  sourceCode: SourceCode,
  response: WebResponse,
  error: TSESTree.Identifier,
  use: TSESTree.Identifier | null,
): boolean {
  const { status } = response;
  return typeof status === 'number' ? status >= 500 : isUnexpectedToo(sourceCode, response, error, use);
}

/** What a member of an error tells: a stack is reported whatever the status. */
function sentPart(name: string | null, isUnexpected: boolean): string | null {
  if (name === 'stack') return 'the stack';
  return isUnexpected && /^(?:message|sqlMessage|detail)$/.test(name ?? '') ? 'the message' : null;
}

/** Whether an identifier only names a member: `message` in `result.message` and `{ message: text }`. */
function isMemberName(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  return parent.type === 'MemberExpression' || (parent.type === 'Property' && parent.value !== node);
}

/**
 * What a variable says: `const message = error.message || 'x'`, `let message = 'x'; if (error instanceof Error) message =
 * error.message;`. Nothing for what a call makes of it.
 */
function heldTexts(sourceCode: SourceCode, node: TSESTree.Identifier): Node[] {
  const variable = findVariable(sourceCode, node);
  const init = constantInit(variable);
  if (init) return isText(init) ? [unwrap(init)] : [];
  const [definition] = variable?.defs ?? [];
  const isLocal =
    definition?.type === 'Variable' &&
    definition.name.type === 'Identifier' &&
    enclosingFunction(definition.name) === enclosingFunction(node);
  if (!variable || !isLocal) return [];
  const written = variable.references.flatMap(({ writeExpr }) =>
    writeExpr && writeExpr.range[1] <= node.range[0] ? [writeExpr] : [],
  );
  const said = isReplacedBefore(sourceCode, variable, node) ? written.slice(-1) : written;
  return said.filter((each) => isText(each) && isWrittenForAny(each)).map(unwrap);
}

function isText(node: Node): boolean {
  return /^(?:MemberExpression|LogicalExpression|ConditionalExpression|TemplateLiteral)$/.test(
    unwrap(node).type,
  );
}

/** Whether no `if` around asks for more than whether something is an error at all. */
function isWrittenForAny(write: Node): boolean {
  for (let node = write; node.parent && !isFunction(node); node = node.parent)
    if (node.parent.type === 'IfStatement' && !isAnyError(node.parent.test)) return false;
  return true;
}

/** Functions and comparisons inside a body do not send what they mention. */
function isNotSent(node: Node): boolean {
  return (
    isFunction(node) ||
    node.type === 'UnaryExpression' ||
    (node.type === 'BinaryExpression' && node.operator !== '+')
  );
}

/** An error as a whole: the body itself, the value of a property. A function that is not shown may make less of it. */
function isSentWhole(node: TSESTree.Identifier, { isPassedOn }: WebResponse, root: Node): boolean {
  if (isSentAsText(node)) return true;
  if (isPassedOn) return false;
  if (node === root) return true;
  const { parent } = wrapped(node);
  if (parent?.type === 'Property') return parent.value === wrapped(node);
  return (
    parent?.type === 'ArrayExpression' && (parent === root || wrapped(parent).parent?.type === 'Property')
  );
}

/** `String(error)`, a part of a text. */
function isSentAsText(node: TSESTree.Identifier): boolean {
  const { parent } = wrapped(node);
  if (parent?.type === 'TemplateLiteral' || parent?.type === 'BinaryExpression') return true;
  return parent?.type === 'CallExpression' && /^(?:String|stringify)$/.test(calleeName(parent));
}

/**
 * What a function is given and has just found to be none of the errors that it knows: `if (e instanceof NotFound) … else …`.
 * One that it has then found to be another that it knows is none of those.
 */
function isLeftOver(error: TSESTree.Identifier): boolean {
  const asks = (test: Node): boolean =>
    test.type === 'LogicalExpression'
      ? asks(test.left) && asks(test.right)
      : test.type === 'BinaryExpression' &&
        test.operator === 'instanceof' &&
        test.left.type === 'Identifier' &&
        test.left.name === error.name;
  for (let node: Node = error; node.parent && !isFunction(node); node = node.parent) {
    const { parent }: Node = node;
    const isFound = parent.type === 'IfStatement' && parent.consequent === node && asks(parent.test);
    if (isFound && !isAnyError(parent.test)) return false;
    if (parent.type === 'IfStatement' && parent.alternate === node && asks(parent.test)) return true;
    if (leftBefore(node).some(asks)) return true;
  }
  return false;
}

/** Methods whose callbacks get an element, or a result. */
const GOES_THROUGH =
  /^(?:then|map|forEach|filter|find\w*|some|every|flatMap|reduce|sort|each|finally|replace)$/;

/** The parameter of a catch, of an error handler `(err, req, res, next)`, of a callback `(err, rows)` or `(err)`, of `.catch(err)`. */
function isCaught(sourceCode: SourceCode, node: TSESTree.Identifier, aliases = 2): boolean {
  if (!/^_?(?:e|ex|err|error|exception)$/i.test(node.name) && !/(?:Err|Error)$/.test(node.name)) return false;
  const variable = findVariable(sourceCode, node);
  // `error = { message }`: what the program has made of it.
  if (variable && isReplacedBefore(sourceCode, variable, node)) return false;
  const definition = variable?.defs[0];
  if (definition?.type === 'CatchClause') return true;
  if (definition?.type === 'Variable' && definition.node.init) {
    const other = unwrap(definition.node.init);
    return other.type === 'Identifier' && aliases > 0 && isCaught(sourceCode, other, aliases - 1);
  }
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return false;
  const fn = definition.node;
  if (isLeftOver(node)) return true;
  if (fn.params[0] !== definition.name) return false;
  if (fn.params.length === 4) return true;
  return (
    fn.parent.type === 'CallExpression' &&
    fn.parent.arguments.includes(fn as never) &&
    (fn.params.length === 2 ||
      fn.params.length === 3 ||
      (fn.parent.arguments.at(-1) === fn && !GOES_THROUGH.test(calleeName(fn.parent) || 'then')))
  );
}
