/** The words by which the scanner tells statements and clauses apart. Every other word may be a name. */
const KEYWORDS =
  'SELECT VALUES INSERT REPLACE UPDATE DELETE MERGE CREATE ALTER DROP ' +
  'ANALYZE BEGIN CALL CLOSE COMMENT COMMIT COPY DEALLOCATE DECLARE DESC DESCRIBE DISCARD DO END EXEC EXECUTE GRANT ' +
  'IMPORT LISTEN LOAD LOCK NOTIFY OPTIMIZE PRAGMA PREPARE REFRESH REINDEX RELEASE RENAME RESET REVOKE ROLLBACK ' +
  'SAVEPOINT SECURITY SET SHOW START TABLE TRUNCATE UNLISTEN USE VACUUM ATTACH DETACH EXPLAIN ' +
  'WITH RECURSIVE MATERIALIZED AS NOT UNION INTERSECT EXCEPT MINUS ALL DISTINCT ' +
  'INTO FROM WHERE GROUP BY HAVING WINDOW ORDER LIMIT OFFSET FETCH FIRST NEXT FOR SHARE NO KEY VALUE USING ' +
  'ON CONFLICT DUPLICATE RETURNING IS EXISTS IN ANY SOME JOIN LATERAL ROWS RANGE SEPARATOR';

const WORDS: readonly string[] = KEYWORDS.split(' ');

/** How long keywords are, a bit for each length, by the last five bits of their first letter's code. */
const LENGTHS = new Uint16Array(32);
/** The keywords of one slot; most slots have none or one. */
const BY_SLOT: (readonly string[])[] = Array.from({ length: 256 }, () => []);
for (const word of WORDS) {
  const letter = word.charCodeAt(0) & 31;
  LENGTHS[letter] = (LENGTHS[letter] ?? 0) | (1 << word.length);
  const slot = slotOf(word, 0, word.length);
  BY_SLOT[slot] = [...(BY_SLOT[slot] ?? []), word];
}

/** Words that differ in length, or in one of three letters, are in different slots, as a rule. */
function slotOf(text: string, start: number, length: number): number {
  const first = text.charCodeAt(start) & 31;
  // What follows a word of two letters is no part of it: `IN(`, `BY` at the end of a line.
  const third = length > 2 ? text.charCodeAt(start + 2) & 31 : 0;
  const last = text.charCodeAt(start + length - 1) & 31;
  return (first + 7 * third + 11 * last + 29 * length) & 255;
}

/**
 * The keyword that a piece of text spells in letters of either case. It is always the same string, which to compare
 * costs nothing, where a piece of the text would be cut out and compared letter by letter.
 */
export function keywordAt(text: string, start: number, end: number): string | null {
  const length = end - start;
  if (length >= 16 || (((LENGTHS[text.charCodeAt(start) & 31] ?? 0) >> length) & 1) === 0) return null;
  for (const word of BY_SLOT[slotOf(text, start, length)] ?? []) {
    if (word.length === length && isSpelledAt(word, text, start)) return word;
  }
  return null;
}

/** Whether a word in upper case stands at a place, in letters of either case. */
function isSpelledAt(word: string, text: string, start: number): boolean {
  for (let index = 0; index < word.length; index++) {
    if ((text.charCodeAt(start + index) & ~32) !== word.charCodeAt(index)) return false;
  }
  return true;
}
