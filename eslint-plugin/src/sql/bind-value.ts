import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isFunction, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import type { PlacedHole } from './placed-holes.ts';
import type { Query } from './queries.ts';
import { sourceRange } from './text.ts';

interface Binding {
  readonly placeholder: string;
  readonly fix: TSESLint.ReportFixFunction;
}

/** Puts a placeholder where a value is spliced in, and the value into the array of parameters. */
export function bindValue(sourceCode: SourceCode, query: Query, placed: PlacedHole): Binding | null {
  const { runner } = query;
  if (runner?.type !== 'CallExpression' || !/^(?:query|execute)$/.test(query.method ?? '')) return null;
  const [text, values] = runner.arguments;
  if (!text || unwrap(text).type !== 'TemplateLiteral' || query.sql.node !== unwrap(text)) return null;
  const { token, hole } = placed;
  if (token.kind !== 'hole' && !placed.isQuoted) return null;
  if (query.sql.holes.filter(({ at }) => at >= token.start && at < token.end).length !== 1) return null;
  const value = valueCode(sourceCode, query, placed);
  const list = arrayOf(values);
  if (value === null || list === undefined) return null;
  const numbering = placeholderFor(query, placed, list);
  if (!numbering) return null;
  const [start, end] = sourceRange(query.sql, token.start, token.end);
  if (start > hole.range[0] || end < hole.range[1]) return null;
  return {
    placeholder: numbering.placeholder,
    fix: (fixer) => [
      fixer.replaceTextRange([start, end], numbering.placeholder),
      ...insertInto(fixer, sourceCode, runner, list, numbering.index, value),
    ],
  };
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
