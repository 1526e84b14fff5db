import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, lastName, memberName, receiver } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { traceKeys } from './element-origins.ts';
import { isMembershipTest, isSearchTest, MAKES_HARMLESS } from './harmless-values.ts';
import { readsEvent, readsRequest } from './request-input.ts';
import type { Origin, Tracer } from './tracer.ts';
import { type Path, schemaVerdict } from './validation.ts';

/** Functions whose names say that they escape, quote or check what they are given. */
const ESCAPES =
  /(?<!un)escap|quot|sanit|whitelist|allow|valid|ident(?:ifier)?$|^(?:literal|format|as|ident|ref|id|table|column|name|alias|value|csv|mogrify|pgFormat|assert\w*|resolve\w*|safe\w*)$/i;

/** `assertSafeIdentifier(name)` of the file itself, which throws: however it looks at what it gives back. */
const ASSERTS = /^(?:assert|ensure|require|validate|valid|check|safe)[A-Z_]\w*|^(?:assert|ensure|validate)$/;

function canThrow(sourceCode: SourceCode, { body }: FunctionNode): boolean {
  for (const node of nodesWithin(sourceCode, body, isFunction))
    if (node.type === 'ThrowStatement') return true;
  return false;
}

/** Methods that leave text what it was, more or less. */
const KEEPS =
  /^(?:trim|trimStart|trimEnd|toLowerCase|toUpperCase|toLocaleLowerCase|toLocaleUpperCase|toString|slice|substring|substr|normalize|padStart|padEnd|concat|split|at|pop|shift|flat|reverse|sort|join|repeat|charAt|String|parse|stringify|from|of|assign|values|entries|fromEntries|filter|decodeURIComponent|decodeURI|unescape|toSorted|toReversed)$/;

/** What `new` gives. */
export function traceNew(tracer: Tracer, node: TSESTree.NewExpression, path: Path): Origin {
  const name = calleeName(node);
  const argument = argumentAt(node, 0);
  if (name === 'Date') return 'harmless';
  if (argument && /^(?:Set|Array|String)$/.test(name)) return tracer.trace(argument, path);
  return argument && /^URL(?:SearchParams)?$/.test(name) ? tracer.trace(argument, []) : 'unknown';
}

/** What a call gives. */
export function traceCall(tracer: Tracer, node: TSESTree.CallExpression, path: Path): Origin {
  const name = calleeName(node);
  const object = receiver(node);
  const first = argumentAt(node, 0);
  const names = chainNames(node.callee);
  if ((names && readsRequest(names)) || readsEvent(node)) return 'request';
  if (MAKES_HARMLESS.test(name)) return 'harmless';
  const parsed = traceValidated(tracer, node, name, object, first, path);
  if (parsed !== null) return parsed;
  const fn = untracedFunction(tracer, node);
  if (fn && ASSERTS.test(name) && canThrow(tracer.sourceCode, fn)) return 'harmless';
  if (fn) return traceResult(tracer, fn, node, path);
  if (ESCAPES.test(name)) return 'harmless';
  if (name === 'keys' && first) return traceKeys(tracer, first);
  if ((name === 'get' || name === 'getAll') && object) return traceLookup(tracer, object);
  if (name === 'find' && object && first) {
    const origin = tracer.trace(object, [null, ...path]);
    // A list that a function is handed to look something up in holds what the program wrote.
    return origin === 'parameter' && isFunction(first) && isSearchTest(first) ? 'unknown' : origin;
  }
  if ((name === 'map' || name === 'flatMap') && object) {
    // That of Lodash comes behind the list.
    const mapper = first && isFunction(first) ? first : argumentAt(node, 1);
    return mapper && isFunction(mapper)
      ? tracer.traceAll(returnedExpressions(mapper), name === 'map' ? path.slice(1) : path)
      : 'unknown';
  }
  if (name === 'replace' || name === 'replaceAll')
    return object ? traceReplaced(tracer, node, object) : 'unknown';
  if (name === 'filter' && object && first && isFunction(first) && isMembershipTest(first)) return 'harmless';
  if (!KEEPS.test(name)) return 'unknown';
  const isStatic =
    object === null ||
    (object.type === 'Identifier' &&
      /^(?:JSON|Object|Array|String|url|qs|querystring|Buffer)$/.test(object.name));
  if (isStatic)
    return tracer.traceAll(
      node.arguments.map((each) => (each.type === 'SpreadElement' ? each.argument : each)),
      name === 'parse' ? [] : path,
    );
  return tracer.trace(object, name === 'join' || name === 'split' ? [] : path);
}

