import type { TSESTree } from '@typescript-eslint/utils';
import { constantValue } from '../ast/constant.ts';
import { alwaysExits } from '../ast/control-flow.ts';
import { calleeName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import {
  assertionsIn,
  type BlockGuards,
  guardsIn,
  replacedBy,
  statementsOf,
  textOf,
} from './block-guards.ts';
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
  const init = constantValue(sourceCode, value);
  if (init?.type !== 'LogicalExpression' || init.right.type !== 'Literal') return [];
  const given = unwrap(init.left);
  return isNeverChanged(sourceCode, given) ? [given] : [];
}

/** Names of functions that compare with what is allowed. */
const LISTS =
  /(?:allow|green|white|safe|block)_?list|allowed|enum|one_?of|in_?(?:list|set|array)|sort|order|column/i;

class GuardSearch {
  readonly #sourceCode: SourceCode;
  readonly #value: Node;
  readonly #proof: ValueProof;
  /** A text that was made before its parts are replaced keeps what they were. */
  #isReplaceable = true;
  /** The texts that were asked, one of them perhaps while it is being asked: code that is being typed may name itself. */
  readonly #texts = new Map<Node, boolean>();

  constructor(sourceCode: SourceCode, value: Node, asked: Node) {
    this.#sourceCode = sourceCode;
    this.#value = value;
    this.#proof = new ValueProof(sourceCode, textOf(sourceCode, asked));
  }

  succeeds(place: Node = this.#value): boolean {
    let inner = place;
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
      case 'VariableDeclarator':
        return this.#isGuardedInUse(outer);
      case 'BlockStatement':
      case 'Program':
        return this.#isGuardedBefore(guardsIn(this.#sourceCode, outer), inner);
      default:
        return false;
    }
  }

  /** `const text = `"${sort}"`; … COLUMNS.includes(sort) ? `ORDER BY ${text}` : ''`: wherever the text is used, the check came out well. */
  #isGuardedInUse(text: TSESTree.VariableDeclarator): boolean {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, false);
    const { id, init } = text;
    const isText = init?.type === 'TemplateLiteral' || init?.type === 'BinaryExpression';
    if (!isText || !isNeverChanged(this.#sourceCode, this.#value)) return false;
    const uses = findVariable(this.#sourceCode, id)?.references.filter((reference) => !reference.init) ?? [];
    const isReplaceable = this.#isReplaceable;
    this.#isReplaceable = false;
    const isGuarded = uses.length > 0 && uses.every(({ identifier }) => this.succeeds(identifier));
    this.#isReplaceable = isReplaceable;
    this.#texts.set(text, isGuarded);
    return isGuarded;
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

  /** `if (sort) { if (!COLUMNS.has(sort)) return; }`, `if (sort) assertColumn(sort)`: where there is no value, there is none that could do harm. */
  #isGuardedWhereGiven({ test, consequent }: TSESTree.IfStatement): boolean {
    return (
      this.#proof.isEmptiness(test, false) &&
      statementsOf(consequent).some((part) => this.#isGuardStatement(part))
    );
  }

  /** `sort = 'name'`, where the value was not a known one. */
  #replaces(branch: Node): boolean {
    const replaced = this.#isReplaceable ? replacedBy(branch) : null;
    return replaced !== null && this.#proof.isValue(replaced);
  }
}

/** Whether the variable that a value is, or is read from, is only set where it is declared. */
function isNeverChanged(sourceCode: SourceCode, value: Node): boolean {
  let object = value;
  while (object.type === 'MemberExpression') object = unwrap(object.object);
  const variable = findVariable(sourceCode, object);
  return variable?.references.every((reference) => reference.init || !reference.isWrite()) ?? false;
}
