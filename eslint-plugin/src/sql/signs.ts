import { FirstLetters, isLetter, matchesAt, someAt } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { bracketSignsOf } from '../bracket-signs.ts';
import { isSqlFile } from '../language/sql-source-code.ts';
import { memberSignsOf } from '../member-signs.ts';

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

/** How the words of {@link STATEMENT} and of {@link NEXT_CLAUSE} begin. */
const VERBS = new FirstLetters(
  'sel ins rep mer upd del cre alt dro wit tru pra sho des exp beg cal dec or val do set com gra whe and hav lim',
);
const CLAUSES = new FirstLetters('whe fro inn lef rig joi ord gro lim ret val hav uni set and des asc');

/** Whether a verb may end with the letters that go on here: a blank follows, a bracket, or a text that is joined to it. */
function mayEndVerb(text: string, at: number): boolean {
  let end = at;
  let code = text.charCodeAt(end);
  while (isLetter(code)) code = text.charCodeAt(++end);
  if (code !== 39 /* ' */ && code !== 34 /* " */ && code !== 96 /* ` */)
    return code <= 59 /* ; and all before it, such as blanks, $, (, * */ || code === 92; /* \ */
  const next = text.charCodeAt(end + 1);
  return next <= 32 || next === 43 /* + */ || next === 46; /* . */
}

/** Whether a statement can begin behind this character, as a bracket or a comment. */
function mayBeginLater(code: number): boolean {
  return (
    code === 40 /* ( */ ||
    code === 59 /* ; */ ||
    code === 45 /* - */ ||
    code === 47 /* / */ ||
    code === 92 /* \ */ ||
    code > 127
  );
}

/** Whether a statement begins behind a quote that no letter follows: a blank, a bracket, a comment. */
function beginsLater(text: string, quote: number): boolean {
  const isTemplate = text.charCodeAt(quote) === 96; /* ` */
  let at = quote + 1;
  let code = text.charCodeAt(at);
  while (code <= 32 || code === 40 /* ( */ || code === 59 /* ; */) {
    // No text in simple quotes goes on in the next line.
    if (code === 10 && !isTemplate) return false;
    code = text.charCodeAt(++at);
  }
  if (!mayBeginLater(code)) return VERBS.mayStandAt(text, at) && matchesAt(STATEMENT, text, quote);
  return matchesAt(STATEMENT, text, quote) || matchesAt(COMMENT, text, quote);
}

function goesOnAsClause(text: string, mark: number): boolean {
  let at = mark + 1;
  while (text.charCodeAt(at) <= 32) at++;
  if (text.charCodeAt(at) > 127) return matchesAt(NEXT_CLAUSE, text, mark);
  if (!CLAUSES.mayStandAt(text, at)) return false;
  // Behind most blocks of a program a `return` stands, which is no `returning`.
  const isReturn = text.startsWith('return', at) && text.charCodeAt(at + 6) !== 105; /* i */
  return !isReturn && matchesAt(NEXT_CLAUSE, text, mark);
}

/** Where templates are, a clause can go on behind an expression. */
function hasContinuedTemplate(text: string): boolean {
  const first = text.indexOf('${');
  if (first === -1) return false;
  for (let end = text.indexOf('}', first); end !== -1; end = text.indexOf('}', end + 1))
    if (goesOnAsClause(text, end)) return true;
  return false;
}

const QUOTES = ["'", '"', '`'] as const;

function hasSigns(sourceCode: SourceCode): boolean {
  const { text } = sourceCode;
  let hasNextClause = false;
  // No callbacks: half of what a file without SQL costs is spent here.
  for (const quote of QUOTES) {
    for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
      const code = text.charCodeAt(at + 1);
      if (isLetter(code)) {
        if (VERBS.mayStandAt(text, at + 1) && mayEndVerb(text, at + 3) && matchesAt(STATEMENT, text, at))
          return true;
      } else if (code <= 32 || mayBeginLater(code)) {
        if (beginsLater(text, at)) return true;
        if (code <= 32 && !hasNextClause) hasNextClause = goesOnAsClause(text, at);
      }
      if (quote === '`' && text.charCodeAt(at - 1) === 108 /* l */ && text.startsWith('sql', at - 3))
        return true;
    }
  }
  return (
    (text.includes('Raw') && FRAGMENT.test(text)) ||
    // What Sequelize takes for a piece of SQL; a search is fastest for a rare letter.
    (bracketSignsOf(sourceCode).makesLiterals && text.includes('queliz')) ||
    ((hasNextClause || CLAUSE.test(text) || hasContinuedTemplate(text)) && HANDLE.test(text))
  );
}

/** Whether a file may have SQL in it, judged at a glance: cheap, and never wrong the other way. */
export const mayHaveSql = perFile(
  (sourceCode: SourceCode): boolean => isSqlFile(sourceCode) || hasSigns(sourceCode),
);

/** A method that stands for a star, and a text that is a star or ends with one. */
const SELECTS_ALL = /\.(?:select|returning)All\b/;

function isStarText(text: string, star: number): boolean {
  return /^[.'"`]\*["'`]$/.test(text.slice(star - 1, star + 2));
}

/** Whether a file may ask a builder for every column. */
export const mayHaveBuilderStars = perFile(
  (sourceCode: SourceCode): boolean =>
    memberSignsOf(sourceCode).has('selects') &&
    (someAt(sourceCode.text, '*', isStarText) || SELECTS_ALL.test(sourceCode.text)),
);

/** A sort beside what a method of a mapper looks for. */
const SORTS = /\border(?:By)?\s*:\s*[[{]/;

function hasSortOption(text: string): boolean {
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    const last = text.charCodeAt(colon - 1);
    const isOrder = last === 114 /* r */ && text.charCodeAt(colon - 3) === 100; /* d */
    const isOrderBy = last === 121 /* y */ && text.charCodeAt(colon - 2) === 66; /* B */
    if ((isOrder || isOrderBy || last <= 32) && SORTS.test(text.slice(Math.max(0, colon - 12), colon + 8)))
      return true;
  }
  return false;
}

/** Whether a file may have a builder sort. */
export const mayHaveBuilderSorts = perFile(
  (sourceCode: SourceCode): boolean =>
    memberSignsOf(sourceCode).has('sorts') || hasSortOption(sourceCode.text),
);
