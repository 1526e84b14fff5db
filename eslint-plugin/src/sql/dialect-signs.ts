import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import type { Query } from './queries.ts';
import type { Script } from './statement.ts';
import { tableStatementsOf } from './table-definitions.ts';
import type { Dialect } from './tokens.ts';

/** What only PostgreSQL understands in a table's definition. */
const POSTGRESQL =
  /\b(?:timestamptz|jsonb|bytea|citext|tsvector|inet|(?:big|small)?serial|gen_random_uuid)\b|\bwith(?:out)?\s+time\s+zone\b|\bas\s+identity\b|[\w"]\s+uuid\s*(?:,|\)|primary\b|not\b|default\b|unique\b|references\b)|::\s*[a-z]|\w\[\]|\bas\s+enum\s*\(|\bconstraint\s+"\w+_pkey"/i;

/** What it never does. */
const OTHERS =
  /\b(?:auto_?increment|unsigned|tinyint|mediumint|datetime|longtext|mediumtext|nvarchar|varchar2|charset|strftime|pragma|without\s+rowid)\b|\b(?:engine\s*=|(?<!\bas\s+)enum\s*\()|\bon\s+update\s+current_timestamp\b|`/i;

/** How SQLite numbers the rows of a table, and how PostgreSQL does, which has such a column for keys that it did not give. */
const SQLITE_KEY = /\binteger\s+primary\s+key\b/i;
const POSTGRESQL_KEY = /\b(?:big|small)?serial\b|\bas\s+identity\b/i;

function isOfAnother(definitions: string): boolean {
  return OTHERS.test(definitions) || (SQLITE_KEY.test(definitions) && !POSTGRESQL_KEY.test(definitions));
}

/** Whether the tables of a file are PostgreSQL's by their definitions alone. */
const hasPostgresSigns = perFile((sourceCode: SourceCode): boolean => {
  const scripts = new Map(tableStatementsOf(sourceCode).map(({ query }) => [query.sql.text, query.script]));
  const definitions = [...scripts.values()].map(definitionsOf).join(';\n');
  return POSTGRESQL.test(definitions) && !isOfAnother(definitions);
});

/** A text without its comments and strings, which may speak of anything: "-- Structure of `users`". */
function definitionsOf({ text, tokens }: Script): string {
  let definitions = '';
  let end = 0;
  for (const token of tokens) {
    const between = text.slice(end, token.start);
    definitions += between.trim() === '' ? between : ' ';
    definitions += token.kind === 'string' ? "''" : text.slice(token.start, token.end);
    end = token.end;
  }
  return definitions;
}

/** Whether a text is PostgreSQL's: by its driver, by the file's tables, or as the configuration says. */
export function isPostgres(sourceCode: SourceCode, query: Query, configured: Dialect): boolean {
  if (query.dialect !== 'unknown') return query.dialect === 'postgresql';
  return (
    hasPostgresSigns(sourceCode) || (configured === 'postgresql' && !isOfAnother(definitionsOf(query.script)))
  );
}
