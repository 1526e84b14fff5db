import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunction } from '../ast/called-function.ts';
import { calleeName, keyName, memberName } from '../ast/names.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { CHECKS, type Looks, looksBefore } from './number-checks.ts';

/** What was done to a number on its way. */
interface Bounds {
  readonly hasMinimum: boolean;
  readonly hasMaximum: boolean;
  /** The last calculation it went into: `(page - 1) * limit`. */
  readonly calculation: Node | null;
}

/** A call that a number is handed to, by itself or in an object or list, and the key it has there. */
export interface Arrival extends Bounds {
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression;
  readonly argument: Node;
  readonly key: string | null;
}

/** Where a number goes within its file. */
export interface NumberFlow extends Looks {
  readonly arrivals: readonly Arrival[];
  /** Whether a variable that holds it is replaced by one with bounds. */
  readonly isClamped: boolean;
  /** Whether it gets a lower bound on one of its ways. */
  readonly isFloored: boolean;
}

const START: Bounds = { hasMinimum: false, hasMaximum: false, calculation: null };

/** Follows a number from an expression to the calls that get it. */
export function numberFlow(sourceCode: SourceCode, node: Node): NumberFlow {
  const follower = new Follower(sourceCode, sourceCode.getText(node), looksBefore(sourceCode, node));
  follower.follow(node, START);
  return follower;
}

const KEEPS =
  /^(?:Number|parseInt|parseFloat|String|BigInt|floor|trunc|ceil|round|toString|toNumber|toInteger|toInt|literal)$/;
/** How many places a number is followed through. */
const MAX_PLACES = 300;

/** Whether a comparison chooses what happens; `hasNext: page * limit < total` only tells the client. */
function decides(comparison: Node): boolean {
  const { parent } = comparison;
  switch (parent?.type) {
    case 'LogicalExpression':
    case 'UnaryExpression':
      return decides(parent);
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
      return parent.test === comparison;
    case 'VariableDeclarator':
    case 'CallExpression':
      return true;
    default:
      return false;
  }
}

class Follower implements NumberFlow {
  readonly arrivals: Arrival[] = [];
  isChecked: boolean;
  isCompared: boolean;
  isClamped = false;
  isFloored = false;
  readonly #sourceCode: SourceCode;
  readonly #text: string;
  readonly #variables = new Set<Variable>();
  readonly #seen = new Set<Node>();

  constructor(sourceCode: SourceCode, text: string, before: Looks) {
    this.#sourceCode = sourceCode;
    this.#text = text;
    this.isChecked = before.isChecked;
    this.isCompared = before.isCompared;
  }

