import { wordsOf } from '../ast/names.ts';
import { isPlural, isSingular } from '../http/plural.ts';
import type { Script } from './statement.ts';
import { tokenAt } from './token-at.ts';

/** What the comment before a statement in a file of SQL says about it. */
export interface QueryName {
  readonly name: string;
  /** How many rows it gives, where the tool that reads the file lets its author say so. */
  readonly rows: 'one' | 'many' | null;
}

/**
 * `-- name: GetUser :one` of sqlc, `-- name: get-user^` of aiosql, `-- :name get-user :? :1` of HugSQL,
 * `/* @name GetUser *\/` of PgTyped, and `-- BLOCK get_user`.
 */
const NAMES = /(?:--+[^\S\n]*(?::?name[^\S\n]*:?|BLOCK)[^\S\n]+|@name[^\S\n]+)([\w-]+)([!^$*]?)([^\n]*)/gi;

/** The name that the comment before a statement gives it; null when it gives none. */
export function queryName(script: Script, first: number): QueryName | null {
  const comment = script.text.slice(tokenAt(script, first - 1).end, tokenAt(script, first).start);
  const found = [...comment.matchAll(NAMES)].at(-1);
  if (!found) return null;
  const [, name = '', mark, command = ''] = found;
  if (mark === '^' || mark === '$' || /:(?:one|1)\b/.test(command)) return { name, rows: 'one' };
  return { name, rows: /:(?:many|\*|n\b)/.test(command) ? 'many' : null };
}

/** Whether a file is named for many things, such as a query that it holds: `getUsers.sql`, `project_member_list.sql`, `all.sql`. */
export function isFileOfMany(filename: string): boolean {
  // `03_get_users.sql`, `N3_getUsers.sql`: the number of an exercise, or a place in an order.
  const words = wordsOf(/(?:[a-z]?\d+[-_. ]*)?([^\\/]+)\.sql$/i.exec(filename)?.[1] ?? '');
  if (words.some((word) => /^(?:list|all)$/.test(word))) return true;
  return (
    /^(?:select|get|find|fetch|load|read|retrieve)$/.test(words[0] ?? '') &&
    isPlural(objectOf(words.slice(1)) ?? '')
  );
}

/** Whether a query is named for one thing: `select_user_by_uid`, `GetAuthor`, `check_invitation_exists`. */
export function isNamedForOneRow(name: string): boolean {
  const [verb = '', ...words] = wordsOf(name);
  if (/^(?:check|is|has|exists|count)$/.test(verb) || words.includes('exists')) return true;
  if (!/^(?:select|get|find|fetch|load|read|lookup)$/.test(verb)) return false;
  if (words.some((word) => /^(?:list|all|many|each|every)$/.test(word))) return false;
  const noun = objectOf(words);
  return noun !== null && /^[a-z]+$/.test(noun) && isSingular(noun);
}

/** `authors` of `authors by city`: the last word before one that says which. */
function objectOf(words: readonly string[]): string | null {
  const end = words.findIndex((word) => /^(?:by|for|with|in|of|from|where|and|or|to|at|on)$/.test(word));
  return (end === 0 ? undefined : words.at(end === -1 ? -1 : end - 1)) ?? null;
}
