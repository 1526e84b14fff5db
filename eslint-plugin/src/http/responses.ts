import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction } from '../ast/control-flow.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, receiver } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';

/** A place where a handler sends a response. */
export interface SentResponse {
  readonly call: TSESTree.CallExpression;
  readonly body: Node;
  /** The status written at the call; `default` when the function sets none at all, `unknown` otherwise. */
  readonly status: number | 'default' | 'unknown';
  /** The argument that holds the status, where it is written at the call. */
  readonly statusNode: Node | null;
}

/** A file without such a call sends nothing. */
const SENDS = /\.(?:json|jsonp|send)\s*\(/;

const RESPONSE = /^_?(?:res|response|reply|resp)$/;

/** Every `res.json(…)`, `res.status(…).send(…)`, `reply.code(…).send(…)`, `c.json(…, status)` of a file. */
export const responsesOf = perFile((sourceCode: SourceCode): readonly SentResponse[] =>
  !SENDS.test(sourceCode.text)
    ? []
    : inventoryOf(sourceCode).calls.flatMap((call) =>
        call.type === 'CallExpression' ? (readResponse(sourceCode, call) ?? []) : [],
      ),
);

function readResponse(sourceCode: SourceCode, call: TSESTree.CallExpression): SentResponse | null {
  const name = calleeName(call);
  const [first, second] = call.arguments;
  if ((name !== 'json' && name !== 'send' && name !== 'jsonp') || !first || first.type === 'SpreadElement')
    return null;
  const object = receiver(call);
  if (!object) return null;
  if (object.type === 'Identifier' && /^(?:c|ctx|context)$/.test(object.name) && name === 'json') {
    const code = second && second.type !== 'SpreadElement' ? unwrap(second) : null;
    if (code?.type === 'Literal' && typeof code.value === 'number')
      return { call, body: first, status: code.value, statusNode: code };
    return {
      call,
      body: first,
      status: code ? 'unknown' : statusBefore(sourceCode, call, object.name),
      statusNode: code,
    };
  }
  const statusCall = statusInChain(object);
  const root = chainNames(object)?.[0];
  if (root === undefined || !RESPONSE.test(root)) return null;
  if (statusCall) {
    const code = statusCall.arguments[0] ? unwrap(statusCall.arguments[0]) : null;
    const status = code?.type === 'Literal' && typeof code.value === 'number' ? code.value : 'unknown';
    return { call, body: first, status, statusNode: code };
  }
  if (object.type !== 'Identifier') return null;
  return { call, body: first, status: statusBefore(sourceCode, call, root), statusNode: null };
}

function statusInChain(node: Node): TSESTree.CallExpression | null {
  for (let current: Node | null = node; current?.type === 'CallExpression'; current = receiver(current)) {
    const name = calleeName(current);
    if (name === 'status' || name === 'code') return current;
  }
  return null;
}

/** Whether anything in the function, or a function around it, could have set the status of this response. */
function statusBefore(sourceCode: SourceCode, call: Node, name: string): 'default' | 'unknown' {
  let fn: FunctionNode | null = enclosingFunction(call);
  if (!fn) return 'unknown';
  while (fn && !declares(fn, name)) fn = enclosingFunction(fn);
  if (!fn) return 'unknown';
  for (const node of nodesWithin(sourceCode, fn)) {
    if (
      node.type !== 'MemberExpression' ||
      node.object.type !== 'Identifier' ||
      node.object.name !== name ||
      node.property.type !== 'Identifier'
    )
      continue;
    const { parent } = node;
    const isAssigned = parent.type === 'AssignmentExpression' && parent.left === node;
    if ((node.property.name === 'statusCode' || node.property.name === 'status') && isAssigned)
      return 'unknown';
    const isSetting =
      /^(?:status|code|writeHead|sendStatus)$/.test(node.property.name) &&
      parent.type === 'CallExpression' &&
      parent.parent.type === 'ExpressionStatement';
    if (isSetting) return 'unknown';
  }
  return 'default';
}

function declares(fn: FunctionNode, name: string): boolean {
  return fn.params.some((parameter) => parameter.type === 'Identifier' && parameter.name === name);
}
