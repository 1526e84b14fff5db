import { constantInit } from '../ast/constant.ts';
import { calleeName, chainNames, receiver, wordsOf } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';

const PASSWORD = /^(?:password|passwd|pwd|passphrase|passcode)\d?$/;
const NOT_PLAIN = /^(?:hash|hashed|encrypted|encoded|digest|crypted|salted|scrambled)$/;
const REPEATED = /^(?:confirm|confirmed|confirmation|repeat|repeated|again|retype|retyped|verify|match)$/;

/** Whether a name is that of a password in plain text. */
export function isPasswordName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return (
    (PASSWORD.test(last) || PASSWORD.test(words.slice(-2).join(''))) &&
    !words.some((word) => NOT_PLAIN.test(word))
  );
}

/** Whether a name is that of the second field of a form, which must repeat the first. */
export function isRepeatedName(name: string): boolean {
  return wordsOf(name).some((word) => REPEATED.test(word)) || /\d$/.test(name);
}

/** The name by which an expression is a password in plain text: `password`, `req.body.password`, `user.pwd.trim()`. */
export function passwordName(sourceCode: SourceCode, node: Node, depth = 0): string | null {
  const expression = unwrapAwaited(node);
  if (depth > 4) return null;
  switch (expression.type) {
    case 'Identifier': {
      if (!isPasswordName(expression.name)) return null;
      const variable = findVariable(sourceCode, expression);
      const init = constantInit(variable);
      const isMade = init !== null && unwrapAwaited(init).type === 'CallExpression';
      return isMade && passwordName(sourceCode, init, depth + 1) === null ? null : expression.name;
    }
    case 'MemberExpression': {
      const last = chainNames(expression)?.at(-1);
      return last !== undefined && isPasswordName(last) ? last : null;
    }
    case 'TemplateLiteral':
      return firstOf(expression.expressions, sourceCode, depth);
    case 'BinaryExpression':
      return expression.operator === '+'
        ? firstOf([expression.left, expression.right], sourceCode, depth)
        : null;
    case 'CallExpression': {
      const name = calleeName(expression);
      const object = receiver(expression);
      if (object && /^(?:trim|toString|normalize|valueOf)$/.test(name))
        return passwordName(sourceCode, object, depth + 1);
      return /^(?:String|from|encode)$/.test(name) ? firstOf(expression.arguments, sourceCode, depth) : null;
    }
    default:
      return null;
  }
}

function firstOf(nodes: readonly Node[], sourceCode: SourceCode, depth: number): string | null {
  for (const node of nodes) {
    const name = passwordName(sourceCode, node, depth + 1);
    if (name !== null) return name;
  }
  return null;
}
