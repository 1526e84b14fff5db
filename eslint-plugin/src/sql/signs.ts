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
];

const VERB =
  '(?:select|insert|replace|update|delete|with|merge|create|alter|drop|truncate|explain|values|pragma|show|begin|do|call|set|order\\s+by)';

/** A verb, perhaps a word, and then an expression of the program: in a template, a concatenation, a list. */
const OPEN = `${VERB}(?:\\s+[^\\s"'\`$]+){0,2}\\s*(?:\\$\\{|["'\`]\\s*[+.]|\\\\n)`;

/** Text of the program that begins as a statement does. */
const STATEMENT = new RegExp(
  `(?:["'](?:[ \\t(;]|--[^\\n"']*\\\\n|/\\*[^*]*\\*/|\\\\.)*|\`(?:[\\s(;]|\\\\.)*)(?:${[...BEGINNINGS, OPEN].join('|')})`,
  'i',
);

/** A template that begins with a comment of SQL. */
const COMMENT = /`\s*(?:--|\/\*)/;

/** What takes SQL whatever it is called on: `orderByRaw`, `$queryRaw`, `$executeRawUnsafe`. */
const FRAGMENT = /(?:By|[wW]here|[hH]aving|join|from|query|execute)Raw\b|RawUnsafe\b/;

/** A later part of a statement whose beginning stands elsewhere, or is an expression of the program. */
const CLAUSE =
  /\b(?:WHERE|FROM|JOIN|ORDER BY|GROUP BY|LIMIT|RETURNING|HAVING|UNION|DESC)\b|(?:\}|["'`]\s)\s*(?:where|from|(?:inner |left |right )?join|order by|group by|limit|returning|values|having|union|set|and|desc|asc)\s(?!\s*["'`=:.,)])/;

/** A word that a database handle goes by: a driver's, a type's, a variable's. */
const HANDLE =
  /[sS][qQ][lL]|\bdbs?|dbs?\b|Db|DB|[dD]atabase|[pP]ool|[cC]onn|\bpg|[pP]ostgres|[kK]nex|[pP]risma|\btr?x|[tT]ransaction|[dD]ataSource|[dD]rizzle|[kK]ysely|\bneon|orm\b|\bem\b|\b[dD]1\b|massive|slonik|bookshelf|tedious|waterline|\b[cC]lient\b/;

function hasSigns(text: string): boolean {
  return (
    STATEMENT.test(text) ||
    COMMENT.test(text) ||
    text.includes('sql`') ||
    (text.includes('Raw') && FRAGMENT.test(text)) ||
    (CLAUSE.test(text) && HANDLE.test(text))
  );
}

/** Whether a file may have SQL in it, judged at a glance: cheap, and never wrong the other way. */
export const mayHaveSql = perFile(
  (sourceCode: SourceCode): boolean => isSqlFile(sourceCode) || hasSigns(sourceCode.text),
);
