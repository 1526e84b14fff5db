import { constantInit } from '../ast/constant.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { type Endpoint, endpointsOf } from './endpoints.ts';

/** Wrappers and names that are followed; code that is being typed may name itself. */
const MAX_DEPTH = 8;

/** The routes that a function serves, by the function. One that serves several is left out. */
export const handledRoutesOf = perFile((sourceCode: SourceCode): ReadonlyMap<FunctionNode, Endpoint> => {
  const routes = new Map<FunctionNode, Endpoint>();
  const shared = new Set<FunctionNode>();
  for (const endpoint of endpointsOf(sourceCode)) {
    if (endpoint.kind !== 'route') continue;
    const handler = endpoint.handlers.at(-1);
    const fn = handler ? handlerFunction(sourceCode, handler) : null;
    if (!fn) continue;
    const known = routes.get(fn);
    if (known && known.url.node !== endpoint.url.node) shared.add(fn);
    routes.set(fn, endpoint);
  }
  for (const fn of shared) routes.delete(fn);
  return routes;
});

/** The function behind a handler: itself, a variable of the file, or the argument of what wraps it. */
function handlerFunction(sourceCode: SourceCode, node: Node, depth = 0): FunctionNode | null {
  if (depth > MAX_DEPTH) return null;
  const expression = unwrap(node);
  if (isFunction(expression)) return expression;
  if (expression.type === 'CallExpression') {
    const last = expression.arguments.at(-1);
    return last && last.type !== 'SpreadElement' ? handlerFunction(sourceCode, last, depth + 1) : null;
  }
  const variable = findVariable(sourceCode, expression);
  const definition = variable?.defs[0];
  if (definition?.type === 'FunctionName' && isFunction(definition.node)) return definition.node;
  const init = constantInit(variable);
  return init ? handlerFunction(sourceCode, init, depth + 1) : null;
}
