import type { TSESTree } from '@typescript-eslint/utils';
import { constantValue } from '../ast/constant.ts';
import { calleeName, keyName } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { type Path, propertyOf, schemaVerdict, type Verdict } from './validation.ts';

/** Methods that a route is declared with. */
export const ROUTE_METHODS = /^(?:get|post|put|patch|delete|del|head|options|all|use|route|on)$/;

const SCHEMA_KEYS: Readonly<Record<string, readonly string[]>> = {
  query: ['querystring', 'query'],
  params: ['params'],
  body: ['body'],
  headers: ['headers'],
};

/** The schema that the route declares for a part of its requests: Fastify, Elysia, and what looks like them. */
export function routeSchemaVerdict(sourceCode: SourceCode, fn: FunctionNode, part: Path): Verdict | null {
  const options = routeOptions(sourceCode, fn);
  if (!options) return isValidatedByMiddleware(fn) ? 'unknown' : null;
  const declared = propertyOf(options, 'schema');
  const schema = declared ? valueOf(sourceCode, declared) : options;
  if (schema.type !== 'ObjectExpression') return 'unknown';
  for (const key of SCHEMA_KEYS[part[0] ?? ''] ?? []) {
    const found = propertyOf(schema, key);
    if (found) return schemaVerdict(sourceCode, found, part.slice(1));
  }
  return schema.properties.some(({ type }) => type === 'SpreadElement') ? 'unknown' : null;
}

/** `checkAuth`, `validateToken`: they ask who the client is, not what it sends. */
const ASKS_WHO =
  /^(?:check|validate)_?(?:if|is|for|user)?_?(?:auth\w*|(?:access|refresh)?_?token|jwt|log(?:ged)?_?in|session|admin|roles?|permissions?|access)$/i;

/** `router.get('/users', validate(schema), handler)`: someone looks at the request before the handler does. */
function isValidatedByMiddleware(fn: FunctionNode): boolean {
  if (fn.parent.type !== 'CallExpression') return false;
  return fn.parent.arguments.some((argument) => {
    const name = argument === fn ? '' : nameOfMiddleware(argument);
    return /validat|schema|celebrate|check|zod|joi/i.test(name) && !ASKS_WHO.test(name);
  });
}

function nameOfMiddleware(node: Node): string {
  if (node.type === 'CallExpression') return calleeName(node);
  return node.type === 'Identifier' ? node.name : '';
}

function routeOptions(sourceCode: SourceCode, fn: FunctionNode): TSESTree.ObjectExpression | null {
  const { parent } = fn;
  if (
    parent.type === 'Property' &&
    keyName(parent) === 'handler' &&
    parent.parent.type === 'ObjectExpression'
  )
    return parent.parent;
  if (parent.type !== 'CallExpression' || !ROUTE_METHODS.test(calleeName(parent))) return null;
  for (const argument of parent.arguments) {
    const options = valueOf(sourceCode, argument);
    if (options.type === 'ObjectExpression') return options;
  }
  return null;
}

function valueOf(sourceCode: SourceCode, node: Node): Node {
  return constantValue(sourceCode, node) ?? unwrap(node);
}
