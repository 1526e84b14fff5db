import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunction } from '../ast/called-function.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { calleeName, chainNames, keyName, memberName, receiver } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode, type Variable } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { callsOf } from './call-sites.ts';
import { isClosedByTypeChecker, typeVerdict } from './declared-type.ts';
import { isGuarded } from './guards.ts';
import { isHarmlessDefault, isMadeHarmless, isMembershipTest, MAKES_HARMLESS } from './harmless-values.ts';
import { annotationOf, patternPath } from './pattern-path.ts';
import { readsRequest, requestVerdict } from './request-input.ts';
import { type Path, schemaVerdict, type Verdict } from './validation.ts';

/**
 * Where a value comes from, the worse the later. `harmless`: it can only be text that the program itself holds,
 * a number, or something escaped or checked. `unknown`: the file does not tell. `keys`: the keys of an object
 * from outside. `parameter`: the caller's text, unchecked. `request`: what a client sent, unchecked.
 */
export type Origin = 'harmless' | 'unknown' | 'keys' | 'parameter' | 'request';

const RANK: Readonly<Record<Origin, number>> = { harmless: 0, unknown: 1, keys: 2, parameter: 3, request: 4 };

function worst(origins: readonly Origin[]): Origin {
  return origins.reduce<Origin>((one, other) => (RANK[other] > RANK[one] ? other : one), 'harmless');
}

const memoOf = perFile(() => new Map<Node, Origin>());

/** Where the value of an expression comes from. */
export function originOf(sourceCode: SourceCode, node: Node): Origin {
  const memo = memoOf(sourceCode);
  let origin = memo.get(node);
  if (origin === undefined) {
    origin = isClosedByTypeChecker(sourceCode, node) ? 'harmless' : new Tracer(sourceCode).trace(node, []);
    memo.set(node, origin);
  }
  return origin;
}

const MAX_DEPTH = 24;

/** Functions whose names say that they escape, quote or check what they are given. */
const ESCAPES =
  /escap|quot|sanit|whitelist|allow|valid|ident(?:ifier)?$|^(?:literal|format|as|ident|ref|id|table|column|name|alias|value|csv|mogrify|pgFormat|assert\w*|resolve\w*|safe\w*)$/i;

/** Methods that leave text what it was, more or less. */
const KEEPS =
  /^(?:trim|trimStart|trimEnd|toLowerCase|toUpperCase|toLocaleLowerCase|toLocaleUpperCase|toString|slice|substring|substr|normalize|padStart|padEnd|concat|split|at|pop|shift|flat|reverse|sort|join|repeat|charAt|String|parse|stringify|from|of|assign|values|entries|fromEntries|flatMap|filter|decodeURIComponent|decodeURI|unescape|toSorted|toReversed)$/;

class Tracer {
  readonly #sourceCode: SourceCode;
  readonly #visiting = new Set<Variable>();
  /** The calls that led into the functions whose result is being traced. */
  readonly #calls = new Map<FunctionNode, TSESTree.CallExpression>();
  #depth = 0;

  constructor(sourceCode: SourceCode) {
    this.#sourceCode = sourceCode;
  }

  trace(node: Node, path: Path): Origin {
    if (this.#depth > MAX_DEPTH) return 'unknown';
    this.#depth++;
    const origin = this.#traceExpression(unwrapAwaited(node), path);
    this.#depth--;
    return origin;
  }

  #traceAll(nodes: readonly (Node | null | undefined)[], path: Path = []): Origin {
    return worst(nodes.map((node) => (node ? this.trace(node, path) : 'harmless')));
  }