const VALIDATES =
  /^(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateAsync|validateSync|attempt|cast|parseBody)$/;

/** `schema.parse(request.query)`: as closed as the schema. */
function traceValidated(
  tracer: Tracer,
  node: TSESTree.CallExpression,
  name: string,
  object: Node | null,
  first: Node | null,
  path: Path,
): Origin | null {
  if (!VALIDATES.test(name)) return null;
  const second = argumentAt(node, 1);
  // `parse(listSchema, req.query)`: a function of the program around a schema.
  const isOwn =
    object === null && second !== null && /schema|validator|shape/i.test(lastName(first ?? node) ?? '');
  if (!object && !isOwn) return null;
  if (object?.type === 'Identifier' && /^(?:JSON|url|qs|querystring|path|Number|Date)$/.test(object.name))
    return null;
  const inner = path[0] === 'data' || path[0] === 'value' || path[0] === 'output' ? path.slice(1) : path;
  const isStandalone =
    object?.type === 'Identifier' && /^(?:v|S|Value|valibot)$/.test(object.name) && node.arguments.length > 1;
  const schema = isStandalone || isOwn ? first : object;
  const input = isStandalone || isOwn ? second : first;
  const verdict = schema ? schemaVerdict(tracer.sourceCode, schema, inner) : 'unknown';
  if (verdict !== 'open' || !input) return verdict === 'closed' ? 'harmless' : 'unknown';
  return tracer.trace(input, inner);
}

/** `columns.get(sort)` gives what the map holds. */
function traceLookup(tracer: Tracer, object: Node): Origin {
  const name = object.type === 'MemberExpression' ? memberName(object) : lastName(object);
  if (/^(?:searchParams|formData|query|params)$/i.test(name ?? '')) return tracer.trace(object, []);
  if (object.type !== 'Identifier') return 'unknown';
  const variable = findVariable(tracer.sourceCode, object);
  const definition = variable?.defs[0];
  const init =
    definition?.type === 'Variable' && definition.node.init ? unwrapAwaited(definition.node.init) : null;
  // A form that the client sent.
  if (init?.type === 'CallExpression' && calleeName(init) === 'formData') return tracer.trace(init, []);
  if (definition?.type === 'Parameter' && isForm(definition.name)) return tracer.trace(object, []);
  return init?.type === 'NewExpression' && calleeName(init) === 'Map' ? 'harmless' : 'unknown';
}

/** `form: FormData` */
function isForm({ typeAnnotation }: TSESTree.BindingName): boolean {
  const type = typeAnnotation?.typeAnnotation;
  return (
    type?.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    type.typeName.name === 'FormData'
  );
}

/** Taking out all but listed characters leaves nothing to inject; other replacements are not judged. */
function traceReplaced(tracer: Tracer, node: TSESTree.CallExpression, object: Node): Origin {
  const [pattern] = node.arguments;
  if (pattern?.type === 'Literal' && 'regex' in pattern)
    return /\[\^|\\[WD]/.test(pattern.regex.pattern) ? 'harmless' : 'unknown';
  const origin = tracer.trace(object, []);
  return origin === 'request' ? 'request' : origin === 'harmless' ? 'harmless' : 'unknown';
}

/** The function of this file that a call names, but for those that are being traced already. */
function untracedFunction(tracer: Tracer, call: TSESTree.CallExpression): FunctionNode | null {
  const called = calledFunctionOrMethod(tracer.sourceCode, call);
  return called && !tracer.calls.has(called) ? called : null;
}

function traceResult(tracer: Tracer, fn: FunctionNode, call: TSESTree.CallExpression, path: Path): Origin {
  tracer.calls.set(fn, call);
  const origin = tracer.traceAll(returnedExpressions(fn), path);
  tracer.calls.delete(fn);
  return origin;
}
