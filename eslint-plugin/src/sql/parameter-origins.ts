import type { TSESTree } from '@typescript-eslint/utils';
import { placeOf } from '../ast/imported-declaration.ts';
import { calleeName, receiver } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { callsOf } from './call-sites.ts';
import { typeVerdict } from './declared-type.ts';
import { traceElement, traceKeys } from './element-origins.ts';
import { isHarmlessDefault } from './harmless-values.ts';
import { isMadeFor } from './model-factories.ts';
import { annotationOf, patternPath } from './pattern-path.ts';
import { requestVerdict } from './request-input.ts';
import { type Origin, type Tracer, worst } from './tracer.ts';
import type { Path } from './validation.ts';

/** What a parameter is given. */
export function traceParameter(tracer: Tracer, fn: FunctionNode, name: Node, path: Path): Origin {
  const parameter = fn.params.find((candidate) => name.range[1] <= candidate.range[1]);
  const inner = parameter ? patternPath(parameter, name) : null;
  if (!parameter || !inner) return 'unknown';
  const full = [...inner.path, ...path];
  const index = fn.params.indexOf(parameter);
  const call = tracer.calls.get(fn);
  if (call) {
    const argument = call.arguments[index];
    if (!argument) return inner.fallback ? tracer.trace(inner.fallback, path) : 'harmless';
    return tracer.trace(argument, full);
  }
  const requested = requestVerdict(tracer.sourceCode, fn, parameter, full);
  if (requested !== null)
    return requested === 'closed' ? 'harmless' : requested === 'open' ? 'request' : 'unknown';
  if (isOfSession(fn, index)) return 'parameter';
  const iterated = traceIteration(tracer, fn, index, full);
  if (iterated !== null) return iterated;
  const origin = traceCallers(tracer, fn, parameter, index, full, inner.fallback);
  const isVouched =
    origin === 'parameter' && (isSaidSafe(name, path) || isMadeFor(tracer.sourceCode, fn, name));
  return isVouched ? 'unknown' : origin;
}

/** `safePath`, `source.escapedName`: what a caller is asked for has been looked at. */
function isSaidSafe(name: Node, path: Path): boolean {
  const member = path.findLast((key) => key !== null && !/^\d+$/.test(key));
  const said = member ?? (name.type === 'Identifier' ? name.name : '');
  return /^(?:safe|escaped|quoted|sanitized|validated)(?:[A-Z_]|$)/.test(said);
}

/** What passport kept in a session: `passport.deserializeUser((username, done) => …)`. */
function isOfSession(fn: FunctionNode, index: number): boolean {
  return (
    fn.parent.type === 'CallExpression' &&
    calleeName(fn.parent) === 'deserializeUser' &&
    index === fn.params.length - 2
  );
}

/** The parameter of a callback that goes through a list or an object: `columns.map((column) => …)`, `_.forIn(filter, (value, key) => …)`. */
function traceIteration(tracer: Tracer, fn: FunctionNode, index: number, path: Path): Origin | null {
  if (fn.parent.type !== 'CallExpression') return null;
  const method = calleeName(fn.parent);
  const list = iteratedBy(fn.parent, fn);
  if (!list) return null;
  if (method === 'reduce' || method === 'reduceRight')
    return index === 1 ? traceElement(tracer, list, path) : 'unknown';
  if (method === 'from') {
    const [source] = fn.parent.arguments;
    return index === 0 && source ? traceElement(tracer, source, path) : 'harmless';
  }
  if (OBJECT_METHODS.test(method) && index === 1) return traceKeys(tracer, list);
  if (!OBJECT_METHODS.test(method) && !LIST_METHODS.test(method)) return null;
  return index === 0 ? traceElement(tracer, list, path) : 'harmless';
}

const LIST_METHODS = /^(?:map|forEach|filter|flatMap|some|every|find|findIndex|each|mapSeries)$/;

/** Methods of Lodash that go through the members of an object. */
const OBJECT_METHODS = /^(?:forIn|forOwn)(?:Right)?$/;

/** What a call goes through: the object of a method, or the first argument of a function of Lodash. */
function iteratedBy(call: TSESTree.CallExpression, fn: FunctionNode): Node | null {
  const object = receiver(call);
  const isLodash = object?.type === 'Identifier' && /^(?:_|lodash|underscore)$/.test(object.name);
  if (!isLodash) return object;
  const [list] = call.arguments;
  return list && list !== fn ? list : null;
}

/** What the callers of a function pass. Where others can call it too, their text counts as unchecked. */
function traceCallers(
  tracer: Tracer,
  fn: FunctionNode,
  parameter: Node,
  index: number,
  path: Path,
  fallback: Node | null,
): Origin {
  const annotation = annotationOf(parameter);
  const outside = annotation
    ? typeVerdict(tracer.sourceCode, annotation, path)
    : fallback !== null && isHarmlessDefault(fallback) && isTypeScript(tracer.sourceCode)
      ? 'unknown'
      : 'open';
  const calls = callsOf(tracer.sourceCode, fn);
  const passed = calls.known.map((call) => {
    const argument = call.arguments[index];
    return argument ? tracer.trace(argument, path) : 'harmless';
  });
  const seen = worst(passed);
  if (seen === 'request') return 'request';
  if (outside === 'closed') return 'harmless';
  if (!calls.isOpen && calls.known.length > 0) return seen;
  if (!isCallable(fn)) return 'unknown';
  return outside === 'open' ? 'parameter' : 'unknown';
}

/** Whether the type of a default is the type of its parameter: any text may come where JavaScript has `limit = 10`. */
function isTypeScript(sourceCode: SourceCode): boolean {
  const place = placeOf(sourceCode);
  return place === null || /\.[cm]?tsx?$/.test(place.filename);
}

/** Whether a function has a name by which other code can call it. */
function isCallable(fn: FunctionNode): boolean {
  return fn.parent.type !== 'CallExpression' && fn.parent.type !== 'NewExpression';
}
