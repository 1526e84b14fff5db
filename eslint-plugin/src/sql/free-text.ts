import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, keyName, lastName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';
import { handleOf } from './handles.ts';
import { textMethodReceiver } from './text-sources.ts';

/** The outermost concatenation that a piece of text belongs to, past `.trim()` and its like. */
export function concatenation(node: Node): Node {
  let current = node;
  for (;;) {
    const parent = wrapped(current).parent;
    const isOperand = parent?.type === 'BinaryExpression' && parent.operator === '+';
    const outer = isOperand ? parent : parent?.type === 'MemberExpression' ? trimmed(parent) : null;
    if (!outer) return current;
    current = outer;
  }
}

/** The call in `text.trim()`, for its callee. */
function trimmed(callee: TSESTree.MemberExpression): Node | null {
  const call = callee.parent;
  return call.type === 'CallExpression' && call.callee === callee && textMethodReceiver(call) ? call : null;
}

/** Functions whose arguments are words for people, for clients, or for those who watch the program. */
const TALKING =
  /^(?:it|test|describe|log|info|warn|error|debug|trace|fatal|alert|child|table|captureMessage|captureException|addBreadcrumb|addEvent|increment|toBe|toEqual|toContain|toMatch|toThrow|toStrictEqual|toHaveBeenCalledWith|expect|Error|t|i18n|\$t|includes|startsWith|endsWith|indexOf|match|test|split|replace|replaceAll|addCommand|option|command|description|equal|equals|strictEqual|deepEqual|ok|assert|RegExp|print|send|end|json|post|put|patch|useState|set[A-Z]\w*|write|writeFile|writeFileSync|appendFile|appendFileSync)$/;

/** What words for people are kept under: `placeholder: 'SELECT …'`, `input.title = 'DELETE …'`. */
const FOR_PEOPLE =
  /^(?:examples?|description|documentation|placeholder|insertText|label|title|help|hint|tooltip|message|summary|caption)$/i;

/** Text that is kept for a query: not words for people, not a comparison, not a key, not JSX, not a directive. */
export function isFreeText(sourceCode: SourceCode, node: Node): boolean {
  const outer = wrapped(concatenation(node));
  const { parent } = outer;
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== outer && (calleeName(parent) === 'concat' || !isTalking(sourceCode, parent));
    case 'VariableDeclarator':
      return !(parent.id.type === 'Identifier' && FOR_PEOPLE.test(parent.id.name));
    case 'AssignmentExpression':
      return !FOR_PEOPLE.test(lastName(parent.left) ?? '');
    case 'ExportDefaultDeclaration':
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
    case 'PropertyDefinition':
    case 'ArrayExpression':
    case 'ConditionalExpression':
      return true;
    case 'Property':
      return (
        parent.value === outer &&
        !FOR_PEOPLE.test(keyName(parent) ?? '') &&
        (isKept(parent.parent) ||
          (/^(?:text|statement|queries|up|down)$|sql|query/i.test(keyName(parent) ?? '') &&
            !isTold(sourceCode, parent.parent)))
      );
    default:
      return false;
  }
}

/** Whether an object is kept under a name: `const SQL = { users: { list: 'SELECT …' } }`, `module.exports = { … }`, in `Object.freeze()` or not. */
function isKept(object: Node): boolean {
  let outer = wrapped(object);
  for (;;) {
    const { parent } = outer;
    switch (parent?.type) {
      case 'VariableDeclarator':
      case 'ExportDefaultDeclaration':
      case 'PropertyDefinition':
      case 'AssignmentExpression':
        return true;
      case 'Property':
        outer = wrapped(parent.parent);
        break;
      case 'CallExpression':
        if (calleeName(parent) !== 'freeze') return false;
        outer = wrapped(parent);
        break;
      default:
        return false;
    }
  }
}

/** Whether an object is told to somebody: `logger.child({ sql })`, `addBreadcrumb({ data: { query } })`. */
function isTold(sourceCode: SourceCode, object: Node): boolean {
  const { parent } = wrapped(object);
  if (parent?.type === 'Property') return isTold(sourceCode, parent.parent);
  if (parent?.type === 'ArrayExpression') return isTold(sourceCode, parent);
  const isArgument = parent?.type === 'CallExpression' || parent?.type === 'NewExpression';
  return isArgument && calleeName(parent) !== '' && isTalking(sourceCode, parent);
}

function isTalking(sourceCode: SourceCode, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (TALKING.test(calleeName(call) || 'log')) return true;
  const object = call.type === 'CallExpression' ? receiver(call) : null;
  return object !== null && handleOf(sourceCode, object).kind === 'other';
}
