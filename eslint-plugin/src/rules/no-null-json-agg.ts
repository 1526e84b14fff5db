import type { TSESLint } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import type { Source } from '../sql/facts.ts';
import { isOf, missingSources } from '../sql/outer-joins.ts';
import { queriesOf } from '../sql/queries.ts';
import { clauseOf, type Command, commandsOf, type Script } from '../sql/statement.ts';
import { spelledAt } from '../sql/spelled-text.ts';
import { sourceRange } from '../sql/text.ts';
import { endAt, isSymbolAt, startAt, tokenAt, wordAt } from '../sql/token-at.ts';
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
      '`{{name}}` gives a list with one null element where {{table}} has no row: add FILTER (WHERE {{key}} IS NOT NULL), and COALESCE for the empty list.',
    arrayAgg:
      '`{{name}}` gives a list with one null element where {{table}} has no row: write IF(COUNT({{key}}) = 0, JSON_ARRAY(), …) around it.',
    filter: 'Add FILTER (WHERE {{key}} IS NOT NULL).',
  },
  check(context, report) {
    const { sourceCode } = context;
    for (const query of queriesOf(sourceCode)) {
      const { script, sql } = query;
      for (const command of commandsOf(script)) {
        for (const { name, close, source, key } of nullableAggregates(script, command)) {
          const end = sourceRange(sql, close.start, close.end);
          const isExact = sourceCode.text.slice(end[0], end[1]) === ')';
          const fix: TSESLint.ReportFixFunction = (fixer) =>
            fixer.insertTextAfterRange(
              [end[0], end[1]],
              spelledAt(sourceCode, end[0], ` FILTER (WHERE ${key ?? ''} IS NOT NULL)`),
            );
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
  if (!list) return [];
  const nullable = missingSources(script, command);
  if (nullable.length === 0) return [];
  const found: NullableAggregate[] = [];
  for (let index = list.first; index < list.last; index++) {
    const word = wordAt(script, index);
    if (word === 'SELECT') {
      // A subquery reads tables of its own.
      index = endOfSubquery(script, index) ?? list.last;
      continue;
    }
    if (!COLLECTING.test(word)) continue;
    const close = endAt(script, index + 1);
    const isHandled = /^(?:FILTER|OVER)$/.test(wordAt(script, close + 1));
    const argument = readArgument(script, index + 2, close, nullable);
    if (argument && !isHandled && !isCleaned(script, index, list.first))
      found.push({ name: tokenAt(script, index), close: tokenAt(script, close), ...argument });
  }
  return found;
}

/** The bracket that closes the one before a SELECT. */
function endOfSubquery(script: Script, select: number): number | null {
  const close = endAt(script, select - 1);
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
    const token = tokenAt(script, index);
    const word = wordAt(script, index);
    if (token.hasHole || /^(?:CASE|SELECT|COALESCE|ABSENT)$/.test(word)) return null;
    if (word === 'ORDER') break;
    const isQualifier = isSymbolAt(script, index + 1, '.');
    if (!isQualifier && !isWholeRow(script, index, first, last)) {
      if (isBareColumn(script, index)) return null;
      continue;
    }
    const owner = nullable.find((candidate) => isOf(token, candidate));
    if (!owner || (source && owner !== source)) return null;
    source = owner;
    const column = tokenAt(script, index + 2);
    if (isQualifier && column.text.toUpperCase() === 'ID') key = script.text.slice(token.start, column.end);
  }
  return source && { source, key };
}

/** `total` in `json_build_object('total', total, 'id', o.id)`: a column that does not say whose it is. */
function isBareColumn(script: Script, index: number): boolean {
  const word = wordAt(script, index);
  const isPart =
    isSymbolAt(script, index + 1, '(') ||
    isSymbolAt(script, index - 1, '.') ||
    isSymbolAt(script, index - 1, '::') ||
    wordAt(script, index - 1) === 'AS';
  return word !== '' && !isPart && !WORDS.test(word);
}

/** Words of SQL that stand in the arguments of functions. */
const WORDS =
  /^(?:DISTINCT|ALL|NULL|TRUE|FALSE|AS|KEY|VALUE|ON|IS|NOT|AND|OR|FORMAT|JSON|RETURNING|VARYING)$/;

/** `json_agg(o)`, `json_agg(DISTINCT o ORDER BY o.id)`, `json_agg(row_to_json(o))` */
function isWholeRow(script: Script, index: number, first: number, last: number): boolean {
  if (index === first || wordAt(script, index - 1) === 'DISTINCT')
    return index + 1 === last || wordAt(script, index + 1) === 'ORDER';
  const isAlone = isSymbolAt(script, index - 1, '(') && isSymbolAt(script, index + 1, ')');
  return isAlone && /^(?:ROW_TO_JSON|TO_JSONB?)$/.test(wordAt(script, index - 2));
}

const CLEANS = /^(?:ARRAY_REMOVE|JSON_STRIP_NULLS|JSONB_STRIP_NULLS|NULLIF|REPLACE|IF|IIF)$/;

/** `array_remove(array_agg(…), NULL)`, `NULLIF(json_agg(…)::text, '[null]')`, `IF(COUNT(o.id) = 0, JSON_ARRAY(), JSON_ARRAYAGG(o.id))`, `CASE … THEN …`. */
function isCleaned(script: Script, index: number, first: number): boolean {
  for (let before = startAt(script, index - 1); before >= first; before = startAt(script, before - 1)) {
    const word = wordAt(script, before);
    if (word === 'END') return false;
    const isAround = endAt(script, before) > index && CLEANS.test(wordAt(script, before - 1));
    if (isAround || word === 'CASE') return true;
  }
  return false;
}
