import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { calleeName, receiver, stringValue } from '../ast/names.ts';
import type { Node } from '../ast/node.ts';

/** What an expression only writes in another way: `Buffer.from(KEY)`, `String(KEY)`, `KEY.trim()`, `${KEY}`, `[].concat(KEYS)`. */
export function sameText(
  node: TSESTree.CallExpression | TSESTree.TemplateLiteral | TSESTree.Literal,
): Node | null {
  if (node.type === 'TemplateLiteral') return onlyExpression(node);
  if (node.type === 'Literal') return null;
  const name = calleeName(node);
  const object = receiver(node);
  switch (name) {
    case 'from':
    case 'encode':
    case 'createSecretKey':
    case 'importPKCS8':
      return argumentAt(node, 0);
    case 'String':
      return object ? null : argumentAt(node, 0);
    case 'toString':
    case 'trim':
      return object;
    case 'concat':
      return object?.type === 'ArrayExpression' && object.elements.length === 0 ? argumentAt(node, 0) : null;
    default:
      return null;
  }
}

function onlyExpression({ quasis, expressions }: TSESTree.TemplateLiteral): Node | null {
  const [only] = expressions;
  return expressions.length === 1 && quasis.every(({ value }) => value.raw === '') && only ? only : null;
}

/**
 * What a call gives where something is missing: `config.get('JWT_SECRET', 'x')` of a configuration, `_.defaultTo(KEY, 'x')`,
 * `get('KEY').default('x').asString()` of env-var.
 */
export function standInOf(call: TSESTree.CallExpression): Node | null {
  const name = calleeName(call);
  const [first] = call.arguments;
  if (/^as[A-Z]/.test(name)) return defaultInChain(call);
  if (!first || !receiver(call)) return null;
  const isSetting = name === 'get' && stringValue(first) !== null;
  return isSetting || name === 'defaultTo' ? argumentAt(call, 1) : null;
}

function defaultInChain(call: TSESTree.CallExpression): Node | null {
  for (let link = receiver(call); link?.type === 'CallExpression'; link = receiver(link))
    if (calleeName(link) === 'default') return argumentAt(link, 0);
  return null;
}
