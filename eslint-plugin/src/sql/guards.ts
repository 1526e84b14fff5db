import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { alwaysExits } from '../ast/control-flow.ts';
import { calleeName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { assertionsIn, type BlockGuards, guardsIn, replacedBy, textOf } from './block-guards.ts';
import { ValueProof } from './value-proofs.ts';

/**
 * Whether the code before and around a place lets only known values through: `if (!COLUMNS.has(sort)) return`,
 * `if (COLUMNS.includes(sort)) { … }`, `switch (sort) { case 'name': … }`, `assertColumn(sort)`.
 */
export function isGuarded(sourceCode: SourceCode, value: Node): boolean {
  const expression = unwrap(value);
  const parts = [expression, ...constantOf(sourceCode, expression)];
  return parts.some((part) => new GuardSearch(sourceCode, expression, part).succeeds());
}

/** `order` for `direction` in `const direction = order || 'desc'`: what is found out of the one holds for the other. */
function constantOf(sourceCode: SourceCode, value: Node): Node[] {
  const init = constantInitOf(sourceCode, value);
  if (init?.type !== 'LogicalExpression' || init.operator === '&&' || init.right.type !== 'Literal')
    return [];
  const given = unwrap(init.left);
  const variable = findVariable(sourceCode, given);
  return variable?.references.every((reference) => reference.init || !reference.isWrite()) ? [given] : [];
}

function constantInitOf(sourceCode: SourceCode, value: Node): Node | null {
  const variable = findVariable(sourceCode, value);
  const init = constantInit(variable);
  return init && unwrap(init);
}

/** Names of functions that compare with what is allowed. */
const LISTS =
  /(?:allow|green|white|safe|block)_?list|allowed|enum|one_?of|in_?(?:list|set|array)|sort|order|column/i;

class GuardSearch {
  readonly #sourceCode: SourceCode;
  readonly #value: Node;
  readonly #proof: ValueProof;

  constructor(sourceCode: SourceCode, value: Node, asked: Node) {
    this.#sourceCode = sourceCode;
    this.#value = value;
    this.#proof = new ValueProof(sourceCode, textOf(sourceCode, asked));
  }

  succeeds(): boolean {
    let inner: Node = this.#value;
    for (let outer: Node | undefined = inner.parent; outer; inner = outer, outer = outer.parent) {
      if (this.#isGuardedBy(outer, inner)) return true;
    }
    return false;
  }

  #isGuardedBy(outer: Node, inner: Node): boolean {
    switch (outer.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        if (outer.consequent === inner) return this.#proof.proves(outer.test, true);
        return outer.alternate === inner && this.#proof.proves(outer.test, false);
      case 'LogicalExpression':
        if (outer.right !== inner) return false;
        return outer.operator === '&&'
          ? this.#proof.proves(outer.left, true)
          : outer.operator === '||' && this.#proof.proves(outer.left, false);
      case 'SwitchCase':
        return outer.test !== inner && outer.test !== null && this.#proof.isValue(outer.parent.discriminant);
      case 'BlockStatement':
      case 'Program':
        return this.#isGuardedBefore(guardsIn(this.#sourceCode, outer), inner);
      default:
        return false;
    }
  }

  /** Whether a statement before this one in the same block ends the function, or replaces the value. */
  #isGuardedBefore({ ofAny, ofReplaced }: BlockGuards, inner: Node): boolean {
    return (
      this.#isGuardedByOneOf(ofAny, inner) ||
      this.#isGuardedByOneOf(ofReplaced.get(this.#proof.text) ?? [], inner)
    );
  }

  #isGuardedByOneOf(statements: readonly Node[], inner: Node): boolean {
    for (const statement of statements) {
      if (statement.range[0] >= inner.range[0]) return false;
      if (this.#isGuardStatement(statement)) return true;
    }
    return false;
  }

  #isGuardStatement(statement: Node): boolean {
    if (statement.type === 'IfStatement') {
      if (this.#isGuardedWhereGiven(statement)) return true;
      const stops = alwaysExits(statement.consequent) || this.#replaces(statement.consequent);
      if (stops && this.#proof.proves(statement.test, false)) return true;
      return (
        statement.alternate !== null &&
        (alwaysExits(statement.alternate) || this.#replaces(statement.alternate)) &&
        this.#proof.proves(statement.test, true)
      );
    }
    if (statement.type === 'SwitchStatement') {
      const fallback = statement.cases.find(({ test }) => test === null);
      return (
        this.#proof.isValue(statement.discriminant) &&
        fallback !== undefined &&
        fallback.consequent.some((part) => alwaysExits(part) && part.type !== 'BreakStatement')
      );
    }
    if (statement.type === 'TryStatement')
      return statement.block.body.some((part) => this.#isGuardStatement(part));
    return assertionsIn(statement).some((assertion) =>
      assertion.arguments.some(
        (argument) =>
          this.#proof.isValue(argument) ||
          this.#proof.proves(argument, true) ||
          (argument.type === 'ObjectExpression' && this.#isListed(assertion, argument)),
      ),
    );
  }

  /** `rejectIfNotInGreenlist({ sort })`: what checks more than whether there is something says so by its name. */
  #isListed(assertion: TSESTree.CallExpression, { properties }: TSESTree.ObjectExpression): boolean {
    return (
      LISTS.test(calleeName(assertion)) &&
      properties.some((property) => property.type === 'Property' && this.#proof.isValue(property.value))
    );
  }

  /** `if (sort) { if (!COLUMNS.has(sort)) return; }`: where there is no value, there is none that could do harm. */
  #isGuardedWhereGiven({ test, consequent }: TSESTree.IfStatement): boolean {
    return (
      consequent.type === 'BlockStatement' &&
      this.#proof.isEmptiness(test, false) &&
      consequent.body.some((part) => part.type === 'IfStatement' && this.#isGuardStatement(part))
    );
  }

  /** `sort = 'name'`, where the value was not a known one. */
  #replaces(branch: Node): boolean {
    const replaced = replacedBy(branch);
    return replaced !== null && this.#proof.isValue(replaced);
  }
}
