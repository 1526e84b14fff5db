import type { TSESTree } from '@typescript-eslint/utils';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, chainNames, keyName, receiver, stringValue, wordsOf } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { readText } from '../sql/read-text.ts';
import type { SqlText } from '../sql/text.ts';
import { propertyOf } from '../sql/validation.ts';

/** A place where a program names a URL of an API: a route that it serves, or a call that it makes. */
export interface Endpoint {
  readonly kind: 'route' | 'call';
  /** The HTTP method in upper case; null when any, or when the file does not show it. */
  readonly method: string | null;
  readonly url: SqlText;
  /** What serves the route, as far as it is written at the route. */
  readonly handlers: readonly Node[];
}

const METHODS: Readonly<Record<string, string | null>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  del: 'DELETE',
  all: null,
};

/** A text that begins with a slash or goes on with one, or a decorator of a route. */
const HAS_PATH = /["'`}]\/|@(?:Get|Post|Put|Patch|Delete|All)\(|localhost|127\.0\.0\.1/;

/** Every route and call in a file, in source order. */
export const endpointsOf = perFile((sourceCode: SourceCode): readonly Endpoint[] => {
  if (!HAS_PATH.test(sourceCode.text)) return [];
  const found: Endpoint[] = [];
  const add = (
    kind: Endpoint['kind'],
    method: string | null,
    url: Node,
    handlers: readonly Node[] = [],
  ): void => {
    for (const { sql } of readText(sourceCode, url)) {
      if (kind === 'route' || isOwnUrl(sql.text)) found.push({ kind, method, url: sql, handlers });
    }
  };
  const { calls, classes, objects } = inventoryOf(sourceCode);
  for (const call of calls) if (call.type === 'CallExpression') readCall(sourceCode, call, add);
  for (const each of classes) readController(each, add);
  for (const object of objects) readRouteObject(object, add);
  return found.sort((one, other) => one.url.node.range[0] - other.url.node.range[0]);
});

type Add = (kind: Endpoint['kind'], method: string | null, url: Node, handlers?: readonly Node[]) => void;

function readCall(sourceCode: SourceCode, call: TSESTree.CallExpression, add: Add): void {
  const name = calleeName(call);
  const [first, ...rest] = call.arguments;
  if (name === null || !first || first.type === 'SpreadElement') return;
  const object = receiver(call);
  if (!object) {
    if (CALL_FUNCTIONS.test(name)) add('call', methodOption(rest[0]), first);
    return;
  }
  if (name === 'inject') {
    const options = unwrap(first);
    const url =
      options.type === 'ObjectExpression'
        ? (propertyOf(options, 'url') ?? propertyOf(options, 'path'))
        : first;
    if (url) add('call', options.type === 'ObjectExpression' ? methodOption(options) : 'GET', url);
    return;
  }
  if (name === 'route' && rest.length === 0 && isRouter(sourceCode, object)) {
    for (const { method, handlers } of chainedMethods(call)) add('route', method, first, handlers);
    return;
  }
  const method = METHODS[name];
  if (method === undefined) return;
  if (isTestAgent(object) || isClient(sourceCode, object)) add('call', method, first);
  else if (
    rest.length > 0 &&
    isHandler(rest.at(-1)) &&
    (isRouter(sourceCode, object) || (isRouteShaped(first) && rest.some((each) => isFunction(each))))
  ) {
    add('route', method, first, rest);
  }
}

const CALL_FUNCTIONS = /^(?:fetch|\$fetch|useFetch|axios|ky|got|apiFetch|fetchJson|fetcher|request)$/;
const ROUTER_WORDS =
  /^(?:app|router|routes?|server|fastify|express|api|instance|hono|elysia|koa|http|polka|restify|opine|r)$/;
const ROUTER_MODULES =
  /^(?:express|fastify|koa-router|@koa\/router|hono(?:\/.*)?|elysia|polka|restify|router|find-my-way|express-promise-router|itty-router|h3|@hono\/.*)$/;
const ROUTER_TYPES =
  /^(?:Express|Application|Router|IRouter|FastifyInstance|Hono|OpenAPIHono|Elysia|Koa|Server)$/;
const CLIENT_WORDS =
  /^(?:axios|ky|got|superagent|http|\$http|client|api|request|agent|supertest|instance|fetcher|apiclient|httpclient|axiosinstance)$/;
const CLIENT_MODULES =
  /^(?:axios|ky|got|superagent|supertest|ofetch|needle|undici|node-fetch|wretch|@nuxtjs\/axios)$/;

/** What an object is made from: the module of its import, or of the call that makes it. */
function moduleOf(sourceCode: SourceCode, node: Node, depth = 0): string | null {
  const expression = unwrap(node);
  if (depth > 4) return null;
  switch (expression.type) {
    case 'Identifier': {
      const variable = findVariable(sourceCode, expression);
      if (!variable) return null;
      const imported = importOf(variable);
      if (imported) return imported.source;
      const definition = variable.defs[0];
      return definition?.type === 'Variable' && definition.node.init
        ? moduleOf(sourceCode, definition.node.init, depth + 1)
        : null;
    }
    case 'CallExpression':
    case 'NewExpression':
      return moduleOf(sourceCode, expression.callee, depth + 1);
    case 'MemberExpression':
      return moduleOf(sourceCode, expression.object, depth + 1);
    case 'AwaitExpression':
      return moduleOf(sourceCode, expression.argument, depth + 1);
    default:
      return null;
  }
}

function typeNameOf(sourceCode: SourceCode, node: Node): string | null {
  if (node.type !== 'Identifier') return null;
  const identifier = findVariable(sourceCode, node)?.defs[0]?.name;
  const type = identifier?.type === 'Identifier' ? identifier.typeAnnotation?.typeAnnotation : undefined;
  if (type?.type !== 'TSTypeReference') return null;
  return type.typeName.type === 'Identifier'
    ? type.typeName.name
    : type.typeName.type === 'TSQualifiedName'
      ? type.typeName.right.name
      : null;
}

function isRouter(sourceCode: SourceCode, node: Node): boolean {
  const source = moduleOf(sourceCode, node);
  if (source !== null && ROUTER_MODULES.test(source)) return true;
  if (source !== null && CLIENT_MODULES.test(source)) return false;
  const type = typeNameOf(sourceCode, node);
  if (type !== null) return ROUTER_TYPES.test(type);
  const root = chainNames(node)?.find((name) => name !== 'this');
  const last = root === undefined ? undefined : wordsOf(root).at(-1);
  return last !== undefined && ROUTER_WORDS.test(last);
}

function isClient(sourceCode: SourceCode, node: Node): boolean {
  const source = moduleOf(sourceCode, node);
  if (source !== null && CLIENT_MODULES.test(source)) return true;
  if (source !== null && ROUTER_MODULES.test(source)) return false;
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
  const last = chainNames(node)?.at(-1)?.toLowerCase();
  if (last === undefined || !CLIENT_WORDS.test(last)) return false;
  const call: Node | undefined = node.parent?.parent;
  return (
    call?.type !== 'CallExpression' ||
    !call.arguments.slice(1).some((argument) => isHandler(argument) && argument.type !== 'Identifier')
  );
}

/** `request(app)`, `chai.request(app)`, `supertest(server)`. */
function isTestAgent(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    /^(?:request|supertest|agent)$/.test(calleeName(node) ?? '') &&
    node.arguments.length > 0
  );
}

