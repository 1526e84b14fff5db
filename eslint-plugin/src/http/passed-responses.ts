import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { chainNames, wordsOf } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { isDevelopmentOnly } from './development-only.ts';
import { responsesOf } from './responses.ts';
import { mayPassResponses } from './signs.ts';
import { statusCode } from './status-code.ts';
import { type WebResponse, webResponsesOf } from './web-responses.ts';

const RESPONSE = /^_?(?:res|response|reply|resp)$/;

/** Functions that keep what they are given to themselves. */
const NOT_SENDING =
  /^(?:log|logs|logger|track|trace|record|report|audit|capture|debug|warn|notify|metrics?)$/;

/**
 * What a file sends through functions of its own: `sendError(res, 500, error.message)`, `jsonResponse({ error: error.message },
 * 500)`. Of a function in the same file the body tells what it sends and with which status; of others, that they are given
 * a response, a status and a text.
 */
export const passedResponsesOf = perFile((sourceCode: SourceCode): readonly WebResponse[] => {
  const mayPass = mayPassResponses(sourceCode);
  const makers = new Set(webResponsesOf(sourceCode).map(({ call }) => enclosingFunction(call)));
  makers.delete(null);
  if (!mayPass && makers.size === 0) return [];
  return inventoryOf(sourceCode).calls.flatMap((call) =>
    call.type === 'CallExpression' ? passedIn(sourceCode, call, makers) : [],
  );
});

function passedIn(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
  makers: ReadonlySet<FunctionNode | null>,
): WebResponse[] {
  const { arguments: values } = call;
  const isGiven = values.some((value) => value.type === 'Identifier' && RESPONSE.test(value.name));
  if (!isGiven && makers.size === 0) return [];
  const fn = calledFunctionOrMethod(sourceCode, call);
  if (!isGiven && !makers.has(fn)) return [];
  const names = chainNames(call.callee);
  if (!names || names.some((name) => wordsOf(name).some((word) => NOT_SENDING.test(word)))) return [];
  const statusNode = values.find(isServerStatus) ?? null;
  return values.flatMap((body, index): WebResponse[] => {
    // A whole error is what such a function may make a public form of.
    if (body.type === 'Identifier' || body.type === 'SpreadElement' || body === statusNode) return [];
    if (fn) return sentBy(sourceCode, fn, call, index).map((sent) => ({ ...sent, call, body }));
    return statusNode
      ? [{ call, body, status: statusCode(statusNode) ?? 'unknown', statusNode, isPassedOn: true }]
      : [];
  });
}

/** `500`, `error.status || 500`. */
function isServerStatus(node: Node): boolean {
  if (node.type === 'LogicalExpression') return isServerStatus(node.right);
  const status = statusCode(node);
  return status !== null && status >= 500 && status <= 599;
}

/** The answers in which a function of this file sends one of its parameters, with the status that the call gives. */
function sentBy(
  sourceCode: SourceCode,
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  index: number,
): Pick<WebResponse, 'status' | 'statusNode'>[] {
  const text = parameterName(fn.params[index]);
  if (text === null) return [];
  const sent = [...responsesOf(sourceCode), ...webResponsesOf(sourceCode)];
  return sent.flatMap(({ call: { range }, body, status, statusNode }) => {
    if (range[0] < fn.range[0] || range[1] > fn.range[1] || !isSent(sourceCode, body, text)) return [];
    if (status !== 'unknown' || statusNode?.type !== 'Identifier') return [{ status, statusNode }];
    const at = fn.params.findIndex((parameter) => parameterName(parameter) === statusNode.name);
    const parameter = fn.params[at];
    const given = call.arguments[at] ?? (parameter?.type === 'AssignmentPattern' ? parameter.right : null);
    return [{ status: (given && statusCode(given)) ?? 'unknown', statusNode: given }];
  });
}

function parameterName(parameter: TSESTree.Parameter | undefined): string | null {
  const name = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
  return name?.type === 'Identifier' ? name.name : null;
}

function isSent(sourceCode: SourceCode, body: Node, name: string): boolean {
  for (const node of nodesWithin(sourceCode, body))
    if (
      node.type === 'Identifier' &&
      node.name === name &&
      !isKey(node) &&
      !isDevelopmentOnly(sourceCode, node, body)
    )
      return true;
  return false;
}

/** `message` in `{ message: 'x' }`; in `{ message }` it is the value too. */
function isKey(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  return parent.type === 'Property' && parent.key === node && !parent.shorthand && !parent.computed;
}
