import { matchesAt, someAt } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { isSqlFile } from '../language/sql-source-code.ts';
import { tellingCallsOf } from '../places/calls.ts';
import { tellingKeysOf } from '../places/keys.ts';
import { tellingQuotesOf } from '../places/quotes.ts';

const OBJECT =
  '(?:or|table|unique|unlogged|index|view|materialized|temp|temporary|schema|extension|type|function|trigger|sequence|database|role|user|policy|virtual|domain|procedure|column)\\b';

/** How statements go on after their verb; prose such as "Update failed" does not. */
const BEGINNINGS = [
  'select[\\s(*\\\\]',
  '(?:insert|replace|merge)\\s+(?:into|ignore|or|low_priority|delayed)\\b',
  'update\\s[^]{1,400}?\\bset\\b',
  'delete\\s+from\\b',
  `(?:create|alter|drop)\\s+${OBJECT}`,
  'with\\s+(?:recursive\\s|["\\w]+\\s*(?:\\(|as\\s*(?:[("\'`$]|(?:not\\s+)?materialized\\b)))',
  'truncate\\s+(?:table\\b|only\\b|[\\w."]+\\s*(?:["\'`;,]|cascade\\b|restart\\b))',
  '(?:pragma|explain|declare)\\s',
  'show\\s[^"\'`]*(?:\\bfrom\\b|\\blike\\b|\\$\\{)',
  'describe\\s+\\$\\{',
  'begin\\s*(?:[;\\n$]|\\\\n|work\\b|transaction\\b)',
  'call\\s+[\\w."]+\\s*\\(',
  'order\\s+by\\b',
  'values\\s*\\(',
  'do\\s+\\$',
  'set\\s+(?:(?:transaction|local|session|names)\\b|\\S+\\s*(?:=|to\\b))',
  '(?:comment\\s+on|grant\\s)',
  // What another statement comes behind, unlike 'use strict'.
  '(?:use|lock\\s+tables?)\\s[^"\'`;]{1,200};',
  '(?:listen|notify)\\s+["\\w]*(?:\\$\\{|["\'`]\\s*[+.]|,\\s*[\'"])',
  'limit\\s+(?:\\d+\\s*,\\s*)?\\$\\{',
  '(?:where|and|or|having)\\s[^"\'`]{1,60}?(?:[=<>]|like\\b|in\\s*(?:[($"\'`:?]|any\\b)|between\\b)',
];

const VERB =
  '(?:select|insert|replace|update|delete|with|merge|create|alter|drop|truncate|explain|values|pragma|show|describe|begin|do|call|set|order\\s+by)';

/** A verb, perhaps a word, and then an expression of the program: in a template, a concatenation, a list. */
const OPEN = `${VERB}(?:\\s+[^\\s"'\`$]+){0,2}\\s*(?:\\$\\{|["'\`]\\s*[+.]|\\\\n)`;

/** A quote, and after it text that begins as a statement does. */
const STATEMENT = new RegExp(
  `(?:["'](?:[ \\t(;]|--[^\\n"']*\\\\n|/\\*[^*]*\\*/|\\\\.)*|\`(?:[\\s(;]|\\\\.)*)(?:${[...BEGINNINGS, OPEN].join('|')})`,
  'iy',
);

/** A template that begins with a comment of SQL; a statement comes in a line below it. */
const COMMENT = /`\s*(?:--[^\n`]*\n|\/\*)/y;

/** What takes SQL whatever it is called on: `orderByRaw`, `$queryRaw`, `$executeRawUnsafe`. */
const FRAGMENT = /(?:By|[wW]here|[hH]aving|join|from|query|execute)Raw\b|RawUnsafe\b/;

/**
 * A later part of a statement whose beginning stands elsewhere, or is an expression of the program. The same words are
 * names in code: `MessageType.JOIN`, `LIMIT = 10`, `['createdAt', 'DESC']`.
 */
