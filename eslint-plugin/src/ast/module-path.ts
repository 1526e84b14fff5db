import { calleeName, stringValue } from './names.ts';
import type { Node } from './node.ts';
import { unwrap } from './unwrap.ts';

/**
 * The module that an argument of `require` names; null where it is computed. What is put behind `__dirname` is a file
 * beside this one: `__dirname + '/db'`, `${__dirname}/db`, `path.join(__dirname, 'db')`.
 */
export function modulePath(argument: Node): string | null {
  const expression = unwrap(argument);
  const text = stringValue(expression);
  if (text !== null) return text;
  const behind = behindFolder(expression);
  return behind === null ? null : `./${behind.replace(/^\//, '')}`;
}

/** What stands behind the folder of this file. */
function behindFolder(node: Node): string | null {
  switch (node.type) {
    case 'BinaryExpression':
      return node.operator === '+' && isFolder(node.left) ? stringValue(node.right) : null;
    case 'TemplateLiteral': {
      const [expression, ...others] = node.expressions;
      const [before, after] = node.quasis;
      const isBeside = expression && others.length === 0 && isFolder(expression) && before?.value.raw === '';
      return isBeside ? (after?.value.cooked ?? null) : null;
    }
    case 'CallExpression': {
      const [folder, ...parts] = node.arguments;
      if (!/^(?:join|resolve)$/.test(calleeName(node) ?? '') || !folder || !isFolder(folder)) return null;
      const names = parts.map((part) => stringValue(part));
      return names.includes(null) ? null : names.join('/');
    }
    default:
      return null;
  }
}

function isFolder(node: Node): boolean {
  return node.type === 'Identifier' && node.name === '__dirname';
}
