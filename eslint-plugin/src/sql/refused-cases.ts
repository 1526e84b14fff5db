import type { TSESTree } from '@typescript-eslint/utils';
import { alwaysExits } from '../ast/control-flow.ts';
import { calleeName, chainNames, keyName } from '../ast/names.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';

/** `name` and `!name`, `role === 'admin'` and `role !== 'admin'`: one of them holds. */
export function areOpposites(sourceCode: SourceCode, one: Node, other: Node): boolean {
  const text = (node: Node): string => sourceCode.getText(node);
  const isNegation = (of: Node, node: Node): boolean =>
    of.type === 'UnaryExpression' && of.operator === '!' && text(of.argument) === text(node);
  if (isNegation(one, other) || isNegation(other, one)) return true;
  return (
    one.type === 'BinaryExpression' &&
    other.type === 'BinaryExpression' &&
    text(one.left) === text(other.left) &&
    text(one.right) === text(other.right) &&
    /^[!=]==?$/.test(one.operator) &&
    one.operator.startsWith('!') !== other.operator.startsWith('!')
  );
}

/** What a program calls to refuse what it is given. */
const REFUSES = /^(?:assert|ensure|invariant|validate|require|check|verify|refuse|expect)/i;

/** So many statements before one are looked at. */
const MAX_BEFORE = 100;

/** Whether the program leaves before a text is run, for a reason that has to do with what a test asks. */
export function isRefused(sourceCode: SourceCode, text: Variable | null, test: Node, use: Node): boolean {
  const asked = [...namesIn(sourceCode, test), ...(text ? [text.name] : [])];
  const isOfSame = (node: Node): boolean =>
    namesIn(sourceCode, node).some((name) => asked.some((other) => isSame(name, other)));
  for (let inner: Node = use, node: Node | undefined = use.parent; node; inner = node, node = node.parent) {
    if (node.type === 'IfStatement' && inner !== node.test && isOfSame(node.test)) return true;
    if (node.type !== 'BlockStatement' && node.type !== 'Program') continue;
    const { body } = node;
    const end = body.findIndex((statement) => statement === inner);
    for (const statement of body.slice(Math.max(0, end - MAX_BEFORE), Math.max(0, end))) {
      if (statement.type === 'IfStatement' && leaves(statement) && isOfSame(statement.test)) return true;
      const call = statement.type === 'ExpressionStatement' ? unwrapAwaited(statement.expression) : null;
      if (call?.type === 'CallExpression' && REFUSES.test(calleeName(call)) && isOfSame(call)) return true;
    }
  }
  return false;
}

function leaves({ consequent, alternate }: TSESTree.IfStatement): boolean {
  return (
    alwaysExits(consequent) ||
    alwaysExits(alternate) ||
    (alternate?.type === 'IfStatement' && leaves(alternate))
  );
}

/** How far an expression is taken apart, of which looking up a variable is a third. */
const MAX_DEPTH = 30;
const LOOKUP = 10;

/** The values that an expression depends on, as they are spelled: `filter.name` and `id` in `filter.name && id > 0`. */
function namesIn(sourceCode: SourceCode, node: Node, depth = 0): string[] {
  const expression = unwrapAwaited(node);
  const recurse = (inner: Node | null, further = 1): string[] =>
    inner && depth < MAX_DEPTH ? namesIn(sourceCode, inner, depth + further) : [];
  switch (expression.type) {
    case 'Identifier':
      return [expression.name, ...heldNames(sourceCode, expression, (held) => recurse(held, LOOKUP))];
    case 'MemberExpression':
      return expression.object.type === 'CallExpression'
        ? recurse(expression.object)
        : [(chainNames(expression) ?? []).filter((name) => name !== 'length').join('.')];
    case 'CallExpression':
      return [
        ...(expression.callee.type === 'MemberExpression' ? recurse(expression.callee.object) : []),
        ...expression.arguments.flatMap((argument) => recurse(argument)),
      ].filter((name) => !/^(?:Object|Array|Number|String|Boolean)$/.test(name));
    case 'UnaryExpression':
      return recurse(expression.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return [...recurse(expression.left), ...recurse(expression.right)];
    case 'ArrayExpression':
      return expression.elements.flatMap((element) => recurse(element));
    default:
      return [];
  }
}

/** What a variable is made of: `req.body.name` for `const { name } = req.body`, `req.body` for `const { error } = check(req.body)`. */
function heldNames(
  sourceCode: SourceCode,
  identifier: TSESTree.Identifier,
  namesOf: (node: Node) => string[],
): string[] {
  const definition = findVariable(sourceCode, identifier)?.defs[0];
  if (definition?.type !== 'Variable' || !definition.node.init) return [];
  const { id, init } = definition.node;
  if (id.type !== 'ObjectPattern' || unwrapAwaited(init).type === 'CallExpression') return namesOf(init);
  const property = id.properties.find(
    ({ value }) =>
      value === definition.name || (value?.type === 'AssignmentPattern' && value.left === definition.name),
  );
  const key = property?.type === 'Property' ? keyName(property) : null;
  return key === null ? [] : namesOf(init).map((name) => `${name}.${key}`);
}

/** `filter` and `filter.name`, `req.query.name` and `name`: what is asked of one has to do with the other. */
function isSame(one: string, other: string): boolean {
  return (
    one === other ||
    one.startsWith(`${other}.`) ||
    other.startsWith(`${one}.`) ||
    one.split('.').at(-1) === other.split('.').at(-1)
  );
}
