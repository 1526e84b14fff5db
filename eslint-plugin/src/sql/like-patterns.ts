import type { TSESTree } from '@typescript-eslint/utils';
import { constantValue } from '../ast/constant.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, memberName, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap, unwrapAwaited } from '../ast/unwrap.ts';
import { boundValue } from './bound-values.ts';
import { fileDialect } from './handles.ts';
import { type Query, queriesOf } from './queries.ts';
import { CONDITIONS } from './query-builders.ts';
import { isD1, isImportedSqlite } from './sqlite.ts';
import { holeAt } from './text.ts';
import { endAt, isSymbolAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/** What is put between the wildcards of a pattern for LIKE: `q` in `%${q}%`. */
export interface PatternPart {
  readonly node: Node;
  /** Whether the pattern is all that it is for, and a `\` in it escapes: not so in SQLite. */
  readonly canBeEscaped: boolean;
}

/** What a file puts between the wildcards of patterns. */
export function patternParts(sourceCode: SourceCode): PatternPart[] {
  const parts: PatternPart[] = [];
  if (!/like/i.test(sourceCode.text)) return parts;
  for (const query of queriesOf(sourceCode)) {
    // The values of TypeORM's builder go by names, and may be set anywhere.
    if (CONDITIONS.test(query.method ?? '')) continue;
    const { tokens } = query.script;
    tokens.forEach((token, index) => {
      if (token.kind === 'word' && (token.text === 'LIKE' || token.text === 'ILIKE'))
        parts.push(...partsAfter(sourceCode, query, index + 1));
    });
  }
  const canBeEscaped = fileDialect(sourceCode) !== 'sqlite';
  for (const pattern of builderPatterns(sourceCode))
    for (const node of wildcardParts(sourceCode, pattern)) parts.push({ node, canBeEscaped });
  return parts;
}

/** Whether the database takes `\` for an escape without being told so. */
function hasDefaultEscape(sourceCode: SourceCode, { dialect, runner, script }: Query): boolean {
  if (dialect === 'sqlite' || script.tokens.some(({ text }) => text === 'ESCAPE')) return false;
  return !runner || !(isD1(sourceCode, runner) || isImportedSqlite(sourceCode, runner));
}

/** What follows LIKE: a placeholder, `'%' || $1 || '%'`, `CONCAT('%', ?, '%')`, `lower($1)`. */
function partsAfter(sourceCode: SourceCode, query: Query, first: number): PatternPart[] {
  const canEscape = hasDefaultEscape(sourceCode, query);
  const operands = operandTokens(query, first);
  const isJoined = operands.some(({ kind, text }) => kind === 'string' && /[%_]/.test(text));
  return operands.flatMap((token) => {
    if (token.kind === 'hole' && holeAt(query.sql, token.start)?.entry !== 'bound') return [];
    const value = boundValue(sourceCode, query, token);
    if (!value) return [];
    // `name LIKE '%' || $1 || '%' OR code = $1`: the same value is compared with something else.
    const isShared =
      /^[$:@]/.test(token.text) && query.script.tokens.filter(({ text }) => text === token.text).length > 1;
    const nodes = isJoined ? [value] : wildcardParts(sourceCode, value);
    return nodes.map((node) => ({ node, canBeEscaped: canEscape && !isShared }));
  });
}

/** The tokens of the pattern: operands with `||` between them, and what their brackets hold. */
function operandTokens({ script }: Query, first: number): Token[] {
  const found: Token[] = [];
  for (let index = first; ; index += 2) {
    const begin = index;
    index = endAt(script, index);
    if (isSymbolAt(script, index + 1, '(')) index = endAt(script, index + 1);
    found.push(...script.tokens.slice(begin, index + 1));
    while (isSymbolAt(script, index + 1, '::')) index += 2;
    if (!isSymbolAt(script, index + 1, '||')) return found;
  }
}

/** What a program puts between `%` and `%`. */
function wildcardParts(sourceCode: SourceCode, node: Node, depth = 0): Node[] {
  const expression = unwrapAwaited(node);
  if (depth > 5) return [];
  const recurse = (inner: Node): Node[] => wildcardParts(sourceCode, inner, depth + 1);
  switch (expression.type) {
    case 'TemplateLiteral':
      return expression.quasis.some(({ value }) => value.raw.includes('%')) ? expression.expressions : [];
    case 'BinaryExpression': {
      const operands = operandsOf(expression);
      const hasWildcard = operands.some((operand) => (stringValue(operand) ?? '').includes('%'));
      return hasWildcard ? operands : [];
    }
    case 'ConditionalExpression':
      return [...recurse(expression.consequent), ...recurse(expression.alternate)];
    case 'LogicalExpression':
      return [...recurse(expression.left), ...recurse(expression.right)];
    case 'CallExpression':
      return expression.callee.type === 'MemberExpression' &&
        /^to(?:Lower|Upper)Case$/.test(calleeName(expression))
        ? recurse(expression.callee.object)
        : [];
    case 'Identifier': {
      const init = constantValue(sourceCode, expression);
      return init ? recurse(init) : [];
    }
    default:
      return [];
  }
}

function operandsOf(node: TSESTree.BinaryExpression): Node[] {
  if (node.operator !== '+') return [node];
  const left = unwrap(node.left);
  return [...(left.type === 'BinaryExpression' ? operandsOf(left) : [left]), unwrap(node.right)];
}

/** `where('name', 'ilike', pattern)`, `whereLike('name', pattern)`, `like(users.name, pattern)`, `{ [Op.like]: pattern }`. */
function builderPatterns(sourceCode: SourceCode): Node[] {
  const { calls, objects } = inventoryOf(sourceCode);
  const found: Node[] = [];
  for (const call of calls) {
    const name = calleeName(call);
    const [first, second, third] = call.arguments;
    if (/where/i.test(name) && third && second && /^(?:not )?i?like$/i.test(stringValue(second) ?? ''))
      found.push(third);
    else if (/^(?:and|or)?where(?:not)?i?like$/i.test(name) && second) found.push(second);
    else if (/^(?:notI?l|il|l)ike$/i.test(name))
      found.push(...[second ?? first].filter((node) => node !== undefined));
  }
  for (const object of objects) {
    for (const property of object.properties) {
      if (property.type !== 'Property' || !property.computed || property.key.type !== 'MemberExpression')
        continue;
      if (/^(?:not)?i?like$/i.test(memberName(property.key) ?? '')) found.push(property.value);
    }
  }
  return found;
}
