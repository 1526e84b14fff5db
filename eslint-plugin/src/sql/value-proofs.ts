import type { TSESTree } from '@typescript-eslint/utils';
import { constantValue } from '../ast/constant.ts';
import { calleeName, chainNames, memberName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { textOf } from './block-guards.ts';
import { readsRequest } from './request-input.ts';

/** Calls in a condition that say nothing about which values are let through. */
const UNTELLING =
  /^(?:String|Boolean|isArray|isString|trim|toString|log|isEmpty|isDefined|isNil|startsWith|endsWith|search|length|has(?:Own)?Header)$/;

/** Methods that give the same text but for its case. */
const FOLDS = /^(?:toLowerCase|toUpperCase|trim|toString)$/;

/** What conditions prove about a value, which is known by how it is spelled. */
export class ValueProof {
  readonly #sourceCode: SourceCode;
  readonly text: string;

  constructor(sourceCode: SourceCode, text: string) {
    this.#sourceCode = sourceCode;
    this.text = text;
  }

  /** Whether an expression is the value, or the value but for its case or type. */
  isValue(node: Node): boolean {
    const expression = unwrap(node);
    if (textOf(this.#sourceCode, expression) === this.text) return true;
    if (expression.type === 'UnaryExpression' && expression.operator === '+')
      return this.isValue(expression.argument);
    if (expression.type === 'Identifier') return this.#isFoldedValue(expression);
    if (expression.type !== 'CallExpression') return false;
    const name = calleeName(expression);
    const object = receiver(expression);
    if (FOLDS.test(name) && object) return this.isValue(object);
    const [argument] = expression.arguments;
    return (
      (name === 'String' || name === 'Number' || name === 'parseInt' || name === 'parseFloat') &&
      argument !== undefined &&
      this.isValue(argument)
    );
  }

  /** `const lower = order.toLowerCase()` */
  #isFoldedValue(name: TSESTree.Identifier): boolean {
    const call = constantValue(this.#sourceCode, name);
    if (call?.type !== 'CallExpression' || !FOLDS.test(calleeName(call))) return false;
    const object = receiver(call);
    return object !== null && textOf(this.#sourceCode, object) === this.text;
  }

  /** Whether a condition that came out this way means that the value is one of a known set. */
  proves(test: Node, outcome: boolean, depth = 0): boolean {
    const condition = unwrap(test);
    if (depth > 8) return false;
    switch (condition.type) {
      case 'UnaryExpression':
        return condition.operator === '!' && this.proves(condition.argument, !outcome, depth + 1);
      case 'LogicalExpression': {
        if (condition.operator === '??') return false;
        const isEnough = (condition.operator === '&&') === outcome;
        const left = this.proves(condition.left, outcome, depth + 1);
        if (isEnough) return left || this.proves(condition.right, outcome, depth + 1);
        const right = this.proves(condition.right, outcome, depth + 1);
        return (
          (left && right) ||
          (left && this.isEmptiness(condition.right, outcome)) ||
          (right && this.isEmptiness(condition.left, outcome))
        );
      }
      case 'BinaryExpression':
        return this.#comparisonProves(condition, outcome);
      case 'CallExpression':
        return this.#callProves(condition, outcome);
      case 'MemberExpression':
        return outcome && this.#isMemberLookup(condition);
      case 'Identifier': {
        const init = constantValue(this.#sourceCode, condition);
        return init !== null && this.proves(init, outcome, depth + 1);
      }
      default:
        return false;
    }
  }

  /** `sort` that came out falsy, `sort === undefined` that came out true: nothing is left that could do harm. */
  isEmptiness(test: Node, outcome: boolean): boolean {
    const condition = unwrap(test);
    if (this.isValue(condition)) return !outcome;
    if (condition.type === 'UnaryExpression' && condition.operator === '!')
      return this.isEmptiness(condition.argument, !outcome);
    if (condition.type !== 'BinaryExpression') return false;
    const isEqual = condition.operator === '===' || condition.operator === '==';
    const isUnequal = condition.operator === '!==' || condition.operator === '!=';
    const other = this.isValue(condition.left)
      ? condition.right
      : this.isValue(condition.right)
        ? condition.left
        : null;
    // That it is null proves enough by itself, as equality with any literal does.
    const isNothing = other?.type === 'Identifier' && other.name === 'undefined';
    return isNothing && ((isEqual && outcome) || (isUnequal && !outcome));
  }

  #comparisonProves(node: TSESTree.BinaryExpression, outcome: boolean): boolean {
    const left = unwrap(node.left);
    const right = unwrap(node.right);
    switch (node.operator) {
      case 'in':
        return outcome && this.isValue(left);
      case '===':
      case '==':
      case '!==':
      case '!=': {
        const isEqual = (node.operator === '===' || node.operator === '==') === outcome;
        const answer = truth(left) ?? truth(right);
        const asked = truth(left) === null ? left : right;
        // `if (COLUMNS.includes(sort) === false)`
        if (answer !== null && asked.type === 'CallExpression')
          return this.#callProves(asked, answer === isEqual);
        if (this.#isLookup(left) || this.#isLookup(right)) return !isEqual;
        if (this.#typeofValue(left) || this.#typeofValue(right)) {
          const type = left.type === 'Literal' ? left.value : right.type === 'Literal' ? right.value : null;
          return isEqual && (type === 'number' || type === 'boolean' || type === 'bigint');
        }
        return isEqual && ((this.isValue(left) && isFixed(right)) || (this.isValue(right) && isFixed(left)));
      }
      case '>':
      case '>=':
        return this.#isLookup(left) && outcome;
      case '<':
      case '<=':
        return this.#isLookup(left) && !outcome;
      default:
        return false;
    }
  }

  /** `COLUMNS[sort]`; what a client sends has a member for each of its own keys: `req.body[key]`. */
  #isMemberLookup(node: TSESTree.MemberExpression): boolean {
    if (!node.computed || !this.isValue(node.property)) return false;
    const object = unwrap(node.object);
    const names = chainNames(constantValue(this.#sourceCode, object) ?? object);
    return names === null || !readsRequest(names);
  }

  /** `COLUMNS.indexOf(sort)` and `COLUMNS[sort]`, which are compared with what is not found. */
  #isLookup(node: Node): boolean {
    if (node.type === 'MemberExpression') return this.#isMemberLookup(node);
    if (node.type !== 'CallExpression') return false;
    const name = calleeName(node);
    const isLookup = name === 'indexOf' || name === 'findIndex' || name === 'find' || name === 'get';
    return isLookup && receiver(node) !== null && this.#mentionsValue(node) && !this.#isReceiver(node);
  }

  #typeofValue(node: Node): boolean {
    return node.type === 'UnaryExpression' && node.operator === 'typeof' && this.isValue(node.argument);
  }

  #callProves(call: TSESTree.CallExpression, outcome: boolean): boolean {
    const name = calleeName(call);
    if (UNTELLING.test(name)) return false;
    if (/^(?:isNaN|isInvalid|isBlank|isNot\w+)/.test(name)) return !outcome && this.#mentionsValue(call);
    if (name === 'match') return outcome && this.#isReceiver(call) && this.#isWholePattern(call.arguments[0]);
    if (name === 'test' || name === 'exec')
      return outcome && this.#mentionsValue(call) && this.#isWholePattern(receiver(call));
    if (this.#isReceiver(call)) return false;
    return outcome && this.#mentionsValue(call);
  }

  /** A pattern that looks at the whole text, and lists what it may hold. Patterns of other files are trusted. */
  #isWholePattern(node: Node | null | undefined): boolean {
    if (!node) return false;
    const pattern = constantValue(this.#sourceCode, node) ?? node;
    if (pattern.type !== 'Literal' || !('regex' in pattern)) return pattern.type !== 'Literal';
    const { pattern: text, flags } = pattern.regex;
    const outside = text.replace(/\([^()]*\)/g, '');
    const isAnchored =
      text.startsWith('^') && text.endsWith('$') && !/[|()]/.test(outside) && !flags.includes('m');
    return (
      isAnchored &&
      !/\[\^|(?:^|[^\\])\.|\\[SDW]/.test(text.replace(/\[[^\]]*\]/g, (set) => set.replaceAll('.', '')))
    );
  }

  #isReceiver(call: TSESTree.CallExpression): boolean {
    const object = receiver(call);
    return object !== null && this.isValue(object);
  }

  /** `set.has(sort)`, `Object.hasOwn(map, sort)`, `list.some((name) => name === sort)`. */
  #mentionsValue(call: TSESTree.CallExpression): boolean {
    return call.arguments.some((argument) => {
      if (this.isValue(argument)) return true;
      if (argument.type === 'TemplateLiteral') return argument.expressions.some((part) => this.isValue(part));
      if (argument.type !== 'ArrowFunctionExpression' || argument.body.type === 'BlockStatement')
        return false;
      const body = unwrap(argument.body);
      return (
        body.type === 'BinaryExpression' &&
        (body.operator === '===' || body.operator === '==') &&
        (this.isValue(body.left) || this.isValue(body.right))
      );
    });
  }
}

/** What `true` and `false` are; null for everything else. */
function truth(node: Node): boolean | null {
  return node.type === 'Literal' && typeof node.value === 'boolean' ? node.value : null;
}

function isFixed(node: Node): boolean {
  return (
    node.type === 'Literal' ||
    (node.type === 'TemplateLiteral' && node.expressions.length === 0) ||
    (node.type === 'MemberExpression' && memberName(node) !== null && isNamedInCapitals(node.object))
  );
}

/** `Sort` in `Sort.name`, as enums and constants are called. */
function isNamedInCapitals(node: Node): boolean {
  const object = unwrap(node);
  return object.type === 'Identifier' && /^[A-Z]/.test(object.name);
}
