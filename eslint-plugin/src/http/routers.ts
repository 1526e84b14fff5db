import { calleeName, chainNames, wordsOf } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';

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

/** Whether an object serves routes: by its module, its type, or its name. */
export function isRouter(sourceCode: SourceCode, node: Node): boolean {
  const source = moduleOf(sourceCode, node);
  if (source !== null && ROUTER_MODULES.test(source)) return true;
  if (source !== null && CLIENT_MODULES.test(source)) return false;
  const type = typeNameOf(sourceCode, node);
  if (type !== null) return ROUTER_TYPES.test(type);
  const root = chainNames(node)?.find((name) => name !== 'this');
  const last = root === undefined ? undefined : wordsOf(root).at(-1);
  return last !== undefined && ROUTER_WORDS.test(last);
}

/** Whether an object sends requests. */
export function isClient(sourceCode: SourceCode, node: Node): boolean {
  const source = moduleOf(sourceCode, node);
  if (source !== null && CLIENT_MODULES.test(source)) return true;
  if (source !== null && ROUTER_MODULES.test(source)) return false;
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false;
  // The client of Angular.
  if (/^this,_?http(?:Client)?_?$/.test(String(chainNames(node)))) return true;
  const last = chainNames(node)?.at(-1);
  if (last === undefined || !(CLIENT_WORDS.test(last.toLowerCase()) || isNamedForRequests(last)))
    return false;
  const call: Node | undefined = node.parent?.parent;
  return call?.type !== 'CallExpression' || !call.arguments.slice(1).some(isWrittenHandler);
}

/** `axiosPrivate`, `authApi`; `redisClient` talks to something else. */
function isNamedForRequests(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.includes('axios') ||
    /^(?:auth|private|public|backend|admin|base) (?:api|http|client|request)$/.test(words.join(' '))
  );
}

/** A function, or what makes one, written where it is passed. */
function isWrittenHandler(node: Node): boolean {
  const expression = unwrap(node);
  return (
    isFunction(expression) ||
    expression.type === 'MemberExpression' ||
    expression.type === 'CallExpression' ||
    expression.type === 'ArrayExpression'
  );
}

/** `request(app)`, `chai.request(app)`, `supertest(server)`; `app.inject()`, which asks when its chain ends. */
export function isTestAgent(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const name = calleeName(node);
  return node.arguments.length > 0 ? /^(?:request|supertest|agent)$/.test(name) : name === 'inject';
}
