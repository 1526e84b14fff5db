import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isFunction, type Node, type Range, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import type { PlacedHole } from './placed-holes.ts';
import type { Query } from './queries.ts';
import { BINDABLE, commandsOf } from './statement.ts';
import { operands } from './text-sources.ts';
import { sourceRange } from './text.ts';
import { isSymbolAt, wordAt } from './token-at.ts';

interface Binding {
  readonly placeholder: string;
  readonly fix: TSESLint.ReportFixFunction;
}

/** Puts a placeholder where a value is spliced in, and the value into the array of parameters. */
export function bindValue(sourceCode: SourceCode, query: Query, placed: PlacedHole): Binding | null {
  const { runner } = query;
  if (runner?.type !== 'CallExpression' || !/^(?:query|execute)$/.test(query.method ?? '')) return null;
  const [text, values] = runner.arguments;
  if (!text || query.sql.node !== unwrap(text)) return null;
  const { token, hole } = placed;
  if (!canTakePlaceholder(query, placed)) return null;
  if (query.sql.holes.filter(({ at }) => at >= token.start && at < token.end).length !== 1) return null;
  const value = valueCode(sourceCode, query, placed);
  const list = arrayOf(values);
  if (value === null || list === undefined) return null;
  const numbering = placeholderFor(query, placed, list);
  if (!numbering) return null;
  const [start, end] = sourceRange(query.sql, token.start, token.end);
  // Of what begins or ends in a constant of another place the whole text is the stretch.
  if (start <= query.sql.node.range[0] || start > hole.range[0] || end < hole.range[1]) return null;
  const replacement = placeholderBetween(query.sql.node, hole.node, [start, end], numbering.placeholder);
  if (!replacement) return null;
  return {
    placeholder: numbering.placeholder,
    fix: (fixer) => [
      fixer.replaceTextRange([...replacement.range], replacement.code),
      ...insertInto(fixer, sourceCode, runner, list, numbering.index, value),
    ],
  };
}

/** Words before a literal of a type, `interval '1 day'`, where no placeholder may stand. */
const TYPE_OF_LITERAL =
  /^(?:INTERVAL|DATE|TIME|TIMESTAMP|TIMESTAMPTZ|JSON|JSONB|UUID|INET|CIDR|POINT|BOX|BYTEA|NUMERIC|ZONE)$/;

/**
 * Whether a placeholder may stand where a value does: in one statement that takes them, in the place of a whole literal,
 * and not of a list, `IN (${ids})`, which is more than one value.
 */
function canTakePlaceholder({ script }: Query, { index, isQuoted }: PlacedHole): boolean {
  if (isQuoted && TYPE_OF_LITERAL.test(wordAt(script, index - 1))) return false;
  const isList = wordAt(script, index - 2) === 'IN' && isSymbolAt(script, index + 1, ')');
  return (
    !isList &&
    script.statements.length === 1 &&
    [...commandsOf(script)].every(({ verb }) => BINDABLE.has(verb))
  );
}

interface Replacement {
  readonly range: Range;
  readonly code: string;
}

/**
 * Puts a placeholder in the place of a stretch of a template, and of `'" + name + "'` and `" + id` in a concatenation. A
 * value that goes in further down, on one side of a conditional, is not always there to be bound.
 */
function placeholderBetween(text: Node, hole: Node, [start, end]: Range, code: string): Replacement | null {
  const pieces = text.type === 'BinaryExpression' ? operands(text) : [text];
  const first = pieces.findIndex(({ range }) => start < range[1]);
  const last = pieces.findIndex(({ range }) => end <= range[1]);
  const [piece, other] = [pieces[first], pieces[last]];
  if (!piece || !other) return null;
  if (piece.type === 'TemplateLiteral')
    return piece === other && piece.expressions.some((each) => each === hole)
      ? { range: [start, end], code }
      : null;
  if (piece === other) return piece === hole ? inPlaceOfOperand(pieces, first, code) : null;
  return pieces.includes(hole) && quoteOf(piece) === quoteOf(other) ? { range: [start, end], code } : null;
}

/** `'… = ' + id + ' LIMIT 1'` becomes one text where the texts around are alike. */
function inPlaceOfOperand(pieces: readonly Node[], index: number, code: string): Replacement | null {
  const [before, operand, after] = [pieces[index - 1], pieces[index], pieces[index + 1]];
  if (!operand) return null;
  if (before && after && quoteOf(before) !== null && quoteOf(before) === quoteOf(after))
    return { range: [before.range[1] - 1, after.range[0] + 1], code };
  return { range: operand.range, code: `'${code}'` };
}

/** The quotes of a text; null for what is none. */
function quoteOf(node: Node): string | null {
  return node.type === 'Literal' && typeof node.value === 'string' ? (node.raw[0] ?? null) : null;
}

/** The value as code: what is in the hole, or a template with the rest of the quoted text around it. */
function valueCode(sourceCode: SourceCode, query: Query, { token, hole }: PlacedHole): string | null {
  const code = sourceCode.getText(hole.node);
  const before = query.script.text.slice(token.start + 1, hole.at);
  const after = query.script.text.slice(hole.at + 1, token.end - 1);
  if (/[`\\$']/.test(before + after)) return null;
  return before === '' && after === '' ? code : `\`${before}\${${code}}${after}\``;
}

/** The array literal of values; null when there is none yet, undefined when there is something else. */
function arrayOf(
  values: TSESTree.CallExpressionArgument | undefined,
): TSESTree.ArrayExpression | null | undefined {
  if (!values || isFunction(values)) return null;
  const list = unwrap(values);
  return list.type === 'ArrayExpression' &&
    list.elements.every((element) => element && element.type !== 'SpreadElement')
    ? list
    : undefined;
}

function placeholderFor(
  query: Query,
  { token }: PlacedHole,
  list: TSESTree.ArrayExpression | null,
): { placeholder: string; index: number } | null {
  const parameters = query.script.tokens.filter(({ kind }) => kind === 'parameter');
  const count = list?.elements.length ?? 0;
  if (parameters.some(({ hasHole, text }) => hasHole || !/^(?:\$\d+|\?)$/.test(text))) return null;
  const isNumbered = parameters.length > 0 ? parameters[0]?.text !== '?' : query.dialect === 'postgresql';
  if (parameters.length === 0 && query.dialect === 'unknown') return null;
  if (isNumbered) {
    const numbers = parameters.map(({ text }) => Number(text.slice(1)));
    return Math.max(0, ...numbers) === count ? { placeholder: `$${count + 1}`, index: count } : null;
  }
  if (parameters.length !== count) return null;
  return { placeholder: '?', index: parameters.filter(({ start }) => start < token.start).length };
}

function insertInto(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  runner: TSESTree.CallExpression,
  list: TSESTree.ArrayExpression | null,
  index: number,
  value: string,
): TSESLint.RuleFix[] {
  const [text] = runner.arguments;
  if (!list) return text ? [fixer.insertTextAfter(text, `, [${value}]`)] : [];
  const next = list.elements[index];
  if (next) return [fixer.insertTextBefore(next, `${value}, `)];
  const last = list.elements.at(-1);
  if (last) return [fixer.insertTextAfter(last, `, ${value}`)];
  const open = sourceCode.getFirstToken(list);
  return open ? [fixer.insertTextAfter(open, value)] : [];
}
