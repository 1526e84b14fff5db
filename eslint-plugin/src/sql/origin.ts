import type { TSESTree } from '@typescript-eslint/utils';
import { constantValue } from '../ast/constant.ts';
import { calleeName, keyName, memberName, receiver } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { type Trail, undeclaredVariable } from '../ast/undeclared.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { traceCall, traceNew } from './call-origins.ts';
import { isClosedByTypeChecker } from './declared-type.ts';
import { isGuarded } from './guards.ts';
import { isMadeHarmless } from './harmless-values.ts';
import { isOfOwnRequest } from './request-input.ts';
import { type Origin, type Tracer, worst } from './tracer.ts';
import type { Path } from './validation.ts';
import { traceVariable } from './variable-origins.ts';

export type { Origin } from './tracer.ts';

const memoOf = perFile(() => new Map<Node, Origin>());

/** Where the value of an expression comes from. */
export function originOf(sourceCode: SourceCode, node: Node): Origin {
  const memo = memoOf(sourceCode);
  let origin = memo.get(node);
  if (origin === undefined) {
    origin = isClosedByTypeChecker(sourceCode, node)
      ? 'harmless'
      : new ExpressionTracer(sourceCode).trace(node, []);
    memo.set(node, origin);
  }
  return origin;
}

const MAX_DEPTH = 24;

/** Objects whose `size` is none of a list: the number that a client or a caller asks for. */
const SETTINGS = /(?:query|body|params|options?|opts|conditions?|filters?|pag(?:e|ing|ination)|input|args)$/i;

class ExpressionTracer implements Tracer {
  readonly sourceCode: SourceCode;
  readonly #visiting = new Set<Trail>();
  readonly calls = new Map<FunctionNode, TSESTree.CallExpression>();
  #depth = 0;

  constructor(sourceCode: SourceCode) {
    this.sourceCode = sourceCode;
  }

  trace(node: Node, path: Path): Origin {
    if (this.#depth > MAX_DEPTH) return 'unknown';
    this.#depth++;
    const origin = this.#traceExpression(unwrapAwaited(node), path);
    this.#depth--;
    return origin;
  }

  traceAll(nodes: readonly (Node | null | undefined)[], path: Path = []): Origin {
    return worst(nodes.map((node) => (node ? this.trace(node, path) : 'harmless')));
  }

  #traceExpression(node: Node, path: Path): Origin {
    switch (node.type) {
      case 'Literal':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'UpdateExpression':
        return 'harmless';
      case 'ThisExpression':
        return isOfOwnRequest(path) ? 'request' : 'unknown';
      case 'UnaryExpression':
        return 'harmless';
      case 'TemplateLiteral':
        return this.traceAll(node.expressions);
      case 'TaggedTemplateExpression':
        return 'harmless';
      case 'BinaryExpression':
        return node.operator === '+' ? this.traceAll([node.left, node.right]) : 'harmless';
      case 'ConditionalExpression':
        return this.traceAll([node.consequent, node.alternate], path);
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.trace(node.right, path)
          : this.traceAll([node.left, node.right], path);
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
        return traceCall(this, node, path);
      case 'NewExpression':
        return traceNew(this, node, path);
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
    return exact ? this.trace(exact, rest) : this.traceAll(elements, rest);
  }

  #traceIdentifier(node: TSESTree.Identifier, path: Path): Origin {
    if (node.name === 'undefined' || node.name === 'NaN' || node.name === 'Infinity') return 'harmless';
    const declared = findVariable(this.sourceCode, node);
    const variable = declared ?? undeclaredVariable(this.sourceCode, node);
    if (!variable) return 'unknown';
    if (this.#visiting.has(variable)) return 'harmless';
    if (importOf(declared)) return 'unknown';
    if (path.length === 0 && isGuarded(this.sourceCode, node)) return 'harmless';
    if (path.length === 0 && declared && isMadeHarmless(declared, node)) return 'harmless';
    this.#visiting.add(variable);
    const origin = traceVariable(this, variable, path, node);
    this.#visiting.delete(variable);
    return origin;
  }

  #traceMember(node: TSESTree.MemberExpression, path: Path): Origin {
    const name = memberName(node);
    if (
      name === 'length' ||
      (name === 'size' && !SETTINGS.test(this.sourceCode.getText(node.object))) ||
      name === 'rowCount' ||
      name === 'insertId' ||
      name === 'lastInsertRowid' ||
      name === 'lastID'
    )
      return 'harmless';
    if (path.length === 0 && isGuarded(this.sourceCode, node)) return 'harmless';
    const object = unwrapAwaited(node.object);
    if (name !== null) return this.trace(object, [name, ...path]);
    const { property } = node;
    const index = property.type === 'Literal' && typeof property.value === 'number' ? property.value : null;
    // A lookup gives what the table holds, whatever the key.
    const origin = this.trace(object, [index === null ? null : String(index), ...path]);
    if (origin !== 'parameter') return origin;
    const isChosen =
      index === null ? isFoundIn(this.sourceCode, object, property) : isAllowList(this.sourceCode, object);
    return isChosen ? 'unknown' : origin;
  }
}

/** Whether other values are checked against a list: `columns.includes(sort) ? sort : columns[0]`. Whoever passes it chose what may be. */
function isAllowList({ text }: SourceCode, list: Node): boolean {
  return list.type === 'Identifier' && text.includes(`${list.name}.includes(`);
}

/** Whether a list is asked for what it is known to hold: `columns[columns.indexOf(sort)]`. */
function isFoundIn(sourceCode: SourceCode, list: Node, index: Node): boolean {
  const found = constantValue(sourceCode, index) ?? index;
  if (found.type !== 'CallExpression' || calleeName(found) !== 'indexOf') return false;
  const searched = receiver(found);
  return searched !== null && sourceCode.getText(searched) === sourceCode.getText(list);
}
