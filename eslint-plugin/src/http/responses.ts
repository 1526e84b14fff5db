import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction } from '../ast/control-flow.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, memberName, receiver } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { mentions } from './development-only.ts';
import { mayHaveResponses } from './signs.ts';
import { statusCode } from './status-code.ts';

/** A place where a handler sends a response. */
export interface SentResponse {
  readonly call: TSESTree.CallExpression | TSESTree.AssignmentExpression;
  readonly body: Node;
  /** The status written at the call; `default` when the function sets none at all, `unknown` otherwise. */
  readonly status: number | 'default' | 'unknown';
  /** What gives the status, where it is written at the call, or computed in a statement beside it. */
  readonly statusNode: Node | null;
}

const RESPONSE = /^_?(?:res|response|reply|resp)$/;
const CONTEXT = /^(?:c|ctx|context)$/;

/**
 * Every `res.json(…)`, `res.status(…).send(…)`, `reply.code(…).send(…)`, `c.json(…, status)` and
 * `ctx.body = …` of a file.
 */
export const responsesOf = perFile((sourceCode: SourceCode): readonly SentResponse[] => {
  if (!mayHaveResponses(sourceCode)) return [];
  const { calls, assignments } = inventoryOf(sourceCode);
  return [
    ...calls.flatMap((call) =>
      call.type === 'CallExpression' ? (readResponse(sourceCode, call) ?? []) : [],
    ),
    ...assignments.flatMap((assignment) => readKoaBody(sourceCode, assignment) ?? []),
  ];
});

/** `ctx.body = …`. */
function readKoaBody(sourceCode: SourceCode, assignment: TSESTree.AssignmentExpression): SentResponse | null {
  const { left, operator, right: body } = assignment;
  if (operator !== '=' || left.type !== 'MemberExpression' || memberName(left) !== 'body') return null;
  const [name = '', ...names] = chainNames(left) ?? [];
  if (!CONTEXT.test(name) || !/^(?:response\.)?body$/.test(names.join('.'))) return null;
  return { call: assignment, body, ...statusBeside(sourceCode, assignment, name) };
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
    return { call, body: first, ...(code ? statusOf(code) : statusBeside(sourceCode, call, object.name)) };
  }
  if (name === 'text') return null;
  const statusCall = statusInChain(object);
  const root = chainNames(object)?.[0];
  if (root === undefined || !RESPONSE.test(root)) return null;
  if (statusCall) {
    const code = statusCall.arguments[0] ? unwrap(statusCall.arguments[0]) : null;
    return { call, body: first, ...statusOf(code) };
  }
  if (object.type !== 'Identifier') return null;
  return { call, body: first, ...statusBeside(sourceCode, call, root) };
}

type Status = Pick<SentResponse, 'status' | 'statusNode'>;

function statusOf(statusNode: Node | null): Status {
  return { status: (statusNode && statusCode(statusNode)) ?? 'unknown', statusNode };
}

function statusInChain(node: Node): TSESTree.CallExpression | null {
  for (let current: Node | null = node; current?.type === 'CallExpression'; current = receiver(current)) {
    const name = calleeName(current);
    if (name === 'status' || name === 'code') return current;
  }
  return null;
}

/**
 * The status that a statement beside an answer sets, `res.status(503);`. Otherwise whether anything above in the function,
 * or in a function around it, could have set the status of this response. Koa sends an answer when all is done, so that
 * there what follows counts too.
 */
function statusBeside(sourceCode: SourceCode, call: SentResponse['call'], name: string): Status {
  const set = statusSetBeside(sourceCode, call, name);
  const code = set && statusCode(set);
  if (set) return code === null ? statusOf(set) : { status: code, statusNode: null };
  let fn: FunctionNode | null = enclosingFunction(call);
  while (fn && !declares(fn, name)) fn = enclosingFunction(fn);
  const last = call.type === 'AssignmentExpression' ? Infinity : call.range[1];
  const isSetBefore = !fn || statusSettings(sourceCode, fn, name).some((at) => at <= last);
  return { status: isSetBefore ? 'unknown' : 'default', statusNode: null };
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

/** What `res.status(503);`, `ctx.status = 503;` sets among the statements of the same block. */
function statusSetBeside(sourceCode: SourceCode, call: SentResponse['call'], name: string): Node | null {
  let statement: Node = call;
  while (statement.parent && statement.parent.type !== 'BlockStatement') {
    if (/Function|IfStatement|Loop/.test(statement.type)) return null;
    statement = statement.parent;
  }
  const block = statement.parent;
  if (block?.type !== 'BlockStatement') return null;
  const index = block.body.findIndex((each) => each === statement);
  for (const before of block.body.slice(0, index).reverse()) {
    const status = statusSetIn(before, name);
    if (status) return status;
    if (!isBesideThePoint(sourceCode, before, name)) return null;
  }
  if (call.type !== 'AssignmentExpression') return null;
  const [after] = block.body.slice(index + 1);
  if (after?.type === 'ThrowStatement') return after.argument;
  return after ? statusSetIn(after, name) : null;
}

/** Statements between the one that sets a status and the one that answers. */
function isBesideThePoint(sourceCode: SourceCode, statement: Node, name: string): boolean {
  if (statement.type === 'ExpressionStatement' || statement.type === 'VariableDeclaration') return true;
  return statement.type === 'IfStatement' && !mentions(sourceCode, statement, name);
}

/** What a statement sets as the status: `503` in `res.status(503);`, `ctx.response.status = 503;`, `ctx.throw(503);`. */
function statusSetIn(statement: Node, name: string): Node | null {
  if (statement.type !== 'ExpressionStatement') return null;
  const { expression } = statement;
  const isCall = expression.type === 'CallExpression';
  const target = isCall
    ? expression.callee
    : expression.type === 'AssignmentExpression'
      ? expression.left
      : null;
  const names = target && chainNames(target);
  if (
    names?.[0] !== name ||
    !/^(?:response\.)?(?:status|code|statusCode|throw)$/.test(names.slice(1).join('.'))
  )
    return null;
  const value = isCall
    ? expression.arguments[0]
    : expression.type === 'AssignmentExpression' && expression.right;
  return value ? unwrap(value) : null;
}

function declares(fn: FunctionNode, name: string): boolean {
  return fn.params.some((parameter) => parameter.type === 'Identifier' && parameter.name === name);
}
