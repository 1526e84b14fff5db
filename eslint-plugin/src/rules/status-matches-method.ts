import { defineRule, type Finding, type Suggestion } from '../define-rule.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { calleeName, receiver, wordsOf } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { createdThings } from '../http/created-things.ts';
import { emptyAnswersOf } from '../http/empty-answers.ts';
import type { Endpoint } from '../http/endpoints.ts';
import { handledRoutesOf } from '../http/handlers.ts';
import { fixedSegments } from '../http/path-segments.ts';
import { isSingular } from '../http/plural.ts';
import { responsesOf, type SentResponse } from '../http/responses.ts';

export default defineRule({
  name: 'status-matches-method',
  description:
    'Require the status that says what the method did: 201 for what was created, 204 without a body.',
  preset: 'strict',
  topic: 'rest',
  hasSuggestions: true,
  messages: {
    body: 'A {{status}} has no body, so that the client never sees this one: send 200, or nothing.',
    created: 'This POST creates something and answers 200, which says that nothing is new: answer 201.',
    notCreated: 'A {{method}} creates nothing, and 201 says that it did: answer 200.',
    empty: 'This DELETE sends no body, which 204 says and 200 does not: answer 204.',
    status: 'Answer {{status}}.',
    nothing: 'Send no body.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    const routes = handledRoutesOf(sourceCode);
    for (const response of responsesOf(sourceCode)) {
      const found = bodyWithoutUse(response) ?? wrongStatus(sourceCode, response, routes);
      if (found) report(found);
    }
    for (const { call, status, statusNode } of emptyAnswersOf(sourceCode)) {
      const route = routeAround(call, routes);
      if (route?.endpoint.method !== 'DELETE' || status !== 200 || !statusNode) continue;
      report({ messageId: 'empty', range: statusNode.range, suggest: [replace(statusNode, 204)] });
    }
  },
});

type Routes = ReadonlyMap<FunctionNode, Endpoint>;

/** `res.status(204).json({ … })`. */
function bodyWithoutUse({ call, body, status, statusNode }: SentResponse): Finding | null {
  if (status !== 204 && status !== 205 && status !== 304) return null;
  const value = unwrap(body);
  const isNothing =
    (value.type === 'Literal' && (value.value === null || value.value === '')) ||
    (value.type === 'Identifier' && value.name === 'undefined');
  if (isNothing || !statusNode) return null;
  return {
    messageId: 'body',
    range: body.range,
    data: { status: String(status) },
    suggest: [...withoutBody(call, body), replace(statusNode, 200)],
  };
}

function withoutBody(call: SentResponse['call'], body: Node): Suggestion[] {
  if (call.type !== 'CallExpression') return [];
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.computed || call.arguments.length !== 1) return [];
  const name = calleeName(call);
  return [
    {
      messageId: 'nothing',
      fix: (fixer) => [
        ...(name === 'json' ? [fixer.replaceText(callee.property, 'end')] : []),
        fixer.remove(body),
      ],
    },
  ];
}

function wrongStatus(sourceCode: SourceCode, response: SentResponse, routes: Routes): Finding | null {
  const { status, statusNode } = response;
  const route = routeAround(response.call, routes);
  if (!route) return null;
  const { method } = route.endpoint;
  if (status === 201 && statusNode && (method === 'GET' || method === 'DELETE'))
    return {
      messageId: 'notCreated',
      range: statusNode.range,
      data: { method },
      suggest: [replace(statusNode, 200)],
    };
  if (method !== 'POST' || (status !== 200 && status !== 'default')) return null;
  if (!isCollection(route.endpoint) || !sendsCreated(sourceCode, response, route.fn)) return null;
  return {
    messageId: 'created',
    range: statusNode?.range ?? startOf(response),
    suggest: statusNode ? [replace(statusNode, 201)] : withStatus(response),
  };
}

/** What sends: `res.json` without its arguments, `ctx.body` without the value. */
function startOf({ call }: SentResponse): Finding['range'] {
  return call.type === 'CallExpression' ? call.callee.range : call.left.range;
}

/** The route whose handler a call is in, the functions inside the handler included. */
function routeAround(call: Node, routes: Routes): { fn: FunctionNode; endpoint: Endpoint } | null {
  for (let fn = enclosingFunction(call); fn; fn = enclosingFunction(fn)) {
    const endpoint = routes.get(fn);
    if (endpoint) return { fn, endpoint };
  }
  return null;
}

/** Whether a URL ends with what things are created in: a plural, a sign-up, or the root of a router. */
function isCollection({ url }: Endpoint): boolean {
  const last = fixedSegments(url.text).at(-1);
  if (!last) return /^\/?$/.test(url.text);
  if (!/^\/?$/.test(url.text.slice(last.end))) return false;
  const words = wordsOf(last.text);
  if (/^(?:sign ?up|register|create|add|new)$/.test(words.join(' '))) return true;
  if (/^(?:create|add|insert|register)$/.test(words[0] ?? '')) return true;
  return /s$|^people$|^children$/.test(words.at(-1) ?? '') && !isSingular(words.at(-1) ?? '');
}

/** Whether a body holds what the handler has just created, and no token, as a login would. */
function sendsCreated(sourceCode: SourceCode, { body }: SentResponse, fn: FunctionNode): boolean {
  const things = createdThings(sourceCode, fn);
  if (things.size === 0) return false;
  let isSent = false;
  for (const node of nodesWithin(sourceCode, body, isFunction)) {
    if (node.type === 'Identifier' && things.has(node.name)) isSent = true;
  }
  return isSent;
}

function replace(node: Node, status: number): Suggestion {
  return {
    messageId: 'status',
    data: { status: String(status) },
    fix: (fixer) => fixer.replaceText(node, String(status)),
  };
}

/** `res.json(user)` becomes `res.status(201).json(user)`; `reply.code(201)` for Fastify, an argument for Hono. */
function withStatus({ call, body }: SentResponse): Suggestion[] {
  const object = call.type === 'CallExpression' ? receiver(call) : null;
  if (object?.type !== 'Identifier') return [];
  const isContext = /^(?:c|ctx|context)$/.test(object.name);
  const method = object.name === 'reply' ? 'code' : 'status';
  return [
    {
      messageId: 'status',
      data: { status: '201' },
      fix: (fixer) =>
        isContext ? fixer.insertTextAfter(body, ', 201') : fixer.insertTextAfter(object, `.${method}(201)`),
    },
  ];
}
