import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { propertyOf } from '../sql/validation.ts';
import type { Endpoint } from './endpoints.ts';

/** What names a limiter, a lock after failures, or a test for people. */
const LIMITER =
  /rate_?-?limit|limiter|throttl|brute|slow_?-?down|captcha|turnstile|limits?\w*(?:guard|middleware|control)|count\w*requests?|requests?\w*count|attempts?\b|lock_?-?out|failed_?login/i;

/** Whether the file shows something that counts the requests of a route. */
export function isLimited(sourceCode: SourceCode, endpoint: Endpoint, names: readonly string[]): boolean {
  const mentions = (node: Node): boolean => {
    const text = sourceCode.getText(node);
    return LIMITER.test(text) || names.some((name) => text.includes(name));
  };
  if (endpoint.handlers.some((handler) => mentions(handler) || mentions(definitionOf(sourceCode, handler))))
    return true;
  const { node } = endpoint.url;
  if ('parent' in node && around(node).some(mentions)) return true;
  return middlewareOf(sourceCode).some(
    ({ path, node, isGlobal }) =>
      isGlobal && mentions(node) && (path === null || covers(path, endpoint.url.text)),
  );
}

/** The definition of a handler, where the file has it. */
function definitionOf(sourceCode: SourceCode, node: Node): Node {
  const expression = unwrap(node.type === 'SpreadElement' ? node.argument : node);
  const variable = findVariable(sourceCode, expression);
  const definition = variable?.defs[0];
  if (definition?.type === 'FunctionName') return definition.node;
  return constantInit(variable) ?? expression;
}

/** The object of a route, and the decorators of its method and class. */
function around(url: Node): Node[] {
  const { parent } = url;
  if (parent?.type === 'Property') return [parent.parent];
  // Of `@Get()`, which names no path, the call stands for the URL.
  const decorator = parent?.type === 'Decorator' ? parent : parent?.parent;
  const method = decorator?.type === 'Decorator' ? decorator.parent : null;
  if (method?.type !== 'MethodDefinition') return [];
  return [...method.decorators, ...method.parent.parent.decorators];
}

interface Middleware {
  /** The path that it is for; null for every path. */
  readonly path: string | null;
  readonly node: Node;
  readonly isGlobal: boolean;
}

/** What a file puts before its routes: `use`, `register`, `addHook`, `all`. */
const middlewareOf = perFile((sourceCode: SourceCode): readonly Middleware[] =>
  inventoryOf(sourceCode).calls.flatMap((call) => {
    if (call.type !== 'CallExpression' || !/^(?:use|register|addHook|all)$/.test(calleeName(call))) return [];
    const [first, second] = call.arguments;
    const path = first ? stringValue(unwrap(first)) : null;
    return [{ path: path?.startsWith('/') ? path : null, node: call, isGlobal: !isOptIn(second) }];
  }),
);

/** `register(rateLimit, { global: false })` waits for routes that ask for it. */
function isOptIn(options: TSESTree.Node | undefined): boolean {
  const expression = options ? unwrap(options) : null;
  const global = expression?.type === 'ObjectExpression' ? propertyOf(expression, 'global') : null;
  return global?.type === 'Literal' && global.value === false;
}

/** Whether a middleware's path begins the URL, as far as the file knows the URL's beginning. */
function covers(path: string, url: string): boolean {
  const prefix = path.replace(/\/?\*?$/, '');
  return url.startsWith(prefix) || prefix.split('/').some((part) => /^(?:api|auth|v\d+)$/.test(part));
}
