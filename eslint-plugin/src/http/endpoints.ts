import type { TSESTree } from '@typescript-eslint/utils';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, keyName, receiver, stringValue } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { readText } from '../sql/read-text.ts';
import type { SqlText } from '../sql/text.ts';
import { propertyOf } from '../sql/validation.ts';
import { readController } from './controllers.ts';
import { type Add, type Endpoint, METHODS } from './endpoint.ts';
import { joinUrl } from './join-url.ts';
import { fileOfRouter, isMounted, prefixesOf } from './mounts.ts';
import { isForeignClient, isOwnBase, isOwnPath } from './own-url.ts';
import { askedUrl } from './request-urls.ts';
import { isClient, isRouter, isTestAgent } from './routers.ts';
import { mayHaveEndpoints, mayHaveRouteObjects } from './signs.ts';

export type { Endpoint } from './endpoint.ts';

/** Every route and call in a file, in source order. */
export const endpointsOf = perFile((sourceCode: SourceCode): readonly Endpoint[] =>
  mayHaveEndpoints(sourceCode) ? findEndpoints(sourceCode) : [],
);

function findEndpoints(sourceCode: SourceCode): readonly Endpoint[] {
  const found: Endpoint[] = [];
  const add: Add = (kind, method, url, handlers = [], prefixes = [null]) => {
    // `get(['/users', '/people'], …)`: one handler at several paths.
    if ('type' in url && url.type === 'ArrayExpression') {
      for (const path of url.elements)
        if (path && path.type !== 'SpreadElement') add(kind, method, path, handlers, prefixes);
      return;
    }
    for (const text of 'type' in url ? textsOf(sourceCode, kind, url) : [url]) {
      for (const prefix of prefixes) {
        const whole = joinUrl(prefix, text);
        found.push({ kind, method, url: whole, own: whole.text.length - text.text.length, handlers });
      }
    }
  };
  const { calls, classes, objects } = inventoryOf(sourceCode);
  for (const call of calls) if (call.type === 'CallExpression') readCall(sourceCode, call, add);
  for (const each of classes) readController(sourceCode, each, add);
  if (mayHaveRouteObjects(sourceCode)) for (const object of objects) readRouteObject(sourceCode, object, add);
  return found.sort((one, other) => one.url.node.range[0] - other.url.node.range[0]);
}

/** What a URL can be; nothing where a call asks others. */
function textsOf(sourceCode: SourceCode, kind: Endpoint['kind'], url: Node): readonly SqlText[] {
  if (kind === 'call' && !canBeOwnUrl(url)) return [];
  const texts = readText(sourceCode, url).map(({ sql }) => sql);
  return kind === 'call' ? texts.filter((text) => isOwnUrl(sourceCode, text)) : texts;
}

function readCall(sourceCode: SourceCode, call: TSESTree.CallExpression, add: Add): void {
  const name = calleeName(call);
  const [first, ...rest] = call.arguments;
  if (name === '' || !first || first.type === 'SpreadElement') return;
  const object = receiver(call);
  if (!object || (name === 'fetch' && isGlobalObject(object))) {
    const asked = CALL_FUNCTIONS.test(name) ? askedUrl(sourceCode, first, rest[0]) : null;
    if (asked) add('call', asked.method, asked.url);
    return;
  }
  const prefix = mountedUnder(sourceCode, call);
  if (prefix) {
    if (isRouter(sourceCode, object))
      add('mount', null, prefix.url, prefix.routers, prefixesOf(sourceCode, object));
    return;
  }
  if (name === 'inject') {
    const asked = askedUrl(sourceCode, first, undefined);
    if (asked) add('call', asked.method, asked.url);
    return;
  }
  if (name === 'request') {
    const isSent =
      unwrap(first).type === 'ObjectExpression' ? isClient(sourceCode, object) : isRouter(sourceCode, object);
    const asked =
      isSent && !isForeignClient(sourceCode, object) ? askedUrl(sourceCode, first, rest[0]) : null;
    if (asked) add('call', asked.method, asked.url);
    return;
  }
  if (name === 'route' && rest.length === 0 && isRouter(sourceCode, object)) {
    for (const { method, handlers } of chainedMethods(call))
      add('route', method, first, handlers, prefixesOf(sourceCode, object));
    return;
  }
  const [path, ...handlers] = rest;
  if (name === 'on') {
    // `app.on('PURGE', '/cache', …)`, `app.on(['GET', 'POST'], ['/users', '/people'], …)` of Hono.
    const isPath = path?.type === 'ArrayExpression' || (path !== undefined && isRouteShaped(path));
    if (isPath && isHandler(handlers.at(-1)) && isRouter(sourceCode, object))
      add('route', namedMethod(first), path, handlers, prefixesOf(sourceCode, object));
    return;
  }
  if (name === 'register') {
    // `router.register('/users', ['get'], …)` of Koa.
    const isList = path?.type === 'ArrayExpression' && isHandler(handlers[0]);
    if (isList && isRouteShaped(first) && isRouter(sourceCode, object))
      add('route', namedMethod(path), first, handlers.slice(0, 1), prefixesOf(sourceCode, object));
    return;
  }
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) return;
  const isServed = rest.length > 0 && isHandler(rest.at(-1));
  if (isServed && path && isRouteName(first) && isRouteShaped(path) && isRouter(sourceCode, object))
    add('route', method, path, handlers, prefixesOf(sourceCode, object));
  else if (isServed && isMounted(sourceCode, object))
    add('route', method, first, rest, prefixesOf(sourceCode, object));
  else if (!isServed && !canBeOwnUrl(first)) return;
  else if (isTestAgent(object) || (isClient(sourceCode, object) && !isForeignClient(sourceCode, object)))
    add('call', method, first);
  else if (
    isServed &&
    (isRouter(sourceCode, object) || (isRouteShaped(first) && rest.some((each) => isFunction(each))))
  ) {
    add('route', method, first, rest, prefixesOf(sourceCode, object));
  }
}

