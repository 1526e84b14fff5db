import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction } from '../ast/control-flow.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, receiver } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';

/** A place where a handler sends a response. */
export interface SentResponse {
  readonly call: TSESTree.CallExpression | TSESTree.AssignmentExpression;
  readonly body: Node;
  /** The status written at the call; `default` when the function sets none at all, `unknown` otherwise. */
  readonly status: number | 'default' | 'unknown';
  /** The argument that holds the status, where it is written at the call. */
  readonly statusNode: Node | null;
}

/** A file without such a call or assignment sends nothing. */
const SENDS = /\.(?:json|jsonp|send|text)\s*\(|\.body\s*=/;

const RESPONSE = /^_?(?:res|response|reply|resp)$/;
const CONTEXT = /^(?:c|ctx|context)$/;

/**
 * Every `res.json(…)`, `res.status(…).send(…)`, `reply.code(…).send(…)`, `c.json(…, status)` and
 * `ctx.body = { … }` of a file.
 */
export const responsesOf = perFile((sourceCode: SourceCode): readonly SentResponse[] => {
  if (!SENDS.test(sourceCode.text)) return [];
  const { calls, objects } = inventoryOf(sourceCode);
  return [
    ...calls.flatMap((call) =>
      call.type === 'CallExpression' ? (readResponse(sourceCode, call) ?? []) : [],
    ),
    ...objects.flatMap((object) => readKoaBody(sourceCode, object) ?? []),
  ];
});

/** `ctx.body = { … }`. */
function readKoaBody(sourceCode: SourceCode, body: TSESTree.ObjectExpression): SentResponse | null {
  const { parent } = body;
  if (parent.type !== 'AssignmentExpression' || parent.right !== body) return null;
  const names = chainNames(parent.left);
  if (!names || !CONTEXT.test(names[0] ?? '') || !/^(?:response\.)?body$/.test(names.slice(1).join('.')))
    return null;
  const status = statusBefore(sourceCode, parent, names[0] ?? '');
  return { call: parent, body, status, statusNode: null };
}

function readResponse(sourceCode: SourceCode, call: TSESTree.CallExpression): SentResponse | null {
  const name = calleeName(call);
  const [first, second] = call.arguments;
  if (!/^(?:json|send|jsonp|text)$/.test(name ?? '') || !first || first.type === 'SpreadElement') return null;
  const object = receiver(call);
  if (!object) return null;
  const isOfContext = object.type === 'Identifier' && CONTEXT.test(object.name);
  if (isOfContext && (name === 'json' || name === 'text')) {
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
  if (name === 'text') return null;
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

/**
 * The status that the statement before sets, `res.status(503)`. Otherwise whether anything above in the function,
 * or in a function around it, could have set the status of this response.
 */
function statusBefore(sourceCode: SourceCode, call: Node, name: string): SentResponse['status'] {
  const set = statusSetJustBefore(call, name);
  if (set !== null) return set;
  let fn: FunctionNode | null = enclosingFunction(call);
  if (!fn) return 'unknown';
  while (fn && !declares(fn, name)) fn = enclosingFunction(fn);
  if (!fn) return 'unknown';
  for (const node of nodesWithin(sourceCode, fn)) {
    if (
      node.type !== 'MemberExpression' ||
      node.range[0] > call.range[1] ||
      node.object.type !== 'Identifier' ||
      node.object.name !== name ||
      node.property.type !== 'Identifier'
    )
      continue;
    const { parent } = node;
    const setsOfResponse =
      node.property.name === 'response' &&
      parent.type === 'MemberExpression' &&
      parent.property.type === 'Identifier' &&
      parent.property.name === 'status';
    if (setsOfResponse) return 'unknown';
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

/** `res.status(503);`, `ctx.status = 503;` among the statements before, in the same block. */
function statusSetJustBefore(call: Node, name: string): number | null {
  let statement: Node = call;
  while (statement.parent && statement.parent.type !== 'BlockStatement') {
    if (/Function|IfStatement|Loop/.test(statement.type)) return null;
    statement = statement.parent;
  }
  const block = statement.parent;
  if (block?.type !== 'BlockStatement') return null;
  const index = block.body.findIndex((each) => each === statement);
  for (const before of block.body.slice(0, index).reverse()) {
    if (before.type !== 'ExpressionStatement') {
      if (before.type !== 'VariableDeclaration') return null;
      continue;
    }
    const { expression } = before;
    const isCall = expression.type === 'CallExpression';
    const target = isCall
      ? expression.callee
      : expression.type === 'AssignmentExpression'
        ? expression.left
        : null;
    const names = target && chainNames(target);
    if (names?.length !== 2 || names[0] !== name || !/^(?:status|code|statusCode)$/.test(names[1] ?? ''))
      continue;
    const value = isCall
      ? expression.arguments[0]
      : expression.type === 'AssignmentExpression' && expression.right;
    return value && value.type === 'Literal' && typeof value.value === 'number' ? value.value : null;
  }
  return null;
}

function declares(fn: FunctionNode, name: string): boolean {
  return fn.params.some((parameter) => parameter.type === 'Identifier' && parameter.name === name);
}
