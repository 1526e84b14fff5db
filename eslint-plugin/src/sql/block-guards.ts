import type { TSESTree } from '@typescript-eslint/utils';
import { alwaysExits } from '../ast/control-flow.ts';
import { calleeName, chainNames, receiver } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, unwrapAwaited } from '../ast/unwrap.ts';

/** The statements of a block that can guard a value. */
export interface BlockGuards {
  readonly ofAny: readonly Node[];
  /** Those that only replace a value, by the text of what they assign to. */
  readonly ofReplaced: ReadonlyMap<string, readonly Node[]>;
}

const guardsByBlock = perFile(() => new Map<Node, BlockGuards>());

/** Sorted once for a block: each value in it would else go through all its statements. */
export function guardsIn(
  sourceCode: SourceCode,
  block: TSESTree.BlockStatement | TSESTree.Program,
): BlockGuards {
  let guards = guardsByBlock(sourceCode).get(block);
  if (!guards) {
    const ofAny: Node[] = [];
    const ofReplaced = new Map<string, Node[]>();
    for (const statement of block.body) {
      const isCallback =
        block.type === 'Program' &&
        statement.type === 'ExpressionStatement' &&
        isRegistration(statement.expression);
      if (isCallback) continue;
      if (canGuard(statement)) ofAny.push(statement);
      else if (statement.type === 'IfStatement') {
        for (const replaced of replacedIn(statement)) {
          const text = textOf(sourceCode, unwrap(replaced));
          const others = ofReplaced.get(text);
          if (others) others.push(statement);
          else ofReplaced.set(text, [statement]);
        }
      }
    }
    guards = { ofAny, ofReplaced };
    guardsByBlock(sourceCode).set(block, guards);
  }
  return guards;
}

/** How an expression is spelled, but for spaces and what only TypeScript reads. */
export function textOf(sourceCode: SourceCode, node: Node): string {
  return sourceCode.getText(node).replace(/[!?\s]/g, '');
}

/** Whether a statement can guard a value whatever it is called. */
function canGuard(statement: Node): boolean {
  switch (statement.type) {
    case 'IfStatement':
      return (
        alwaysExits(statement.consequent) ||
        alwaysExits(statement.alternate) ||
        statementsOf(statement.consequent).some((part) =>
          part.type === 'IfStatement' ? alwaysExits(part.consequent) : assertionsIn(part).length > 0,
        )
      );
    case 'SwitchStatement':
      return true;
    case 'TryStatement':
      return statement.block.body.some((part) => canGuard(part) || part.type === 'IfStatement');
    default:
      return assertionsIn(statement).length > 0;
  }
}

/** The statements of a branch, with or without brackets. */
export function statementsOf(branch: TSESTree.Statement): readonly TSESTree.Statement[] {
  return branch.type === 'BlockStatement' ? branch.body : [branch];
}

/** `assertColumn(sort)`, awaited or not, and those of `await Promise.all([assertColumn(sort), assertOrder(order)])`. */
export function assertionsIn(statement: Node): TSESTree.CallExpression[] {
  const expression = statement.type === 'ExpressionStatement' ? unwrapAwaited(statement.expression) : null;
  if (expression?.type !== 'CallExpression') return [];
  const [list] = expression.arguments;
  if (list?.type === 'ArrayExpression' && chainNames(expression.callee)?.join('.') === 'Promise.all')
    return list.elements.flatMap((element) =>
      element?.type === 'CallExpression' && isAssertion(element) ? [element] : [],
    );
  return isAssertion(expression) ? [expression] : [];
}

function isAssertion(call: TSESTree.CallExpression): boolean {
  const object = receiver(call);
  return (
    ASSERTION.test(calleeName(call)) ||
    (object?.type === 'Identifier' && /^(?:assert|invariant)$/.test(object.name))
  );
}

/** What the last statement of a branch assigns to. */
export function replacedBy(branch: Node): Node | null {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  return last?.type === 'ExpressionStatement' && last.expression.type === 'AssignmentExpression'
    ? last.expression.left
    : null;
}

/** What the branches of an `if` assign to last, and those of an `if` within: `if (sort) { if (!COLUMNS.has(sort)) sort = 'id'; }`. */
function replacedIn({ consequent, alternate }: TSESTree.IfStatement): Node[] {
  const within = statementsOf(consequent).flatMap((part) =>
    part.type === 'IfStatement' ? [part.consequent, part.alternate] : [],
  );
  return [consequent, alternate, ...within].flatMap((branch) => (branch && replacedBy(branch)) ?? []);
}

/** `app.get('/users', handler)`: a call that says what happens later. */
function isRegistration(expression: Node): boolean {
  return expression.type === 'CallExpression' && expression.arguments.some(isFunction);
}

/** Names of functions that stop bad input by throwing. */
const ASSERTION =
  /^(?:assert|ensure|validate|invariant|verify|check|guard|require|must|(?:throw|reject)(?:If|Unless)|enforce|precondition|sanitize)/i;
