import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, lastName, wordsOf } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { passwordName } from './password-names.ts';

/** A slow hash that is set to be fast. */
export interface LowCost {
  readonly kind: 'bcrypt' | 'pbkdf2';
  /** The argument that sets the cost. */
  readonly node: Node;
  readonly cost: number;
}

const BCRYPT = /^(?:bcrypt|bcryptjs|bcrypt-ts|bcrypt-nodejs|@node-rs\/bcrypt|twin-bcrypt)$/;
/** There PBKDF2 makes a key of a secret, and stores no password. */
const ENCRYPTS = /create(?:C|Dec)ipheriv/;
const MIN_ROUNDS = 10;
const MIN_ITERATIONS = 100_000;

/** Costs of bcrypt below 10, and rounds of PBKDF2 below 100,000, that the file shows. */
export function* lowCostsOf(sourceCode: SourceCode): Generator<LowCost> {
  if (!/bcrypt|pbkdf2/i.test(sourceCode.text)) return;
  for (const call of inventoryOf(sourceCode).calls) {
    if (call.type !== 'CallExpression') continue;
    const name = calleeName(call);
    if (/^(?:hash|hashSync|genSalt|genSaltSync)$/.test(name) && isBcrypt(sourceCode, call)) {
      const node = call.arguments[name.startsWith('gen') ? 0 : 1];
      const cost = node ? numberOf(sourceCode, node) : null;
      if (node && cost !== null && cost < MIN_ROUNDS && !isRandomKey(call.arguments[0]))
        yield { kind: 'bcrypt', node, cost };
    } else if ((name === 'pbkdf2' || name === 'pbkdf2Sync') && !ENCRYPTS.test(sourceCode.text)) {
      const [password, , node] = call.arguments;
      const cost = node ? numberOf(sourceCode, node) : null;
      if (
        password &&
        node &&
        cost !== null &&
        cost < MIN_ITERATIONS &&
        passwordName(sourceCode, password) !== null
      )
        yield { kind: 'pbkdf2', node, cost };
    }
  }
}

/** `hash(apiKey, 8)`: what a program drew by lot cannot be guessed, however fast the hash is. */
function isRandomKey(value: Node | undefined): boolean {
  const words = value ? wordsOf(lastName(unwrap(value)) ?? '') : [];
  return /^(?:key|token|uuid)$/.test(words.at(-1) ?? '');
}

/** Whether a call is bcrypt's: of its module, or of a name like it that the file does not declare. */
export function isBcrypt(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  if (root.type !== 'Identifier') return false;
  const variable = findVariable(sourceCode, root);
  return BCRYPT.test(variable ? (importOf(variable)?.source ?? '') : root.name);
}

function numberOf(sourceCode: SourceCode, node: Node): number | null {
  const expression = unwrap(node);
  if (expression.type === 'Literal') return typeof expression.value === 'number' ? expression.value : null;
  if (expression.type !== 'Identifier') return null;
  const variable = findVariable(sourceCode, expression);
  const init = constantInit(variable);
  return init && unwrap(init).type === 'Literal' ? numberOf(sourceCode, init) : null;
}
