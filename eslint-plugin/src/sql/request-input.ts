import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { calleeName, chainNames, keyName, receiver, stringValue } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { decoratorName, typeVerdict } from './declared-type.ts';
import { isExportedHandler, isServerAction } from './exported-handlers.ts';
import { ROUTE_METHODS, routeSchemaVerdict } from './route-schema.ts';
import type { Path, Verdict } from './validation.ts';

const REQUEST_NAME = /^_?(?:req|request|httpRequest|fastifyRequest)$/;
const CONTEXT_NAME = /^_?(?:ctx|context|c)$/;
const REQUEST_TYPE =
  /^(?:Request|FastifyRequest|NextApiRequest|NextRequest|IncomingMessage|ExpressRequest|HttpRequest|AuthRequest|AuthenticatedRequest)$/;
const CONTEXT_TYPE = /^(?:Context|ParameterizedContext|RouterContext|KoaContext|HonoContext)$/;
const PARTS = new Set([
  'query',
  'params',
  'body',
  'headers',
  'cookies',
  'signedCookies',
  'rawBody',
  'queryStringParameters',
  'pathParameters',
  'searchParams',
  'url',
  'originalUrl',
  'nextUrl',
]);
/** What the program itself puts on a request: who asks, and what it keeps of them. */
const OWN_PARTS = /^(?:user|currentUser|auth|session|locals|state)$/;

/** What a client may send where a parameter is read at a path; null when it is not a request at all. */
export function requestVerdict(
  sourceCode: SourceCode,
  fn: FunctionNode,
  parameter: Node,
  path: Path,
): Verdict | null {
  const decorated = decoratorVerdict(sourceCode, parameter, path);
  if (decorated !== null) return decorated;
  if (isSocketMessage(fn, parameter, path) || isCredential(fn, parameter)) return 'open';
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  if (isOwnPart(target, path) || isKeptForResponse(target, path)) return 'unknown';
  if (isServerAction(sourceCode, fn)) return actionVerdict(sourceCode, target, path);
  const part = partOf(fn, target, path);
  if (part === null) return null;
  return routeSchemaVerdict(sourceCode, fn, part) ?? 'open';
}

/** What a client hands to an action of the server: a form, or what the type says. */
function actionVerdict(sourceCode: SourceCode, target: Node, path: Path): Verdict {
  const annotation = annotationOf(target);
  if (!annotation || annotatedName(target) === 'FormData') return 'open';
  return typeVerdict(sourceCode, annotation, path);
}

/** `req.user.id`, `request.session.cart`: what the program found out or kept itself. */
function isOwnPart(target: Node, [first]: Path): boolean {
  const name = target.type === 'Identifier' ? target.name : '';
  const type = annotatedName(target);
  return isRequest(name, type) && OWN_PARTS.test(first ?? '');
}

/** `res.locals.rental`: what the program keeps while it answers. */
function isKeptForResponse(target: Node, [first]: Path): boolean {
  return first === 'locals' && target.type === 'Identifier' && /^_?(?:res|response|reply)$/.test(target.name);
}

/** The part of a request that a path leads into, `['query', 'sort']`, or null. */
function partOf(fn: FunctionNode, target: Node, path: Path): Path | null {
  const name = target.type === 'Identifier' ? target.name : '';
  const type = annotatedName(target);
  const [first] = path;
  if (isRequest(name, type) || isContext(name, type)) return partOfNamed(name, type, path);
  if (name === 'event' && isPart(first)) return path;
  if (target.type !== 'ObjectPattern') return null;
  if (first === 'query' || first === 'body') return isRouteHandler(fn) ? path : null;
  if (first === 'params') return isRouteHandler(fn) || isExportedHandler(fn) ? path : null;
  return first === 'url' && isExportedHandler(fn) ? path : null;
}

function isRequest(name: string, type: string | null): boolean {
  return REQUEST_NAME.test(name) || (type !== null && REQUEST_TYPE.test(type));
}

function isContext(name: string, type: string | null): boolean {
  return CONTEXT_NAME.test(name) || (type !== null && CONTEXT_TYPE.test(type));
}

/** The same for what is a request, or the context of one, by its name or its type. */
function partOfNamed(name: string, type: string | null, path: Path): Path | null {
  const [first, second] = path;
  if (isRequest(name, type)) return isPart(first) ? path : null;
  if (!isContext(name, type)) return null;
  if ((first === 'request' || first === 'req') && isPart(second)) return path.slice(1);
  return (first === 'query' || first === 'params') && path.length > 1 ? path : null;
}

/** Whether a member of `this` is what a client sent: `this.request.body` in a handler of Koa, `this.ctx.query.id` of Egg. */
export function isOfOwnRequest([name, ...path]: Path): boolean {
  return typeof name === 'string' && partOfNamed(name, null, path) !== null;
}

/** The name and the password that a client logs in with: `new LocalStrategy((username, password, done) => …)`. */
function isCredential(fn: FunctionNode, parameter: Node): boolean {
  const { parent } = fn;
  if (parent.type !== 'NewExpression' || !/^(?:Local|Basic)Strategy$/.test(calleeName(parent))) return false;
  const isOfRequest = parameter.type === 'Identifier' && REQUEST_NAME.test(parameter.name);
  return !isOfRequest && parameter !== fn.params.at(-1);
}

