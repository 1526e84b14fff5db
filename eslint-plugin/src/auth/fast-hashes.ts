import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import { functionName } from '../ast/function-name.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, receiver, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { isPasswordName, passwordName } from './password-names.ts';

/** A password that goes into a hash made to be fast. */
export interface FastHash {
  readonly algorithm: string;
  readonly node: Node;
}

/** What messages call a hash whose name the program reads at run time. */
export const UNKNOWN_HASH = 'This hash';

const HASH_FUNCTION =
  /^(?:(?:hex_|b64_|js)?(?:md[245]|sha[-_]?(?:1|224|256|384|512)|sha3(?:_\d+)?|ripemd160)|hashStr|HmacSHA\d+|HmacMD5)$/i;

/** Passwords that a file hashes with md5, sha*, or an HMAC of them. */
export function* fastHashesOf(sourceCode: SourceCode): Generator<FastHash> {
  // Asking whether a password is known as leaked takes a fast hash.
  if (!HAS_HASH.test(sourceCode.text) || /pwned/i.test(sourceCode.text)) return;
  for (const call of inventoryOf(sourceCode).calls) {
    const found = call.type === 'CallExpression' ? fastHash(sourceCode, call) : null;
    if (
      found &&
      !isOfProtocol(sourceCode, call) &&
      !isSentAway(sourceCode, call) &&
      !isKey(call) &&
      !isInputOfSlowHash(sourceCode, found.node)
    )
      yield found;
  }
}

/** `md5(`${user}:${realm}:${password}`)` is what HTTP's Digest asks a client for. */
function isOfProtocol(sourceCode: SourceCode, call: Node): boolean {
  return /\brealm\b/i.test(sourceCode.getText(call));
}

/** `password: md5(password)` in what is sent to the API of somebody else, which asks for it. */
function isSentAway(sourceCode: SourceCode, call: Node): boolean {
  const { parent: property } = call;
  const isPart = property?.type === 'Property' && property.value === call;
  const fn = isPart ? enclosingFunction(call) : null;
  return fn !== null && SENDS.test(sourceCode.getText(fn));
}

const SENDS = /\b(?:fetch|axios|got|URLSearchParams|httpService)\b/;

/** `const signingKey = sha256(user.password)`: a key that dies with the password, and is stored nowhere. */
function isKey(call: Node): boolean {
  for (let node: Node | undefined = call; node; node = node.parent) {
    if (node.type === 'VariableDeclarator')
      return (
        node.id.type === 'Identifier' && /key$|secret|signing|cache|fingerprint|etag/i.test(node.id.name)
      );
    if (!/^(?:CallExpression|MemberExpression|AwaitExpression)$/.test(node.type)) return false;
  }
  return false;
}

const HAS_HASH = /createHash|createHmac|digest|md[245]|sha[-_]?\d|hashStr|\bhash\(/i;

function fastHash(sourceCode: SourceCode, call: TSESTree.CallExpression): FastHash | null {
  const name = calleeName(call);
  const [first, second] = call.arguments;
  const isPassword = (node: Node | undefined): boolean =>
    node !== undefined && passwordName(sourceCode, node) !== null;
  if (name === 'update' && isPassword(first)) {
    const made = hashObject(sourceCode, call);
    const [algorithm] = made?.arguments ?? [];
    if (!made || !algorithm) return null;
    return { algorithm: stringValue(unwrap(algorithm)) ?? UNKNOWN_HASH, node: algorithm };
  }
  if (HASH_FUNCTION.test(name) && isPassword(first))
    return { algorithm: name === 'hashStr' ? 'MD5' : name, node: call.callee };
  const algorithm = first ? stringValue(unwrap(first)) : null;
  const isAlgorithm = algorithm !== null && HASH_FUNCTION.test(algorithm);
  if ((name === 'hash' || name === 'digest') && first && isAlgorithm && isPassword(second))
    return { algorithm, node: first };
  return null;
}

/** `createHash(…)` at the start of a chain, or in the variable at its start. */
function hashObject(sourceCode: SourceCode, update: TSESTree.CallExpression): TSESTree.CallExpression | null {
  let current: Node | null = receiver(update);
  for (let depth = 0; current && depth < 5; depth++) {
    if (current.type === 'CallExpression') {
      if (/^create(?:Hash|Hmac)$/.test(calleeName(current))) return current;
      current = receiver(current);
    } else if (current.type === 'Identifier') {
      const variable = findVariable(sourceCode, current);
      const init: Node | null = constantInit(variable);
      current = init ? unwrap(init) : null;
    } else {
      return null;
    }
  }
  return null;
}

/** A fast hash before a slow one only shortens the password for it. */
function isInputOfSlowHash(sourceCode: SourceCode, node: Node): boolean {
  const fn = enclosingFunction(node);
  if (!fn) return false;
  if (SLOW.test(sourceCode.text) && (isPutBack(node, fn) || /pepper|pre_?hash/i.test(functionName(fn) ?? '')))
    return true;
  for (const inside of nodesWithin(sourceCode, fn)) {
    if (inside.type !== 'CallExpression') continue;
    if (chainNames(inside.callee)?.some((name) => SLOW.test(name))) return true;
  }
  return false;
}

const SLOW = /bcrypt|argon2|scrypt|pbkdf2/i;

/** `password = createHash('sha512').update(password).digest('hex')`. */
function isPutBack(node: Node, fn: Node): boolean {
  for (let current: Node | undefined = node; current && current !== fn; current = current.parent)
    if (current.type === 'AssignmentExpression')
      return current.left.type === 'Identifier' && isPasswordName(current.left.name);
  return false;
}
