import type { Verb } from './statement.ts';

/** What begins the statements that rules judge. */
const VERBS: ReadonlyMap<string, Verb> = new Map([
  ['SELECT', 'select'],
  ['VALUES', 'values'],
  ['INSERT', 'insert'],
  ['REPLACE', 'insert'],
  ['UPDATE', 'update'],
  ['DELETE', 'delete'],
  ['MERGE', 'merge'],
  ['CREATE', 'create'],
  ['ALTER', 'alter'],
  ['DROP', 'drop'],
]);

/** What begins a statement that rules know little about. */
const OTHER_VERBS = new Set(
  (
    'ANALYZE BEGIN CALL CLOSE COMMENT COMMIT COPY DEALLOCATE DECLARE DESC DESCRIBE DISCARD DO END EXEC EXECUTE ' +
    'GRANT IMPORT LISTEN LOAD LOCK NOTIFY OPTIMIZE PRAGMA PREPARE REFRESH REINDEX RELEASE RENAME RESET REVOKE ROLLBACK ' +
    'SAVEPOINT SECURITY SET SHOW START TABLE TRUNCATE UNLISTEN USE VACUUM ATTACH DETACH'
  ).split(' '),
);

/** The verb that a word is at the beginning of a command. */
export function verbOf(word: string): Verb {
  return VERBS.get(word) ?? (OTHER_VERBS.has(word) ? 'other' : 'fragment');
}

/** Whether a word begins one of the statements that rules judge. */
export function isMainVerb(word: string | null): boolean {
  return word !== null && VERBS.has(word);
}