  #traceExpression(node: Node, path: Path): Origin {
    switch (node.type) {
      case 'Literal':
      case 'ThisExpression':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'UpdateExpression':
        return node.type === 'ThisExpression' ? 'unknown' : 'harmless';
      case 'UnaryExpression':
        return 'harmless';
      case 'TemplateLiteral':
        return this.#traceAll(node.expressions);
      case 'TaggedTemplateExpression':
        return 'harmless';
      case 'BinaryExpression':
        return node.operator === '+' ? this.#traceAll([node.left, node.right]) : 'harmless';
      case 'ConditionalExpression':
        return this.#traceAll([node.consequent, node.alternate], path);
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.trace(node.right, path)
          : this.#traceAll([node.left, node.right], path);
      case 'AssignmentExpression':
        return this.trace(node.right, path);
      case 'SequenceExpression':
        return this.trace(node.expressions.at(-1) ?? node, path);
      case 'ArrayExpression':
        return this.#traceArray(node, path);
      case 'ObjectExpression':
        return this.#traceObject(node, path);
      case 'Identifier':
        return this.#traceIdentifier(node, path);
      case 'MemberExpression':
        return this.#traceMember(node, path);
      case 'CallExpression':
        return this.#traceCall(node, path);
      case 'NewExpression':
        return this.#traceNew(node, path);
      default:
        return 'unknown';
    }
  }

  #traceObject(node: TSESTree.ObjectExpression, path: Path): Origin {
    const [key, ...rest] = path;
    const values = node.properties.map((property) =>
      property.type === 'SpreadElement'
        ? { name: null, value: property.argument, path }
        : { name: keyName(property), value: property.value, path: rest },
    );
    const exact = key === undefined || key === null ? undefined : values.findLast(({ name }) => name === key);
    if (exact) return this.trace(exact.value, exact.path);
    return worst(
      values
        .filter(({ name }) => key === undefined || key === null || name === null)
        .map((property) => this.trace(property.value, property.path)),
    );
  }

  #traceArray(node: TSESTree.ArrayExpression, [index, ...rest]: Path): Origin {
    const elements = node.elements.map((element) =>
      element?.type === 'SpreadElement' ? element.argument : element,
    );
    const isSpread = node.elements.some((element) => element?.type === 'SpreadElement');
    const exact = /^\d+$/.test(index ?? '') && !isSpread ? elements[Number(index)] : undefined;
    return exact ? this.trace(exact, rest) : this.#traceAll(elements, rest);
  }

  #traceIdentifier(node: TSESTree.Identifier, path: Path): Origin {
    if (node.name === 'undefined' || node.name === 'NaN' || node.name === 'Infinity') return 'harmless';
    const variable = findVariable(this.#sourceCode, node);
    if (!variable) return 'unknown';
    if (this.#visiting.has(variable)) return 'harmless';
    if (importOf(variable)) return 'unknown';
    if (path.length === 0 && isGuarded(this.#sourceCode, node)) return 'harmless';
    if (path.length === 0 && isMadeHarmless(variable, node)) return 'harmless';
    this.#visiting.add(variable);
    const origin = this.#traceVariable(variable, path);
    this.#visiting.delete(variable);
    return origin;
  }

  #traceVariable(variable: Variable, path: Path): Origin {
    const definition = variable.defs[0];
    if (!definition) return 'unknown';
    const origins = this.#writes(variable).map((write) => this.trace(write, path));
    switch (definition.type) {
      case 'Variable':
        origins.push(this.#traceDeclarator(variable, definition.node, path));
        break;
      case 'Parameter':
        if (!isFunction(definition.node)) return 'unknown';
        origins.push(this.#traceParameter(definition.node, definition.name, path));
        break;
      case 'TSEnumName':
        return 'harmless';
      default:
        return 'unknown';
    }
    return worst(origins);
  }

  /** What is assigned to a variable, or pushed into the array that it holds, after its declaration. */
  #writes(variable: Variable): Node[] {
    const written: Node[] = [];
    for (const reference of variable.references) {
      const { parent } = reference.identifier;
      if (reference.isWrite() && !reference.init && reference.writeExpr) written.push(reference.writeExpr);
      if (parent.type !== 'MemberExpression' || parent.object !== reference.identifier) continue;
      if (parent.parent.type !== 'CallExpression' || parent.parent.callee !== parent) continue;
      const method = memberName(parent);
      if (method === 'push' || method === 'unshift') {
        written.push(
          ...parent.parent.arguments.map((argument) =>
            argument.type === 'SpreadElement' ? argument.argument : argument,
          ),
        );
      }
    }
    return written;
  }

  #traceDeclarator(variable: Variable, node: TSESTree.VariableDeclarator, path: Path): Origin {
    const name = variable.defs[0]?.name;
    const pattern = name ? patternPath(node.id, name) : null;
    if (!pattern) return 'unknown';
    if (
      node.id.type === 'Identifier' &&
      node.id.typeAnnotation &&
      this.#type(node.id.typeAnnotation.typeAnnotation, path) === 'closed'
    ) {
      return 'harmless';
    }
    const full = [...pattern.path, ...path];
    const fallback = pattern.fallback ? this.trace(pattern.fallback, path) : 'harmless';
    const loop = node.parent.parent;
    if (loop.type === 'ForOfStatement' && loop.left === node.parent)
      return worst([fallback, this.#traceElement(loop.right, full)]);
    if (loop.type === 'ForInStatement' && loop.left === node.parent) return this.#traceKeys(loop.right);
    if (!node.init) return fallback;
    return worst([fallback, this.trace(node.init, full)]);
  }

  #type(type: TSESTree.TypeNode, path: Path): Verdict {
    return typeVerdict(this.#sourceCode, type, path);
  }

  /** One element of a list, an entry of a map. */
  #traceElement(list: Node, path: Path): Origin {
    const expression = unwrapAwaited(list);
    if (expression.type === 'CallExpression') {
      const name = calleeName(expression);
      const object = receiver(expression);
      const [argument] = expression.arguments;
      const isObject = object?.type === 'Identifier' && object.name === 'Object';
      if (isObject && argument && (name === 'keys' || (name === 'entries' && path[0] === '0')))
        return this.#traceKeys(argument);
      if (isObject && argument && name === 'entries') return this.trace(argument, [null, ...path.slice(1)]);
      if (isObject && argument && name === 'values') return this.trace(argument, [null, ...path]);
      if (name === 'entries' && object)
        return path[0] === '0' ? 'harmless' : this.trace(object, [null, ...path.slice(1)]);
    }
    return this.trace(expression, [null, ...path]);
  }

  /** The keys of an object: the program's own when it is written out here. */
  #traceKeys(object: Node): Origin {
    const expression = unwrapAwaited(object);
    if (expression.type === 'ObjectExpression') {
      const spreads = expression.properties.filter((property) => property.type === 'SpreadElement');
      return spreads.length === 0
        ? 'harmless'
        : worst(spreads.map((spread) => this.#traceKeys(spread.argument)));
    }
    if (expression.type === 'Identifier') {
      const variable = findVariable(this.#sourceCode, expression);
      const definition = variable?.defs[0];
      if (
        definition?.type === 'Variable' &&
        definition.node.id.type === 'Identifier' &&
        definition.node.init
      ) {
        return this.#traceKeys(definition.node.init);
      }
    }
    const [entries] = expression.type === 'CallExpression' ? expression.arguments : [];
    if (
      expression.type === 'CallExpression' &&
      calleeName(expression) === 'fromEntries' &&
      entries &&
      entries.type !== 'SpreadElement'
    )
      return this.#traceElement(entries, ['0']);
    const origin = this.trace(expression, []);
    // A client that chooses the keys of its request writes whatever it likes into them.
    if (origin === 'request') return 'request';
    return origin === 'parameter' ? 'keys' : 'unknown';
  }

  #traceParameter(fn: FunctionNode, name: Node, path: Path): Origin {
    const parameter = fn.params.find(
      (candidate) => candidate.range[0] <= name.range[0] && name.range[1] <= candidate.range[1],
    );
    const inner = parameter ? patternPath(parameter, name) : null;
    if (!parameter || !inner) return 'unknown';
    const full = [...inner.path, ...path];
    const index = fn.params.indexOf(parameter);
    const call = this.#calls.get(fn);
    if (call) {
      const argument = call.arguments[index];
      if (!argument) return inner.fallback ? this.trace(inner.fallback, path) : 'harmless';
      return argument.type === 'SpreadElement' ? 'unknown' : this.trace(argument, full);
    }
    const requested = requestVerdict(this.#sourceCode, fn, parameter, full);
    if (requested !== null)
      return requested === 'closed' ? 'harmless' : requested === 'open' ? 'request' : 'unknown';
    const iterated = this.#traceIteration(fn, index, full);
    if (iterated !== null) return iterated;
    return this.#traceCallers(fn, parameter, index, full, inner.fallback);
  }

  /** The parameter of a callback that goes through a list: `columns.map((column) => …)`. */
  #traceIteration(fn: FunctionNode, index: number, path: Path): Origin | null {
    if (fn.parent.type !== 'CallExpression' || fn.parent.callee === fn) return null;
    const method = calleeName(fn.parent);
    const list = receiver(fn.parent);
    if (!list || method === null) return null;
    if (method === 'reduce' || method === 'reduceRight')
      return index === 1 ? this.#traceElement(list, path) : 'unknown';
    if (method === 'from') {
      const [source] = fn.parent.arguments;
      return index === 0 && source ? this.#traceElement(source, path) : 'harmless';
    }
    if (!/^(?:map|forEach|filter|flatMap|some|every|find|findIndex|each|mapSeries)$/.test(method))
      return null;
    return index === 0 ? this.#traceElement(list, path) : 'harmless';
  }

  /** What the callers of a function pass. Where others can call it too, their text counts as unchecked. */
  #traceCallers(fn: FunctionNode, parameter: Node, index: number, path: Path, fallback: Node | null): Origin {
    const annotation = annotationOf(parameter);
    const inner = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const outside = annotation
      ? this.#type(annotation, inner.type === 'Identifier' ? path : path)
      : fallback !== null && isHarmlessDefault(fallback)
        ? 'unknown'
        : 'open';
    const calls = callsOf(this.#sourceCode, fn);
    const passed = calls.known.map((call) => {
      const argument = call.arguments[index];
      if (!argument) return 'harmless';
      return argument.type === 'SpreadElement' ? 'unknown' : this.trace(argument, path);
    });
    const seen = worst(passed);
    if (seen === 'request') return 'request';
    if (outside === 'closed') return 'harmless';
    if (!calls.isOpen && calls.known.length > 0) return seen;
    if (!calls.isOpen && !isCallable(fn)) return 'unknown';
    return outside === 'open' ? 'parameter' : 'unknown';
  }

  #traceMember(node: TSESTree.MemberExpression, path: Path): Origin {
    const name = memberName(node);
    if (
      name === 'length' ||
      (name === 'size' && !/(?:query|body|params)$/.test(this.#sourceCode.getText(node.object))) ||
      name === 'rowCount' ||
      name === 'insertId' ||
      name === 'lastInsertRowid' ||
      name === 'lastID'
    )
      return 'harmless';
    if (path.length === 0 && isGuarded(this.#sourceCode, node)) return 'harmless';
    const object = unwrapAwaited(node.object);
    if (name !== null) return this.trace(object, [name, ...path]);
    const { property } = node;
    if (property.type === 'Literal' && typeof property.value === 'number')
      return this.trace(object, [String(property.value), ...path]);
    // A lookup gives what the table holds, whatever the key.
    return this.trace(object, [null, ...path]);
  }

  #traceNew(node: TSESTree.NewExpression, path: Path): Origin {
    const name = calleeName(node);
    const [argument] = node.arguments;
    if (name === 'Date') return 'harmless';
    if (
      (name === 'Set' || name === 'Array' || name === 'String') &&
      argument &&
      argument.type !== 'SpreadElement'
    )
      return this.trace(argument, path);
    if (name === 'URL' || name === 'URLSearchParams')
      return argument && argument.type !== 'SpreadElement' ? this.trace(argument, []) : 'unknown';
    return 'unknown';
  }

  #traceCall(node: TSESTree.CallExpression, path: Path): Origin {
    const name = calleeName(node) ?? '';
    const object = receiver(node);
    const [argument] = node.arguments;
    const first = argument && argument.type !== 'SpreadElement' ? argument : null;
    const names = chainNames(node.callee);
    if (names && readsRequest(names)) return 'request';
    if (MAKES_HARMLESS.test(name)) return 'harmless';
    const parsed = this.#traceValidated(node, name, object, first, path);
    if (parsed !== null) return parsed;
    const fn = this.#calledFunction(node);
    if (fn) return this.#traceResult(fn, node, path);
    if (ESCAPES.test(name)) return 'harmless';
    if (name === 'keys' && first) return this.#traceKeys(first);
    if ((name === 'get' || name === 'getAll') && object) return this.#traceLookup(object, names);
    if (name === 'find' && object) return this.trace(object, [null, ...path]);
    if (name === 'map' && object)
      return first && isFunction(first)
        ? this.#traceAll(returnedExpressions(first), path.slice(1))
        : 'unknown';
    if (name === 'replace' || name === 'replaceAll')
      return object ? this.#traceReplaced(node, object) : 'unknown';
    if (name === 'filter' && object && first && isFunction(first) && isMembershipTest(first))
      return 'harmless';
    if (!KEEPS.test(name)) return 'unknown';
    const isStatic =
      object === null ||
      (object.type === 'Identifier' &&
        /^(?:JSON|Object|Array|String|url|qs|querystring|Buffer)$/.test(object.name));
    if (isStatic)
      return this.#traceAll(
        node.arguments.map((each) => (each.type === 'SpreadElement' ? each.argument : each)),
        name === 'parse' ? [] : path,
      );
    return this.trace(object, name === 'join' || name === 'split' ? [] : path);
  }

  /** `schema.parse(request.query)`: as closed as the schema. */
  #traceValidated(
    node: TSESTree.CallExpression,
    name: string,
    object: Node | null,
    first: Node | null,
    path: Path,
  ): Origin | null {
    if (
      !object ||
      !/^(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateAsync|validateSync|attempt|cast|parseBody)$/.test(
        name,
      )
    )
      return null;
    if (object.type === 'Identifier' && /^(?:JSON|url|qs|querystring|path|Number|Date)$/.test(object.name))
      return null;
    const inner = path[0] === 'data' || path[0] === 'value' || path[0] === 'output' ? path.slice(1) : path;
    const isStandalone =
      object.type === 'Identifier' &&
      /^(?:v|S|Value|valibot)$/.test(object.name) &&
      node.arguments.length > 1;
    const schema = isStandalone ? first : object;
    const input = isStandalone ? node.arguments[1] : first;
    const verdict = schema ? schemaVerdict(this.#sourceCode, schema, inner) : 'unknown';
    if (verdict !== 'open' || !input || input.type === 'SpreadElement')
      return verdict === 'closed' ? 'harmless' : 'unknown';
    return this.trace(input, inner);
  }

  /** `columns.get(sort)` gives what the map holds. */
  #traceLookup(object: Node, names: readonly string[] | null): Origin {
    if (/^(?:searchParams|formData|query|params)$/i.test(names?.at(-2) ?? '')) return this.trace(object, []);
    if (object.type !== 'Identifier') return 'unknown';
    const variable = findVariable(this.#sourceCode, object);
    const definition = variable?.defs[0];
    const init =
      definition?.type === 'Variable' && definition.node.init ? unwrap(definition.node.init) : null;
    return init?.type === 'NewExpression' && calleeName(init) === 'Map' ? 'harmless' : 'unknown';
  }

  /** Taking out all but listed characters leaves nothing to inject; other replacements are not judged. */
  #traceReplaced(node: TSESTree.CallExpression, object: Node): Origin {
    const [pattern] = node.arguments;
    if (pattern?.type === 'Literal' && 'regex' in pattern)
      return /\[\^|\\[WD]/.test(pattern.regex.pattern) ? 'harmless' : 'unknown';
    const origin = this.trace(object, []);
    return origin === 'request' ? 'request' : origin === 'harmless' ? 'harmless' : 'unknown';
  }

  /** None that is being traced already. */
  #calledFunction(call: TSESTree.CallExpression): FunctionNode | null {
    const called = calledFunction(this.#sourceCode, call);
    return called && !this.#calls.has(called) ? called : null;
  }

  #traceResult(fn: FunctionNode, call: TSESTree.CallExpression, path: Path): Origin {
    this.#calls.set(fn, call);
    const origin = this.#traceAll(returnedExpressions(fn), path);
    this.#calls.delete(fn);
    return origin;
  }
}

/** Whether a function has a name by which other code can call it. */
function isCallable(fn: FunctionNode): boolean {
  return fn.parent.type !== 'CallExpression' && fn.parent.type !== 'NewExpression';
}
