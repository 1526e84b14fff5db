import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction } from '../ast/control-flow.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, receiver } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { mayHaveResponses } from './signs.ts';
import { statusCode } from './status-code.ts';

/** A place where a handler sends a response. */
export interface SentResponse {
  readonly call: TSESTree.CallExpression | TSESTree.AssignmentExpression;
  readonly body: Node;
  /** The status written at the call; `default` when the function sets none at all, `unknown` otherwise. */
  readonly status: number | 'default' | 'unknown';
  /** The argument that holds the status, where it is written at the call. */
  readonly statusNode: Node | null;
}

const RESPONSE = /^_?(?:res|response|reply|resp)$/;
const CONTEXT = /^(?:c|ctx|context)$/;

/**
 * Every `res.json(…)`, `res.status(…).send(…)`, `reply.code(…).send(…)`, `c.json(…, status)` and
 * `ctx.body = { … }` of a file.
 */
export const responsesOf = perFile((sourceCode: SourceCode): readonly SentResponse[] => {
  if (!mayHaveResponses(sourceCode)) return [];
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
  if (name !== 'json' && name !== 'send' && name !== 'jsonp' && name !== 'text') return null;
  if (!first || first.type === 'SpreadElement') return null;
  const object = receiver(call);
  if (!object) return null;
  const isOfContext = object.type === 'Identifier' && CONTEXT.test(object.name);
  if (isOfContext && (name === 'json' || name === 'text')) {
    const code = second && second.type !== 'SpreadElement' ? unwrap(second) : null;
    return {
      call,
      body: first,
      status: code ? (statusCode(code) ?? 'unknown') : statusBefore(sourceCode, call, object.name),
      statusNode: code,
    };
  }
  if (name === 'text') return null;
  const statusCall = statusInChain(object);
  const root = chainNames(object)?.[0];
  if (root === undefined || !RESPONSE.test(root)) return null;
  if (statusCall) {
    const code = statusCall.arguments[0] ? unwrap(statusCall.arguments[0]) : null;
    return { call, body: first, status: (code && statusCode(code)) ?? 'unknown', statusNode: code };
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
  const isSetBefore = statusSettings(sourceCode, fn, name).some((at) => at <= call.range[1]);
  return isSetBefore ? 'unknown' : 'default';
}

const settingsOf = perFile(() => new Map<FunctionNode, Map<string, number[]>>());

/** Where a function could set the status of a response of this name. */
function statusSettings(sourceCode: SourceCode, fn: FunctionNode, name: string): readonly number[] {
  const known = settingsOf(sourceCode).get(fn) ?? new Map<string, number[]>();
  settingsOf(sourceCode).set(fn, known);
  let settings = known.get(name);
  if (!settings) {
    settings = [];
    for (const node of nodesWithin(sourceCode, fn))
      if (node.type === 'MemberExpression' && setsStatus(node, name)) settings.push(node.range[0]);
    known.set(name, settings);
  }
  return settings;
}

/** `res.statusCode = …`, `res.status(…);`, `ctx.response.status`. */
function setsStatus({ object, property, parent }: TSESTree.MemberExpression, name: string): boolean {
  if (object.type !== 'Identifier' || object.name !== name || property.type !== 'Identifier') return false;
  switch (property.name) {
    case 'response':
      return (
        parent.type === 'MemberExpression' &&
        parent.property.type === 'Identifier' &&
        parent.property.name === 'status'
      );
    case 'statusCode':
    case 'status':
    case 'code':
    case 'writeHead':
    case 'sendStatus':
      return (
        (property.name.startsWith('status') &&
          parent.type === 'AssignmentExpression' &&
          parent.left.type === 'MemberExpression' &&
          parent.left.property === property) ||
        (property.name !== 'statusCode' &&
          parent.type === 'CallExpression' &&
          parent.parent.type === 'ExpressionStatement')
      );
    default:
      return false;
  }
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
    return value ? statusCode(value) : null;
  }
  return null;
}

function declares(fn: FunctionNode, name: string): boolean {
  return fn.params.some((parameter) => parameter.type === 'Identifier' && parameter.name === name);
}
