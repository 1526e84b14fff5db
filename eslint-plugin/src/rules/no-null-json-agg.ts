import type { TSESLint } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import type { Source } from '../sql/facts.ts';
import { isOf, missingSources } from '../sql/outer-joins.ts';
import { queriesOf } from '../sql/queries.ts';
import { clauseOf, type Command, commandsOf, type Script } from '../sql/statement.ts';
import { sourceRange } from '../sql/text.ts';
import type { Token } from '../sql/tokens.ts';
import { mayHaveSql } from '../sql/signs.ts';

export default defineRule({
  name: 'no-null-json-agg',
  description:
    'Disallow collecting the columns of an outer join without FILTER, which gives a list with one empty element instead of an empty list.',
  preset: 'recommended',
  topic: 'sql',
  mayConcern: mayHaveSql,
  hasSuggestions: true,
  messages: {
    nulls:
      '`{{name}}` gives a list with one null element where {{table}} has no row. Add FILTER (WHERE {{key}} IS NOT NULL), and COALESCE for the empty list.',
    arrayAgg:
      '`{{name}}` gives a list with one null element where {{table}} has no row. Write IF(COUNT({{key}}) = 0, JSON_ARRAY(), …) around it.',
    filter: 'Add FILTER (WHERE {{key}} IS NOT NULL).',
  },
  check(context, report) {
    for (const query of queriesOf(context.sourceCode)) {
      const { script, sql } = query;
      for (const command of commandsOf(script)) {
        for (const { name, close, source, key } of nullableAggregates(script, command)) {
          const end = sourceRange(sql, close.start, close.end);
          const isExact = context.sourceCode.text.slice(end[0], end[1]) === ')';
          const fix: TSESLint.ReportFixFunction = (fixer) =>
            fixer.insertTextAfterRange([end[0], end[1]], ` FILTER (WHERE ${key ?? ''} IS NOT NULL)`);
          const isOfMysql = name.text === 'JSON_ARRAYAGG';
          report({
            messageId: isOfMysql ? 'arrayAgg' : 'nulls',
            range: sourceRange(sql, name.start, name.end),
            data: {
              name: script.text.slice(name.start, name.end),
              table: source.name?.toLowerCase() ?? 'the joined table',
              key: key ?? 'the key',
            },
            suggest:
              key !== null && isExact && !isOfMysql ? [{ messageId: 'filter', data: { key }, fix }] : [],
          });
        }
      }
    }
  },
});

interface NullableAggregate {
  readonly name: Token;
  readonly close: Token;
  readonly source: Source;
  /** A column of the joined table that no row lacks. */
  readonly key: string | null;
}

/** JSON_ARRAYAGG is that of MySQL, which has no FILTER. */
const COLLECTING = /^(?:JSON_AGG|JSONB_AGG|JSON_GROUP_ARRAY|ARRAY_AGG|JSON_ARRAYAGG)$/;

function nullableAggregates(script: Script, command: Command): NullableAggregate[] {
  const list = clauseOf(command, 'select');
  if (!list || command.verb !== 'select') return [];
  const nullable = missingSources(script, command);
  if (nullable.length === 0) return [];
  const found: NullableAggregate[] = [];
  for (let index = list.first; index < list.last; index++) {
    const name = script.tokens[index];
    const close = script.partners[index + 1] ?? -1;
    if (name?.kind === 'word' && name.text === 'SELECT') {
      // A subquery reads tables of its own.
      index = endOfSubquery(script, index) ?? list.last;
      continue;
    }
    if (name?.kind !== 'word' || !COLLECTING.test(name.text) || close < index) continue;
    const after = script.tokens[close + 1];
    const isHandled = after?.kind === 'word' && (after.text === 'FILTER' || after.text === 'OVER');
    const argument = readArgument(script, index + 2, close, nullable);
    const end = script.tokens[close];
    if (argument && end && !isHandled && !isCleaned(script, index, list.first))
      found.push({ name, close: end, ...argument });
  }
  return found;
}