  follow(from: Node, bounds: Bounds): void {
    const node = wrapped(from);
    const { parent } = node;
    if (this.#seen.has(node) || this.#seen.size > MAX_PLACES) return;
    this.#seen.add(node);
    const next = (other: Node, changed: Bounds = bounds): void => this.follow(other, changed);
    switch (parent.type) {
      case 'LogicalExpression':
        if (parent.operator !== '&&' || parent.right === node) next(parent);
        break;
      case 'ConditionalExpression':
        // `Number(limit) > 0 ? Number(limit) : 20`
        if (this.#sourceCode.getText(parent.test).includes(this.#text)) this.isCompared = true;
        if (parent.test !== node) next(parent);
        break;
      case 'UnaryExpression':
        if (parent.operator === '!') this.isChecked = true;
        else if (parent.operator === '+' || parent.operator === '-') next(parent);
        break;
      case 'BinaryExpression':
        if (/^(?:[<>]=?|[!=]==?|in)$/.test(parent.operator)) this.isCompared ||= decides(parent);
        else next(parent, { ...bounds, calculation: parent });
        break;
      case 'SwitchStatement':
        this.isCompared = true;
        break;
      case 'VariableDeclarator':
        if (parent.init === node && parent.id.type === 'Identifier') this.#variable(parent.id, bounds);
        break;
      case 'AssignmentExpression':
        if (parent.right === node && parent.left.type === 'Identifier') this.#variable(parent.left, bounds);
        break;
      case 'CallExpression':
      case 'NewExpression':
        this.#argument(parent, node, bounds, null);
        break;
      case 'TemplateLiteral':
        if (parent.parent.type === 'TaggedTemplateExpression')
          this.arrivals.push({ ...bounds, call: parent.parent, argument: node, key: null });
        else next(parent);
        break;
      case 'ArrayExpression':
        this.#holder(parent, bounds, null);
        break;
      case 'Property':
        if (parent.value === node && parent.parent.type === 'ObjectExpression')
          this.#holder(parent.parent, bounds, keyName(parent));
        break;
      default:
    }
  }

  #variable(name: TSESTree.Identifier, bounds: Bounds): void {
    const variable = findVariable(this.#sourceCode, name);
    if (!variable) return;
    if (this.#variables.has(variable)) {
      if (bounds.hasMinimum || bounds.hasMaximum) this.isClamped = true;
      return;
    }
    this.#variables.add(variable);
    for (const reference of variable.references)
      if (reference.isRead()) this.follow(reference.identifier, bounds);
  }

  #argument(
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    argument: Node,
    bounds: Bounds,
    key: string | null,
  ): void {
    const name = calleeName(call);
    if (key === null && name === 'min') this.follow(call, { ...bounds, hasMaximum: true });
    else if (key === null && (name === 'max' || name === 'abs')) {
      this.isFloored = true;
      this.follow(call, { ...bounds, hasMinimum: true });
    } else if (KEEPS.test(name)) this.follow(call, bounds);
    else if (CHECKS.test(name)) {
      this.isChecked = true;
      if (/^(?:is|test$)/.test(name) === false) this.isCompared = true;
    } else {
      const fn = calledFunction(this.#sourceCode, call);
      const index = call.arguments.findIndex((candidate) => candidate === argument);
      const parameter = fn?.params[index];
      if (parameter) this.#parameter(parameter, bounds, key);
      else this.arrivals.push({ ...bounds, call, argument, key });
    }
  }

  /** An object or a list that holds the number, on its way to a call. */
  #holder(holder: Node, bounds: Bounds, key: string | null): void {
    const node = wrapped(holder);
    const { parent } = node;
    if (parent.type === 'CallExpression' || parent.type === 'NewExpression')
      this.#argument(parent, node, bounds, key);
    else if (parent.type === 'Property' && parent.parent.type === 'ObjectExpression')
      this.#holder(parent.parent, bounds, key ?? keyName(parent));
    else if (parent.type === 'SpreadElement' || parent.type === 'ArrayExpression')
      this.#holder(parent.type === 'SpreadElement' ? parent.parent : parent, bounds, key);
    else if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier')
      this.#holderVariable(parent.id, bounds, key);
  }

  #holderVariable(name: TSESTree.Identifier, bounds: Bounds, key: string | null): void {
    const variable = findVariable(this.#sourceCode, name);
    if (!variable || this.#variables.has(variable)) return;
    this.#variables.add(variable);
    for (const { identifier } of variable.references) {
      const { parent } = identifier;
      if (parent.type === 'MemberExpression' && parent.object === identifier) {
        if (memberName(parent) === key) this.follow(parent, bounds);
      } else if (parent.type === 'VariableDeclarator' && parent.init === identifier)
        this.#parameter(parent.id, bounds, key);
      else if (identifier !== name) this.#holder(identifier, bounds, key);
    }
  }

  /** What a function of this file does with its parameter, or with one key of it. */
  #parameter(pattern: Node, bounds: Bounds, key: string | null): void {
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    if (target.type === 'Identifier') {
      if (key === null) this.#variable(target, bounds);
      else this.#holderVariable(target, bounds, key);
    } else if (target.type === 'ObjectPattern') {
      for (const property of target.properties)
        if (property.type === 'Property' && keyName(property) === key)
          this.#parameter(property.value, bounds, null);
    }
  }
}
