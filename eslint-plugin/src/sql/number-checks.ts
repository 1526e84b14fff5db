import { alwaysExits } from '../ast/control-flow.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { calleeName } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';

/** What a program asks about a number. */
export interface Looks {
  /** Whether it asks if it is a number, an integer, or anything at all. */
  readonly isChecked: boolean;
  /** Whether it compares it with another number. */
  readonly isCompared: boolean;
}

/** Calls that ask about a number. */
export const CHECKS =
  /^(?:isNaN|isInteger|isFinite|isSafeInteger|isNumber|isNumeric|isInt|test|includes|has|assert\w*|(?:get)?valid\w*|check\w*|ensure\w*|require\w*|clamp\w*|normali[sz]e\w*|parse\w+|sanitize\w*|bound\w*)$/i;
/**
 * Whether what is converted was looked at: `size < 100 ? parseInt(size) : 100`, `if (isNumeric(id)) find(Number(id))`,
 * `if (Number(total) <= 0) return;` before.
 */
export function looksBefore(sourceCode: SourceCode, conversion: Node): Looks {
  const [source] = conversion.type === 'CallExpression' ? conversion.arguments : [];
  if (!source) return { isChecked: false, isCompared: false };
  const texts = [sourceCode.getText(source), sourceCode.getText(conversion)];
  const isAsked = (side: Node): boolean => texts.includes(sourceCode.getText(side));
  const nodes = testsBefore(conversion).flatMap((test) => [...nodesWithin(sourceCode, test)]);
  return {
    isChecked: nodes.some(
      (node) =>
        node.type === 'CallExpression' && CHECKS.test(calleeName(node)) && node.arguments.some(isAsked),
    ),
    isCompared: nodes.some(
      (node) =>
        node.type === 'BinaryExpression' &&
        /^[<>]=?$/.test(node.operator) &&
        (isAsked(node.left) || isAsked(node.right)),
    ),
  };
}

/** The conditions that a program has asked when it comes to an expression. */
function testsBefore(expression: Node): Node[] {
  const tests: Node[] = [];
  for (
    let inner = expression, outer = expression.parent;
    outer && !isFunction(outer);
    inner = outer, outer = outer.parent
  ) {
    if (outer.type === 'BlockStatement') {
      for (const before of outer.body.slice(
        0,
        outer.body.findIndex((each) => each === inner),
      ))
        if (before.type === 'IfStatement' && alwaysExits(before.consequent)) tests.push(before.test);
    } else if (
      (outer.type === 'ConditionalExpression' || outer.type === 'IfStatement') &&
      outer.test !== inner
    )
      tests.push(outer.test);
  }
  return tests;
}