/** What a client sends through a socket: `socket.on('rename', (name) => …)`, `event.data` of a message. */
function isSocketMessage(fn: FunctionNode, parameter: Node, path: Path): boolean {
  const { parent } = fn;
  if (parent.type !== 'CallExpression' || parent.arguments[1] !== fn) return false;
  const object = receiver(parent);
  const names = object ? chainNames(object) : null;
  const event = argumentAt(parent, 0);
  const name = event && stringValue(event);
  if (!names || name === null || !/^(?:socket|ws|websocket|server)$/i.test(names.at(-1) ?? '')) return false;
  if (calleeName(parent) === 'addEventListener')
    return name === 'message' && parameter === fn.params[0] && path[0] === 'data';
  return (
    calleeName(parent) === 'on' &&
    /^(?:socket|ws|websocket)$/i.test(names.at(-1) ?? '') &&
    !/^(?:open|close|end|error|connect|connection|disconnect|disconnecting|ping|pong|drain|timeout|lookup|ready)$/.test(
      name,
    )
  );
}

function isPart(name: string | null | undefined): boolean {
  return typeof name === 'string' && PARTS.has(name);
}

function annotationOf(target: Node): TSESTree.TypeNode | null {
  return 'typeAnnotation' in target && target.typeAnnotation?.type === 'TSTypeAnnotation'
    ? target.typeAnnotation.typeAnnotation
    : null;
}

function annotatedName(target: Node): string | null {
  const annotation = annotationOf(target);
  if (annotation?.type !== 'TSTypeReference') return null;
  const { typeName } = annotation;
  return typeName.type === 'Identifier'
    ? typeName.name
    : typeName.type === 'TSQualifiedName'
      ? typeName.right.name
      : null;
}

/** Whether a function is handed to a router, or written like a handler: `(request, reply)`. */
function isRouteHandler(fn: FunctionNode): boolean {
  const { parent } = fn;
  const second = fn.params[1];
  if (second?.type === 'Identifier' && /^_?(?:res|reply|response|next)$/.test(second.name)) return true;
  if (parent.type === 'CallExpression') return ROUTE_METHODS.test(calleeName(parent));
  return parent.type === 'Property' && keyName(parent) === 'handler';
}

/** Nest: `@Query('sort') sort: string`, `@Body() dto: ListDto`. */
function decoratorVerdict(sourceCode: SourceCode, parameter: Node, path: Path): Verdict | null {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  const decorators = 'decorators' in target ? target.decorators : [];
  const decorator = decorators.find((candidate) =>
    /^(?:Query|Body|Param|Headers|Args|Cookies)$/.test(decoratorName(candidate)),
  );
  if (!decorator) return null;
  const pipes = decorator.expression.type === 'CallExpression' ? decorator.expression.arguments : [];
  if (pipes.some(isParsePipe)) return 'closed';
  const annotation = annotationOf(target);
  if (!annotation) return 'open';
  const isNamed = pipes.length > 0 && stringValue(pipes[0] ?? decorator) !== null;
  if (isNamed && annotation.type !== 'TSTypeReference') return 'open';
  return typeVerdict(sourceCode, annotation, path);
}

/** `ParseIntPipe`, `new ParseEnumPipe(Sort)` */
function isParsePipe(pipe: Node): boolean {
  const name =
    pipe.type === 'NewExpression' ? calleeName(pipe) : pipe.type === 'Identifier' ? pipe.name : null;
  return /^Parse\w+Pipe$/.test(name ?? '');
}

const READERS = new Set([
  'query',
  'queries',
  'param',
  'params',
  'header',
  'get',
  'json',
  'text',
  'formData',
  'parseBody',
  'body',
  'getAll',
  'cookie',
]);

/** Functions of h3, which Nuxt and Nitro know without an import. */
const EVENT_READERS =
  /^(?:readBody|readRawBody|readFormData|readMultipartFormData|getQuery|getRouterParams?|getCookie|parseCookies|getHeaders?|getRequestHeaders?|getRequestURL)$/;

/** Whether a call reads what the client sent out of an event: `await readBody(event)`, `getCookie(event, 'session')`. */
export function readsEvent({ callee, arguments: [first] }: TSESTree.CallExpression): boolean {
  return (
    callee.type === 'Identifier' &&
    EVENT_READERS.test(callee.name) &&
    first?.type === 'Identifier' &&
    /^_?(?:e|event|h3event)$/i.test(first.name)
  );
}

/**
 * Whether a method call reads what the client sent: `c.req.query('sort')`, `await request.json()`.
 */
export function readsRequest(names: readonly string[]): boolean {
  const method = names.at(-1) ?? '';
  const owner = names.at(-2) ?? '';
  if (!READERS.has(method)) return false;
  if (REQUEST_NAME.test(owner)) return true;
  return owner === 'headers' && method === 'get' && names.some((name) => REQUEST_NAME.test(name));
}
