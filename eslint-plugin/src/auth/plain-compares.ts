import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import { functionName } from '../ast/function-name.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { chainNames, wordsOf } from '../ast/names.ts';
import type { Node, Range, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { boundValue } from '../sql/bound-values.ts';
import { queriesOf, type Query } from '../sql/queries.ts';
import { clauseOf, commandsOf } from '../sql/statement.ts';
import { sourceRange } from '../sql/text.ts';
import type { Token } from '../sql/tokens.ts';
import { isPasswordName, isRepeatedName, passwordName } from './password-names.ts';

const COMPARES = /[!=]==?/;
const MENTIONS = /password|passwd|pwd|passphrase|passcode/i;

/** Comparisons of a stored password with one that somebody typed: both are plain text. */
export function* plainComparesOf(sourceCode: SourceCode): Generator<Node> {
  if (!MENTIONS.test(sourceCode.text) || !COMPARES.test(sourceCode.text)) return;
  for (const node of nodesWithin(sourceCode, sourceCode.ast)) {
    if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator) && isPlain(sourceCode, node)) {
      if (!asksForChange(sourceCode, node)) yield node;
    }
  }
}

/** `if (user.password !== dto.password) dto.password = await hash(dto.password)`: whether there is a new one to hash. */
function asksForChange(sourceCode: SourceCode, comparison: TSESTree.BinaryExpression): boolean {
  let condition: Node = comparison;
  while (condition.parent?.type === 'LogicalExpression') condition = condition.parent;
  const { parent } = condition;
  if (!comparison.operator.startsWith('!') || parent?.type !== 'IfStatement') return false;
  return /hash|bcrypt|argon2|scrypt|pbkdf2|encrypt/i.test(sourceCode.getText(parent.consequent));
}

function isPlain(sourceCode: SourceCode, { left, right }: TSESTree.BinaryExpression): boolean {
  const names = [left, right].map((side) => passwordName(sourceCode, side));
  if (names.some((name) => name === null || isRepeatedName(name))) return false;
  const isHashed = [left, right].some((side) => isMadeByHash(sourceCode, side));
  return !isHashed && ((isStored(left) && isGiven(right)) || (isStored(right) && isGiven(left)));
}

/** `const typed = setPassword(password, user.salt).passwordHash` */
function isMadeByHash(sourceCode: SourceCode, node: Node): boolean {
  const init = constantInit(findVariable(sourceCode, unwrap(node)));
  return init !== null && /hash|salt|crypt|digest|md5|sha\d/i.test(sourceCode.getText(init));
}

const ACCOUNT =
  /^(?:user|users|usr|account|accounts|row|rows|result|results|admin|member|customer|employee|student|teacher|found|existing|exist|exists|doc|document|record|person|client|driver|owner|patient|staff|seller|buyer|db|stored|saved)$/;
const INPUT =
  /^(?:req|request|body|form|input|dto|args|params|payload|credentials|credential|data|values|query|ctx|context|c|event|login)$/;

/** A column of a row: `user.password`, `rows[0].password`, `this.password` in `comparePassword()`. */
function isStored(node: Node): boolean {
  const expression = unwrap(node);
  if (expression.type !== 'MemberExpression') return false;
  const names = (chainNames(expression) ?? []).slice(0, -1);
  if (names.length === 0 || names.some((name) => INPUT.test(name))) return false;
  if (names.length === 1 && names[0] === 'this')
    return /compare|check|verify|valid|match|authenticate/i.test(functionNameAround(node));
  return names.some((name) => wordsOf(name).some((word) => ACCOUNT.test(word)));
}

/** What somebody typed: a variable, or a part of the request. */
function isGiven(node: Node): boolean {
  const expression = unwrap(node);
  if (expression.type === 'Identifier') return true;
  const names = expression.type === 'MemberExpression' ? (chainNames(expression) ?? []).slice(0, -1) : [];
  return names.some((name) => wordsOf(name).some((word) => INPUT.test(word)));
}

function functionNameAround(node: Node): string {
  const fn = enclosingFunction(node);
  return fn ? (functionName(fn) ?? '') : '';
}

/** `WHERE email = $1 AND password = $2` with the password as it was typed; `password = MD5($2)`. */
export function* sqlComparesOf(
  sourceCode: SourceCode,
): Generator<{ range: Range; algorithm: string | null }> {
  if (!MENTIONS.test(sourceCode.text)) return;
  for (const query of queriesOf(sourceCode)) {
    const { script } = query;
    if (query.reach === 'none') continue;
    for (const command of commandsOf(script)) {
      const where = command.verb === 'select' ? clauseOf(command, 'where') : undefined;
      for (let index = where?.first ?? 0; index < (where?.last ?? 0); index++) {
        const [column, equals, value] = script.tokens.slice(index, index + 3);
        if (!column || !value || equals?.text !== '=' || !isColumn(column)) continue;
        const algorithm = value.kind === 'word' && FAST.test(value.text) ? value.text : null;
        if (algorithm !== null && script.tokens[index + 3]?.text === '(')
          yield { range: sourceRange(query.sql, value.start, value.end), algorithm };
        else if (!/\bsalt\b/i.test(sourceCode.text) && isTyped(sourceCode, query, value))
          yield { range: sourceRange(query.sql, column.start, value.end), algorithm: null };
      }
    }
  }
}

const FAST = /^(?:MD5|SHA|SHA1|SHA2|SHA256|SHA512|PASSWORD|OLD_PASSWORD)$/;

function isColumn({ kind, text }: Token): boolean {
  return (kind === 'word' || kind === 'name') && isPasswordName(text.toLowerCase());
}

function isTyped(sourceCode: SourceCode, query: Query, value: Token): boolean {
  const node =
    value.kind === 'string'
      ? query.sql.holes.find(({ at }) => at >= value.start && at < value.end)?.node
      : boundValue(sourceCode, query, value);
  return node ? passwordName(sourceCode, node) !== null && !isHashedBefore(sourceCode, node) : false;
}

/** Whether the program has put a hash into the variable: `password = sha256(password)`. */
function isHashedBefore(sourceCode: SourceCode, node: Node): boolean {
  const variable = findVariable(sourceCode, node);
  return (variable?.references ?? []).some(({ identifier: { parent } }) => {
    const value = parent.type === 'AssignmentExpression' ? parent.right : null;
    return value !== null && /hash|sha\d|shajs|md5|digest|crypt/i.test(sourceCode.getText(value));
  });
}