/** The bracket that closes the one before a SELECT. */
function endOfSubquery({ partners }: Script, select: number): number | null {
  const close = partners[select - 1] ?? -1;
  return close > select ? close : null;
}

/** The one table that an aggregate collects from; null for several, for CASE, and for an own subquery. */
function readArgument(
  script: Script,
  first: number,
  last: number,
  nullable: readonly Source[],
): { source: Source; key: string | null } | null {
  let source: Source | null = null;
  let key: string | null = null;
  for (let index = first; index < last; index++) {
    const token = script.tokens[index];
    if (!token || token.hasHole) return null;
    if (
      token.kind === 'word' &&
      (token.text === 'CASE' ||
        token.text === 'SELECT' ||
        token.text === 'COALESCE' ||
        token.text === 'ABSENT')
    )
      return null;
    if (token.kind === 'word' && token.text === 'ORDER') break;
    const isQualifier = script.tokens[index + 1]?.text === '.';
    const isWhole = isWholeRow(script, index, first, last);
    if (!isQualifier && !isWhole && isBareColumn(script, index)) return null;
    if ((token.kind !== 'word' && token.kind !== 'name') || (!isQualifier && !isWhole)) continue;
    const owner = nullable.find((candidate) => isOf(token, candidate));
    if (!owner || (source && owner !== source)) return null;
    source = owner;
    const column = script.tokens[index + 2];
    if (isQualifier && column && column.text.toUpperCase() === 'ID')
      key = script.text.slice(token.start, column.end);
  }
  return source && { source, key };
}

/** `total` in `json_build_object('total', total, 'id', o.id)`: a column that does not say whose it is. */
function isBareColumn({ tokens }: Script, index: number): boolean {
  const { kind, text } = tokens[index] ?? {};
  const before = tokens[index - 1]?.text ?? '';
  const isPart = tokens[index + 1]?.text === '(' || /^(?:\.|::|AS)$/.test(before);
  return kind === 'word' && !isPart && !WORDS.test(text ?? '');
}

/** Words of SQL that stand in the arguments of functions. */
const WORDS =
  /^(?:DISTINCT|ALL|NULL|TRUE|FALSE|AS|KEY|VALUE|ON|IS|NOT|AND|OR|FORMAT|JSON|RETURNING|VARYING)$/;

/** `json_agg(o)`, `json_agg(DISTINCT o ORDER BY o.id)`, `json_agg(row_to_json(o))` */
function isWholeRow({ tokens }: Script, index: number, first: number, last: number): boolean {
  const before = tokens[index - 1]?.text ?? '';
  const after = tokens[index + 1]?.text ?? '';
  if (index === first || before === 'DISTINCT') return index + 1 === last || after === 'ORDER';
  return before === '(' && after === ')' && /^(?:ROW_TO_JSON|TO_JSONB?)$/.test(tokens[index - 2]?.text ?? '');
}

/** `array_remove(array_agg(…), NULL)`, `NULLIF(json_agg(…)::text, '[null]')`, `IF(COUNT(o.id) = 0, JSON_ARRAY(), JSON_ARRAYAGG(o.id))`, `CASE … THEN …`. */
function isCleaned(script: Script, index: number, first: number): boolean {
  for (let before = index - 1; before >= first; before--) {
    const { kind, text } = script.tokens[before] ?? {};
    if (kind === 'symbol' && text === ')') before = script.partners[before] ?? before;
    else if (kind === 'symbol' && text === '(') {
      const name = script.tokens[before - 1]?.text ?? '';
      if (/^(?:ARRAY_REMOVE|JSON_STRIP_NULLS|JSONB_STRIP_NULLS|NULLIF|REPLACE|IF|IIF)$/.test(name))
        return true;
    } else if (kind === 'word' && text === 'END') return false;
    else if (kind === 'word' && text === 'CASE') return true;
  }
  return false;
}
