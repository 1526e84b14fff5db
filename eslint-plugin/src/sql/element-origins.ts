import { argumentAt } from '../ast/argument.ts';
import { calleeName, receiver } from '../ast/names.ts';
import type { Node } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { type Origin, type Tracer, worst } from './tracer.ts';
import type { Path } from './validation.ts';

/** One element of a list, an entry of a map. */
export function traceElement(tracer: Tracer, list: Node, path: Path, followed: readonly Node[] = []): Origin {
  const expression = unwrapAwaited(list);
  if (expression.type === 'CallExpression') {
    const name = calleeName(expression);
    const object = receiver(expression);
    const [argument] = expression.arguments;
    const isObject = object?.type === 'Identifier' && object.name === 'Object';
    if (isObject && argument && (name === 'keys' || (name === 'entries' && path[0] === '0')))
      return traceKeys(tracer, argument, followed);
    if (isObject && argument && name === 'entries') return tracer.trace(argument, [null, ...path.slice(1)]);
    if (isObject && argument && name === 'values') return tracer.trace(argument, [null, ...path]);
    if (name === 'entries' && object)
      return path[0] === '0' ? 'harmless' : tracer.trace(object, [null, ...path.slice(1)]);
  }
  return tracer.trace(expression, [null, ...path]);
}

/**
 * The keys of an object: the program's own when it is written out here. `followed` are the constants on the way to it,
 * for code that is being typed may name itself: `const a = { ...a }`.
 */
export function traceKeys(tracer: Tracer, object: Node, followed: readonly Node[] = []): Origin {
  const expression = unwrapAwaited(object);
  if (expression.type === 'ObjectExpression') {
    const spreads = expression.properties.filter((property) => property.type === 'SpreadElement');
    return worst(spreads.map((spread) => traceKeys(tracer, spread.argument, followed)));
  }
  const definition = findVariable(tracer.sourceCode, expression)?.defs[0];
  if (definition?.type === 'Variable' && definition.node.id.type === 'Identifier' && definition.node.init) {
    if (followed.includes(definition.node)) return 'unknown';
    return traceKeys(tracer, definition.node.init, [...followed, definition.node]);
  }
  if (expression.type === 'CallExpression' && calleeName(expression) === 'fromEntries') {
    const entries = argumentAt(expression, 0);
    if (entries) return traceElement(tracer, entries, ['0'], followed);
  }
  const origin = tracer.trace(expression, []);
  // A client that chooses the keys of its request writes whatever it likes into them.
  if (origin === 'request') return 'request';
  return origin === 'parameter' ? 'keys' : 'unknown';
}
