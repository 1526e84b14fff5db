import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction } from '../ast/control-flow.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, memberName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { propertyOf } from '../sql/validation.ts';
import { isBcrypt } from './hash-costs.ts';
import { passwordName } from './password-names.ts';

/** A file that asks for a least length of passwords: `password.length < 8`, `password: z.string().min(8)`. */
const LEAST =
  /passw(?:or)?d\w*\.(?:trim\(\)\.)?length\s*<=?\s*\d|passw(?:or)?d\w*['"]?\s*:\s*(?:z|[jJ]oi|yup)\s*\.string\(\)[^,;]*?\.min\(/i;

/** Anything that may be about a greatest length. */
const GREATEST =
  /passw(?:or)?d\w*\.(?:trim\(\)\.)?length\s*>|byteLength|truncates|isLength|\bmax(?:Length|_length)?\b\s*[(:=]|\.length\s*>|\b72\b|refine|createHash|createHmac|isStrongPassword/i;

/** Passwords that bcrypt cuts off, in files that look at the length of passwords and leave it open above. */
export function* cutPasswordsOf(sourceCode: SourceCode): Generator<Node> {
  const { text } = sourceCode;
  if (!/bcrypt/i.test(text) || !LEAST.test(text) || GREATEST.test(text)) return;
  for (const call of inventoryOf(sourceCode).calls) {
    const [password] = call.arguments;
    if (call.type !== 'CallExpression' || !password || !hashes(sourceCode, call)) continue;
    if (passwordName(sourceCode, password) !== null && !isGivenByProgram(sourceCode, password))
      yield password;
  }
}

/** `account = { password: data.id }` before `hash(account.password)`: a first password that is another value of the account. */
function isGivenByProgram(sourceCode: SourceCode, password: Node): boolean {
  if (password.type !== 'MemberExpression' || password.object.type !== 'Identifier') return false;
  const { name } = password.object;
  const key = memberName(password);
  const fn = enclosingFunction(password);
  return inventoryOf(sourceCode).objects.some((object) => {
    const { parent } = object;
    const target =
      parent.type === 'AssignmentExpression'
        ? parent.left
        : parent.type === 'VariableDeclarator'
          ? parent.id
          : null;
    if (target?.type !== 'Identifier' || target.name !== name || enclosingFunction(object) !== fn)
      return false;
    const value = key === null ? null : propertyOf(object, key);
    return value?.type === 'MemberExpression' && /^(?:\w+_)?id$|Id$/.test(memberName(value) ?? '');
  });
}

function hashes(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  return /^hash(?:Sync)?$/.test(calleeName(call)) && isBcrypt(sourceCode, call);
}
