import type { TSESTree } from '@typescript-eslint/utils';
import { alwaysExits, isInside } from '../ast/control-flow.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import type { Trail } from '../ast/undeclared.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { isGuarded } from './guards.ts';

/**
 * Whether a statement before a place gives a variable another value on each way through it, so that what it held
 * before is gone: `if (sort === 'new') sort = 'date DESC'; else sort = 'id';`.
 */
export function isReplacedBefore(
  sourceCode: SourceCode,
  variable: Trail,
  read: TSESTree.Identifier,
): boolean {
  const writes = variable.references.flatMap(({ identifier, writeExpr }) =>
    writeExpr ? [{ identifier, writeExpr }] : [],
  );
  // `sort = sort.trim()` keeps what it had; `sort = COLUMNS[sort]` and `sort = ALLOWED.includes(sort) ? sort : 'id'` do not.
  const isKept = writes.some(
    ({ writeExpr }) =>
      !isLookup(writeExpr) &&
      variable.references.some(
        ({ identifier }) =>
          isInside(identifier, writeExpr) &&
          !isInTest(identifier, writeExpr) &&
          !isGuarded(sourceCode, identifier),
      ),
  );
  if (isKept) return false;
  const targets = new Set<Node>(writes.map(({ identifier }) => identifier));
  let inner: Node = read;
  for (let outer: Node | undefined = read.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.type !== 'BlockStatement' && outer.type !== 'Program') continue;
    const last = inner;
    if (outer.body.some((statement) => statement.range[1] <= last.range[0] && replaces(statement, targets)))
      return true;
  }
  return false;
}

/** Whether a choice only asks for something, `ALLOWED.includes(sort) ? … : …`, and takes something else. */
function isInTest(node: Node, choice: Node): boolean {
  const value = unwrapAwaited(choice);
  return value.type === 'ConditionalExpression' && isInside(node, value.test);
}

/** `COLUMNS[sort]`, `COLUMNS[sort] ?? 'id'`: what is looked up, and nothing of what asks for it. */
export function isLookup(node: Node): boolean {
  const value = unwrapAwaited(node);
  return value.type === 'LogicalExpression'
    ? isLookup(value.left)
    : value.type === 'MemberExpression' && value.computed;
}

/** An `if` with an `else`, or a `switch` with a `default`, of which each way replaces the value or leaves. */
function isChoice(statement: Node, targets: ReadonlySet<Node>): boolean {
  if (statement.type === 'IfStatement')
    return replaces(statement.consequent, targets) && replaces(statement.alternate, targets);
  if (statement.type !== 'SwitchStatement' || !statement.cases.some(({ test }) => test === null))
    return false;
  return statement.cases.every(
    ({ consequent }, index) =>
      (consequent.length === 0 && index < statement.cases.length - 1) ||
      consequent.some((part) => replaces(part, targets)),
  );
}

function replaces(branch: Node | null, targets: ReadonlySet<Node>): boolean {
  if (branch === null) return false;
  if (branch.type === 'BreakStatement') return false;
  if (branch.type === 'BlockStatement') return branch.body.some((part) => replaces(part, targets));
  if (branch.type === 'ExpressionStatement' && branch.expression.type === 'AssignmentExpression')
    return branch.expression.operator === '=' && targets.has(branch.expression.left);
  return branch.type === 'IfStatement'
    ? isChoice(branch, targets)
    : alwaysExits(branch) || isChoice(branch, targets);
}
