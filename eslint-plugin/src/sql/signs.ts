import { FirstLetters, matchesAt, someAt } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { isSqlFile } from '../language/sql-source-code.ts';

const OBJECT =
  '(?:or|table|unique|unlogged|index|view|materialized|temp|temporary|schema|extension|type|function|trigger|sequence|database|role|user|policy|virtual|domain|procedure|column)\\b';

/** How statements go on after their verb; prose such as "Update failed" does not. */
const BEGINNINGS = [
  'select[\\s(*\\\\]',
  '(?:insert|replace|merge)\\s+(?:into|ignore|or|low_priority|delayed)\\b',
  'update\\s[^]{1,400}?\\bset\\b',
  'delete\\s+from\\b',
  `(?:create|alter|drop)\\s+${OBJECT}`,
  'with\\s+(?:recursive\\s|["\\w]+\\s*(?:\\(|as\\b))',
  '(?:truncate|pragma|show|explain|begin|call|declare)\\s',
  'order\\s+by\\b',
  'values\\s*\\(',
  'do\\s+\\$',
  'set\\s+(?:(?:transaction|local|session|names)\\b|\\S+\\s*(?:=|to\\b))',
  '(?:comment\\s+on|grant\\s)',
  'limit\\s+(?:\\d+\\s*,\\s*)?\\$\\{',
  '(?:where|and|or|having)\\s[^"\'`]{1,60}?(?:[=<>]|like\\b|in\\b|between\\b)',
];

const VERB =
  '(?:select|insert|replace|update|delete|with|merge|create|alter|drop|truncate|explain|values|pragma|show|begin|do|call|set|order\\s+by)';

/** A verb, perhaps a word, and then an expression of the program: in a template, a concatenation, a list. */
const OPEN = `${VERB}(?:\\s+[^\\s"'\`$]+){0,2}\\s*(?:\\$\\{|["'\`]\\s*[+.]|\\\\n)`;

/** A quote, and after it text that begins as a statement does. */
const STATEMENT = new RegExp(
  `(?:["'](?:[ \\t(;]|--[^\\n"']*\\\\n|/\\*[^*]*\\*/|\\\\.)*|\`(?:[\\s(;]|\\\\.)*)(?:${[...BEGINNINGS, OPEN].join('|')})`,
  'iy',
);

/** A template that begins with a comment of SQL. */
const COMMENT = /`\s*(?:--|\/\*)/y;

/** What takes SQL whatever it is called on: `orderByRaw`, `$queryRaw`, `$executeRawUnsafe`. */
const FRAGMENT = /(?:By|[wW]here|[hH]aving|join|from|query|execute)Raw\b|RawUnsafe\b/;

/** A later part of a statement whose beginning stands elsewhere, or is an expression of the program. */
const CLAUSE = /\b(?:WHERE|FROM|JOIN|ORDER BY|GROUP BY|LIMIT|RETURNING|HAVING|UNION|DESC)\b/;

/** The same in lower case, where a text goes on after a quote or an expression. */
const NEXT_CLAUSE =
  /(?:\}|["'`]\s)\s*(?:where|from|(?:inner |left |right )?join|order by|group by|limit|returning|values|having|union|set|and|desc|asc)\s(?!\s*["'`=:.,)])/y;

/** A word that a database handle goes by: a driver's, a type's, a variable's. */
const HANDLE =
  /[sS][qQ][lL]|\bdbs?|dbs?\b|Db|DB|[dD]atabase|[pP]ool|[cC]onn|\bpg|[pP]ostgres|[kK]nex|[pP]risma|\btr?x|[tT]ransaction|[dD]ataSource|[dD]rizzle|[kK]ysely|\bneon|orm\b|\bem\b|\b[dD]1\b|massive|slonik|bookshelf|tedious|waterline|\b[cC]lient\b/;

/** How the words of {@link STATEMENT} and of {@link NEXT_CLAUSE} begin. */
const VERBS = new FirstLetters('se in re me up de cr al dr wi tr pr sh ex be ca or va do co gr wh an ha li');
const CLAUSES = new FirstLetters('wh fr in le ri jo or gr li re va ha un se an de as');

function beginsStatement(text: string, quote: number): boolean {
  let at = quote + 1;
  let code = text.charCodeAt(at);
  while (code <= 32 || code === 40 /* ( */ || code === 59 /* ; */) code = text.charCodeAt(++at);
  const isUnclear = code === 45 /* - */ || code === 47 /* / */ || code === 92 /* \ */ || code > 127;
  return (isUnclear || VERBS.mayStandAt(text, at)) && matchesAt(STATEMENT, text, quote);
}

function goesOnAsClause(text: string, mark: number): boolean {
  let at = mark + 1;
  while (text.charCodeAt(at) <= 32) at++;
  const isUnclear = text.charCodeAt(at) > 127;
  return (isUnclear || CLAUSES.mayStandAt(text, at)) && matchesAt(NEXT_CLAUSE, text, mark);
}

function hasSigns(text: string): boolean {
  let hasNextClause = false;
  const holdsAtQuote = (_: string, quote: number): boolean => {
    if (!hasNextClause && text.charCodeAt(quote + 1) <= 32) hasNextClause = goesOnAsClause(text, quote);
    return beginsStatement(text, quote);
  };
  const holdsAtBacktick = (_: string, backtick: number): boolean =>
    holdsAtQuote(text, backtick) ||
    text.startsWith('sql', backtick - 3) ||
    matchesAt(COMMENT, text, backtick);
  return (
    someAt(text, "'", holdsAtQuote) ||
    someAt(text, '"', holdsAtQuote) ||
    someAt(text, '`', holdsAtBacktick) ||
    (text.includes('Raw') && FRAGMENT.test(text)) ||
    ((hasNextClause || CLAUSE.test(text) || someAt(text, '}', goesOnAsClause)) && HANDLE.test(text))
  );
}

/** Whether a file may have SQL in it, judged at a glance: cheap, and never wrong the other way. */
export const mayHaveSql = perFile(
  (sourceCode: SourceCode): boolean => isSqlFile(sourceCode) || hasSigns(sourceCode.text),
);
