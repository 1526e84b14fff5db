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
  /\b(?:auto_?increment|unsigned|tinyint|mediumint|datetime|longtext|mediumtext|nvarchar|varchar2|charset|strftime|pragma|integer\s+primary\s+key|without\s+rowid)\b|\b(?:engine\s*=|(?<!\bas\s+)enum\s*\()|\bon\s+update\s+current_timestamp\b|`/i;

/** Whether the tables of a file are PostgreSQL's by their definitions alone. */
const hasPostgresSigns = perFile((sourceCode: SourceCode): boolean => {
  const scripts = new Map(tableStatementsOf(sourceCode).map(({ query }) => [query.sql.text, query.script]));
  const texts = [...scripts.values()].map(definitionsOf);
  return !texts.some((text) => OTHERS.test(text)) && texts.some((text) => POSTGRESQL.test(text));
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
    hasPostgresSigns(sourceCode) || (configured === 'postgresql' && !OTHERS.test(definitionsOf(query.script)))
  );
}
