import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { isSqlFile } from '../language/sql-source-code.ts';

const VERB =
  '(?:select|insert|replace|update|delete|with|merge|create|alter|drop|truncate|explain|values|pragma|show|begin|do|call|set|comment|grant|declare|order\\s+by)';

/** Text of the program that begins as a statement does: with a verb and more, or with a comment before it. */
const STATEMENT = new RegExp(
  [
    `(?:["'](?:[ \\t(;]|\\\\.)*|\`(?:[\\s(;]|\\\\.)*)${VERB}(?:[\\s\\\\(*$]|["'\`]\\s*[+.])`,
    '`\\s*(?:--|/\\*|order\\s+by\\s)',
    '["\'](?:[ \\t]|\\\\.)*(?:--.*\\\\n|/\\*)',
  ].join('|'),
  'i',
);

/** Methods that take a piece of SQL whatever they are called on: `orderByRaw`, `$queryRaw`, `$executeRawUnsafe`. */
const FRAGMENT = /Raw(?:Unsafe)?\b/;

/** Text whose first words stand elsewhere, because it begins with an expression of the program or is joined. */
const OPEN_BEGINNING = /`\s*\$\{|\+=?\s*["'`]|\.join\(/;

/** A call that could run such text, with anything but a plain string or a function. */
const RUNS =
  /\.(?:query|exec|raw|unsafe|prepare|run|all|get|each|iterate|batch|any|one|many|none|multi|result|maybeOne|stream|select|first|simpleExecute|fetch(?:All|One))\w*(?:<[^()]*>)?\(\s*(?!["')(]|async\b|function\b)|(?:sql|db|pool|conn|pg)\w*\(/i;

/** A word that a database handle goes by: a driver's, a type's, a variable's. */
const HANDLE =
  /sql|\bdbs?|dbs?\b|Db|database|pool|conn|\bpg|postgres|knex|sequelize|prisma|\btr?x|transaction|dataSource|drizzle|kysely|neon|orm\b|\bem\b|\bd1\b|massive|slonik|bookshelf|tedious|waterline|\bClient\b/i;

function hasSigns(text: string): boolean {
  return (
    STATEMENT.test(text) ||
    FRAGMENT.test(text) ||
    (OPEN_BEGINNING.test(text) && RUNS.test(text) && HANDLE.test(text))
  );
}

/** Whether a file may have SQL in it, judged at a glance: cheap, and never wrong the other way. */
export const mayHaveSql = perFile(
  (sourceCode: SourceCode): boolean => isSqlFile(sourceCode) || hasSigns(sourceCode.text),
);
