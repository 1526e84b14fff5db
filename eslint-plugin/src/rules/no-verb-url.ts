import { defineRule } from '../define-rule.ts';
import { readImported } from '../ast/imported-declaration.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import { functionName } from '../ast/function-name.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, lastName } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { type Endpoint, endpointsOf } from '../http/endpoints.ts';
import { fixedSegments, type Segment } from '../http/path-segments.ts';
import { fileOfRouter } from '../http/mounts.ts';
import { pluralOf } from '../http/plural.ts';
import { mayNameVerbs } from '../http/verb-signs.ts';
import { type Verb, verbOf } from '../http/verb.ts';
import { sourceRange } from '../sql/text.ts';
import { mayHaveEndpoints } from '../http/signs.ts';

interface Options {
  readonly allow?: readonly string[];
  readonly checkCalls?: boolean;
}

export default defineRule<[Options]>({
  name: 'no-verb-url',
  description: 'Disallow verbs in URLs where the HTTP method already says what is done.',
  preset: 'recommended',
  topic: 'rest',
  mayConcern: (sourceCode) => mayHaveEndpoints(sourceCode) && mayNameVerbs(sourceCode),
  type: 'suggestion',
  messages: {
    verb: '`{{segment}}` names an action in the URL; name the resource and let the method act: {{better}}.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        allow: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Segments that may stay, such as those of a published API that clients depend on.',
        },
        checkCalls: {
          type: 'boolean',
          description:
            'Whether to check the URLs of calls (`fetch`, axios, `inject`) besides those of routes. On by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const { sourceCode } = context;
    const [{ allow = [], checkCalls = true } = {}] = context.options;
    for (const endpoint of endpointsOf(sourceCode)) {
      if (endpoint.kind === 'call' && !checkCalls) continue;
      const segments = fixedSegments(endpoint.url.text);
      const handlerNames = endpoint.handlers.flatMap((handler) => lastName(handler) ?? []);
      if (segments.some(({ text }) => isProcedural(text))) continue;
      segments.forEach((segment, index) => {
        const isGiven =
          allow.includes(segment.text) ||
          (endpoint.kind === 'call' && isOfBetterAuth(segments[index - 1]?.text, segment.text));
        const verb = isGiven ? null : verbOf(segment.text, handlerNames, endpoint.method);
        if (!verb || isForm(sourceCode, endpoint, verb) || servesPages(sourceCode, endpoint)) return;
        report({
          messageId: 'verb',
          range: sourceRange(endpoint.url, segment.start, segment.end),
          data: { segment: segment.text, better: betterUrl(endpoint, verb, segments, index) },
        });
      });
    }
  },
});

/** URLs of another style, where actions are the point: RPC, hooks, files, tools of a framework. */
function isProcedural(segment: string): boolean {
  return /^(?:rpc|trpc|xrpc|jsonrpc|graphql|webhooks?|hooks?|actions?|commands?|_next|cgi-bin|wp-admin|functions?)$|\.(?:js|css|html?|png|svg|ico|json|xml|txt|php)$/i.test(
    segment,
  );
}

/** URLs that Better Auth serves under these names, so that a client can only call them: `/api/auth/get-session`. */
function isOfBetterAuth(before: string | undefined, segment: string): boolean {
  return (
    before === 'auth' &&
    /^(?:get-session|list-(?:sessions|accounts)|update-(?:user|session)|delete-user|set-password|get-access-token)$/.test(
      segment,
    )
  );
}

/** `GET /users/create` and its like often serve the page with the form, which has no other name. */
function isForm(
  sourceCode: SourceCode,
  { method, handlers, kind }: Endpoint,
  { verb, object }: Verb,
): boolean {
  if (method !== 'GET' || verb === 'get') return false;
  if (object.length === 0 && kind !== 'call' && /^(?:create|add|edit|update|insert|modify)$/.test(verb))
    return true;
  return handlers.some((handler) =>
    isFunction(handler)
      ? rendersWithin(sourceCode, handler)
      : isNamedForPage(handler) || rendersElsewhere(sourceCode, handler),
  );
}

const RENDERS = /^(?:render|sendFile|view|html|jsx)$/;

function rendersWithin(sourceCode: SourceCode, handler: FunctionNode): boolean {
  for (const node of nodesWithin(sourceCode, handler))
    if (node.type === 'CallExpression' && RENDERS.test(calleeName(node))) return true;
  return false;
}

/** Whether the function that a handler names renders: `products.editProduct` of another file, `editProduct` of this one. */
function rendersElsewhere(sourceCode: SourceCode, handler: Node): boolean {
  const name = lastName(handler);
  const source = fileOfRouter(sourceCode, handler);
  const file = source === null ? sourceCode : readImported(sourceCode, source, 'values');
  if (name === null || !file || !/\.(?:render|sendFile|view)\s*\(/.test(file.text)) return false;
  return renderingFunctionsOf(file).has(name);
}

/** The names of the functions of a file that render, the outer ones included. */
const renderingFunctionsOf = perFile((sourceCode: SourceCode): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const call of inventoryOf(sourceCode).calls) {
    if (!RENDERS.test(calleeName(call))) continue;
    for (let fn = enclosingFunction(call); fn; fn = enclosingFunction(fn)) {
      const name = functionName(fn);
      if (name !== null) names.add(name);
    }
  }
  return names;
});

/** Whether the router of another file renders pages, which are named for what a person does there. */
function servesPages(sourceCode: SourceCode, { kind, handlers }: Endpoint): boolean {
  if (kind !== 'mount') return false;
  return handlers.some((handler) => {
    const source = fileOfRouter(sourceCode, handler);
    const file = source === null ? null : readImported(sourceCode, source, 'values');
    return file !== null && /\.(?:render|sendFile|view)\s*\(/.test(file.text);
  });
}

/** `renderForm`, `users.showForm`, `renders.createUser`, and any of them in a call: `asyncHandler(showForm)`. */
function isNamedForPage(handler: Node): boolean {
  const names = chainNames(handler) ?? [];
  if (
    /render|page|form|view|show/i.test(names.at(-1) ?? '') ||
    names.slice(0, -1).some((name) => /^(?:render(?:s|er|ers)?|pages?|forms?)$/i.test(name))
  )
    return true;
  const call = unwrap(handler);
  return call.type === 'CallExpression' && call.arguments.some((argument) => isNamedForPage(argument));
}

/** `PATCH /users`, with the resource taken from the words after the verb or the segment before it. */
function betterUrl({ url }: Endpoint, verb: Verb, segments: readonly Segment[], index: number): string {
  const own = resourceOf(verb.object);
  const before = segments[index - 1];
  const resource = own ?? (before && !/^(?:api|v\d+)$/i.test(before.text) ? before.text : null);
  const hasId = /[:{]/.test(url.text) || verb.method === 'PATCH' || verb.method === 'DELETE';
  return resource === null
    ? `${verb.method} on the resource`
    : `${verb.method} /${resource}${hasId && verb.method !== 'POST' ? '/:id' : ''}`;
}

/** The plural of the noun in `getUserById`, `createOrder`, `getAllUsers`. */
function resourceOf(words: readonly string[]): string | null {
  const stop = words.findIndex((word) => /^(?:by|for|from|of|with|in|to|and)$/.test(word));
  const nouns = (stop === -1 ? words : words.slice(0, stop)).filter(
    (word) => !/^(?:all|the|a|an|new|one|single|list|data|info|details?)$/.test(word),
  );
  const last = nouns.at(-1);
  if (last === undefined) return null;
  return [...nouns.slice(0, -1), pluralOf(last)].join('-');
}