const CLAUSE =
  /(?<![\w.])(?:WHERE|FROM|JOIN|ORDER BY|GROUP BY|LIMIT|RETURNING|HAVING|UNION)(?:\s+[^=:,\s)]|\s*(?:["'`$]|\\n))|[\s}]DESC\b/;

/** How such parts in lower case go on, which prose has more of. */
const LATER_PARTS = [
  '(?:where|(?:inner |left |right )?join|order by|group by|limit|returning|having|union|desc|asc)\\s(?!\\s*["\'`=:.,)])',
  'and\\s(?=[^"\'`]{0,80}?(?:[=<>($]|\\b(?:is|in|like|not|between|exists)\\b))',
  'from\\s+(?:[$(]|[\\w".]+\\s*(?:["\'`,;)$]|(?:where|join|left|right|inner|cross|order|group|limit|union|set|using|[a-z]{1,3})\\b))',
  'set\\s+(?:\\$|[\\w".]+\\s*(?:=|\\$))',
  'values\\s*[($]',
  '(?:where|(?:inner |left |right )?join|order by|group by|limit|and|from)\\s+["\'`]\\s*[+.]',
];

/** The same in lower case, where a text goes on after a quote or an expression. */
const NEXT_CLAUSE = new RegExp(`(?:\\}|["'\`]\\s)\\s*(?:${LATER_PARTS.join('|')})`, 'y');

/** A word that a database handle goes by: a driver's, a type's, a variable's. */
const HANDLE =
  /[sS][qQ][lL]|\bdbs?|dbs?\b|Db|DB|[dD]atabase|[pP]ool|[cC]onn|\bpg|[pP]ostgres|[kK]nex|[pP]risma|\btr?x|[tT]ransaction|[dD]ataSource|[dD]rizzle|[sS]equelize|[kK]ysely|\bneon|orm\b|\bem\b|\b[dD]1\b|massive|slonik|bookshelf|tedious|waterline|\b[cC]lient\b/;

function beginsStatement(text: string, quote: number): boolean {
  return matchesAt(STATEMENT, text, quote) || matchesAt(COMMENT, text, quote);
}

function goesOnAsClause(text: string, mark: number): boolean {
  return matchesAt(NEXT_CLAUSE, text, mark);
}

const MAKES_LITERAL = /literal$/;
const MAKES_RAW = /raw$/;

function isMadeBy(pattern: RegExp, sourceCode: SourceCode): boolean {
  const { text } = sourceCode;
  return tellingCallsOf(sourceCode).pieces.some((end) => pattern.test(text.slice(Math.max(0, end - 7), end)));
}

/** Whether a file may make a piece of SQL with `raw`. */
export function mayMakeRaw(sourceCode: SourceCode): boolean {
  return isMadeBy(MAKES_RAW, sourceCode);
}

function hasSigns(sourceCode: SourceCode): boolean {
  const { text } = sourceCode;
  const { statements, clauses, hasSqlTag, hasRawTag } = tellingQuotesOf(sourceCode);
  if (hasSqlTag) return true;
  for (const quote of statements) if (beginsStatement(text, quote)) return true;
  return (
    ((hasRawTag || tellingCallsOf(sourceCode).callsRaw) && FRAGMENT.test(text)) ||
    // What Sequelize takes for a piece of SQL; a search is fastest for a rare letter.
    (isMadeBy(MAKES_LITERAL, sourceCode) && text.includes('queliz')) ||
    ((clauses.some((mark) => goesOnAsClause(text, mark)) || CLAUSE.test(text)) && HANDLE.test(text))
  );
}

/** Whether a file may have SQL in it, judged at a glance: cheap, and never wrong the other way. */
export const mayHaveSql = perFile(
  (sourceCode: SourceCode): boolean => isSqlFile(sourceCode) || hasSigns(sourceCode),
);

/** A method that selects columns. */
const SELECTS = /\.(?:select|returning)(?:All)?\b/y;

/** A method that stands for a star, and a text that is a star or ends with one. */
const SELECTS_ALL = /\.(?:select|returning)All\b/;

function isStarText(text: string, star: number): boolean {
  return /^[.'"`]\*["'`]$/.test(text.slice(star - 1, star + 2));
}

/** Whether a file may ask a builder for every column. */
export function mayHaveBuilderStars(sourceCode: SourceCode): boolean {
  return (
    tellingCallsOf(sourceCode).selects.some((dot) => matchesAt(SELECTS, sourceCode.text, dot)) &&
    (someAt(sourceCode.text, '*', isStarText) || SELECTS_ALL.test(sourceCode.text))
  );
}

/** A method that sorts, and a sort beside what a method of a mapper looks for. */
const SORTS = /\.(?:orderBy|addOrderBy|thenOrderBy)\b/y;
const SORT_OPTION = /\border(?:By)?['"]?\s*:\s*[[{]/;

function isSortOption(text: string, colon: number): boolean {
  return SORT_OPTION.test(text.slice(Math.max(0, colon - 12), colon + 8));
}

/** Whether a file may have a builder sort. */
export const mayHaveBuilderSorts = perFile((sourceCode: SourceCode): boolean => {
  const { text } = sourceCode;
  return (
    tellingCallsOf(sourceCode).sorts.some((dot) => matchesAt(SORTS, text, dot)) ||
    tellingKeysOf(sourceCode).orders.some((colon) => isSortOption(text, colon))
  );
});