/** The prefix under which `use('/users', users)`, `route('/users', users)` and `register(users, { prefix })` serve another file's routes. */
function mountedUnder(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
): { url: Node; routers: readonly Node[] } | null {
  const [first, ...rest] = call.arguments;
  if (!first) return null;
  const isOfFile = (router: Node): boolean => fileOfRouter(sourceCode, router) !== null;
  switch (calleeName(call)) {
    case 'use':
    case 'route':
      return isRouteShaped(first) && rest.some(isOfFile) ? { url: first, routers: rest } : null;
    case 'register': {
      const [options] = rest;
      const url = options?.type === 'ObjectExpression' ? propertyOf(options, 'prefix') : null;
      return url && isRouteShaped(url) && isOfFile(first) ? { url, routers: [first] } : null;
    }
    default:
      return null;
  }
}

const CALL_FUNCTIONS = /^(?:fetch|\$fetch|\w+Fetch|axios|ky|got|fetchJson|fetcher|request)$/;

/** `window` in `window.fetch('/users')`. */
function isGlobalObject(node: Node): boolean {
  return node.type === 'Identifier' && /^(?:window|globalThis|self|global)$/.test(node.name);
}

/** The method in `'POST'` and `['post']`; null where there are several. */
function namedMethod(node: Node): string | null {
  const [method, other] = node.type === 'ArrayExpression' ? node.elements : [node];
  return method && !other ? (stringValue(method)?.toUpperCase() ?? null) : null;
}

/** A literal path that begins with a slash. */
function isRouteShaped(node: Node): boolean {
  const text = node.type === 'TemplateLiteral' ? (node.quasis[0]?.value.raw ?? '') : stringValue(node);
  return text !== null && text.startsWith('/');
}

/** What Koa calls a route by: `get('users.list', '/users', …)`. */
function isRouteName(node: Node): boolean {
  return /^[^/:*{]+$/.test(stringValue(node) ?? '');
}

function isHandler(node: Node | undefined): boolean {
  if (!node) return false;
  const expression = unwrap(node);
  return (
    isFunction(expression) ||
    expression.type === 'Identifier' ||
    expression.type === 'MemberExpression' ||
    expression.type === 'CallExpression' ||
    expression.type === 'ArrayExpression'
  );
}

/** `route('/users').get(…).post(…)`. */
function chainedMethods(
  route: TSESTree.CallExpression,
): { method: string | null; handlers: readonly Node[] }[] {
  const found: { method: string | null; handlers: readonly Node[] }[] = [];
  let current: Node = route;
  while (current.parent?.type === 'MemberExpression' && current.parent.parent.type === 'CallExpression') {
    const call: TSESTree.CallExpression = current.parent.parent;
    const method = METHODS[calleeName(call)];
    if (method !== undefined) found.push({ method, handlers: call.arguments });
    current = call;
  }
  return found.length > 0 ? found : [{ method: null, handlers: [] }];
}

/** `{ method: 'GET', url: '/users', handler }`, alone or in a list of routes; without a handler in `createRoute(…)` of Hono. */
function readRouteObject(sourceCode: SourceCode, node: TSESTree.ObjectExpression, add: Add): void {
  const method = propertyOf(node, 'method');
  if (!method) return;
  const keys = node.properties.map((property) => (property.type === 'Property' ? keyName(property) : null));
  const hasHandler = keys.some(
    (key) => key !== null && /^(?:handler|handlers|controller|preHandler|onRequest|middleware)$/.test(key),
  );
  const url = propertyOf(node, 'url') ?? propertyOf(node, 'path');
  const handler = propertyOf(node, 'handler');
  const { parent } = node;
  const isMade = parent.type === 'CallExpression' && calleeName(parent) === 'createRoute';
  if (!(hasHandler || isMade) || !url) return;
  const router = parent.type === 'CallExpression' && calleeName(parent) === 'route' ? receiver(parent) : null;
  add(
    hasHandler ? 'route' : 'description',
    stringValue(unwrap(method))?.toUpperCase() ?? null,
    url,
    handler ? [handler] : [],
    router ? prefixesOf(sourceCode, router) : [null],
  );
}

/** Whether text that stands here as it is can be one of our URLs: a key of a map, of settings, cannot. */
function canBeOwnUrl(node: Node): boolean {
  return node.type !== 'Literal' || (typeof node.value === 'string' && isOwnPath(node.value));
}

/** Paths on the same host, on this machine, and behind the variable that holds the address of our API. */
function isOwnUrl(sourceCode: SourceCode, { text, holes: [base] }: SqlText): boolean {
  if (isOwnPath(text)) return true;
  return base?.at === 0 && /^.\//s.test(text) && isOwnBase(sourceCode, base.node);
}