/** A literal path that begins with a slash. */
function isRouteShaped(node: Node): boolean {
  const text = node.type === 'TemplateLiteral' ? (node.quasis[0]?.value.raw ?? '') : stringValue(node);
  return text !== null && text.startsWith('/');
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
    const method = METHODS[calleeName(call) ?? ''];
    if (method !== undefined) found.push({ method, handlers: call.arguments });
    current = call;
  }
  return found.length > 0 ? found : [{ method: null, handlers: [] }];
}

function methodOption(options: Node | undefined): string | null {
  if (options?.type !== 'ObjectExpression') return 'GET';
  const method = propertyOf(options, 'method');
  if (!method) return options.properties.some(({ type }) => type === 'SpreadElement') ? null : 'GET';
  return stringValue(unwrap(method))?.toUpperCase() ?? null;
}

/** Decorators of Nest, routing-controllers, tsoa: `@Controller('users')` and `@Get(':id')`. */
function readController(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, add: Add): void {
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition') continue;
    for (const { expression } of member.decorators) {
      if (expression.type !== 'CallExpression') continue;
      const name = calleeName(expression) ?? '';
      const [path] = expression.arguments;
      const method = /^(?:Get|Post|Put|Patch|Delete|All)$/.test(name)
        ? METHODS[name.toLowerCase()]
        : undefined;
      if (method === undefined || !path || path.type === 'SpreadElement' || stringValue(path) === null)
        continue;
      const isPage = member.decorators.some(
        ({ expression: other }) => other.type === 'CallExpression' && calleeName(other) === 'Render',
      );
      if (!isPage) add('route', method, path, [member.value]);
    }
  }
}

/** `{ method: 'GET', url: '/users', handler }`, alone or in a list of routes. */
function readRouteObject(node: TSESTree.ObjectExpression, add: Add): void {
  const keys = node.properties.map((property) => (property.type === 'Property' ? keyName(property) : null));
  const hasHandler = keys.some(
    (key) => key !== null && /^(?:handler|handlers|controller|preHandler|onRequest|middleware)$/.test(key),
  );
  const method = propertyOf(node, 'method');
  const url = propertyOf(node, 'url') ?? propertyOf(node, 'path');
  const handler = propertyOf(node, 'handler');
  if (hasHandler && method && url)
    add('route', stringValue(unwrap(method))?.toUpperCase() ?? null, url, handler ? [handler] : []);
}

/** Paths on the same host, and on this machine; URLs of others are not ours to name. */
function isOwnUrl(text: string): boolean {
  return (
    (text.startsWith('/') && !text.startsWith('//')) ||
    /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b/.test(text)
  );
}
