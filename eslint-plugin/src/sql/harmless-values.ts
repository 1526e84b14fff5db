import type { TSESTree } from '@typescript-eslint/utils';
import { returnedExpressions } from '../ast/control-flow.ts';
import { calleeName } from '../ast/names.ts';
import type { FunctionNode, Node, Variable } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';

/** Functions that turn anything into a number, a date or a generated value. */
export const MAKES_HARMLESS =
  /^(?:Number|parseInt|parseFloat|BigInt|Boolean|isNaN|toFixed|getTime|toISOString|toJSON|randomUUID|uuidv?[1-7]?|nanoid|cuid|ulid|now|floor|ceil|round|max|min|abs|trunc|valueOf|getFullYear|getMonth|getDate|charCodeAt|indexOf|findIndex|toNumber|toPrecision|randomBytes|createHash|digest)$/;

/**
 * Whether the last statement that certainly ran before made a number of a variable: `page = Number(page)`,
 * `page = (page - 1) * 10`, and nothing assigns to it after that.
 */
export function isMadeHarmless(variable: Variable, node: TSESTree.Identifier): boolean {
  const writes = variable.references.filter((reference) => reference.isWrite());
  return writes.some(({ identifier, writeExpr }) => {
    const assignment = identifier.parent;
    if (assignment.type !== 'AssignmentExpression' || assignment.operator !== '=' || !writeExpr) return false;
    const block = assignment.parent.type === 'ExpressionStatement' ? assignment.parent.parent : null;
    const value = unwrap(writeExpr);
    const isNumber =
      value.type === 'UnaryExpression' ||
      (value.type === 'BinaryExpression' && /^(?:-|\*|\/|%|\*\*)$/.test(value.operator)) ||
      (value.type === 'CallExpression' && MAKES_HARMLESS.test(calleeName(value)));
    return (
      isNumber &&
      block !== null &&
      /^(?:BlockStatement|Program)$/.test(block.type) &&
      assignment.range[1] < node.range[0] &&
      node.range[1] <= block.range[1] &&
      writes.every(({ identifier: other }) => other.range[0] <= identifier.range[0])
    );
  });
}

/** A default value that shows what a parameter is for: a number, a boolean. */
export function isHarmlessDefault(node: Node): boolean {
  const value = unwrap(node);
  return value.type === 'Literal' && (typeof value.value === 'number' || typeof value.value === 'boolean');
}

/** `(name) => COLUMNS.includes(name)`, `(name) => name in COLUMNS`. */
export function isMembershipTest(fn: FunctionNode): boolean {
  return returnedExpressions(fn).some((returned) => {
    const test = unwrap(returned);
    if (test.type === 'BinaryExpression') return test.operator === 'in';
    return (
      test.type === 'CallExpression' &&
      /^(?:includes|has|hasOwn|hasOwnProperty|test|some)$/.test(calleeName(test))
    );
  });
}

/** `(column) => column.name === name`, alone or as one of several conditions. */
export function isSearchTest(fn: FunctionNode): boolean {
  return returnedExpressions(fn).some((returned) => isSearch(unwrap(returned)));
}

function isSearch(test: Node): boolean {
  if (test.type === 'LogicalExpression') return isSearch(unwrap(test.left)) || isSearch(unwrap(test.right));
  return test.type === 'BinaryExpression' && (test.operator === '===' || test.operator === '==');
}
