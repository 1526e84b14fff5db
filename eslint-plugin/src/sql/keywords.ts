/** The words by which the scanner tells statements and clauses apart. Every other word may be a name. */
const KEYWORDS =
  'SELECT VALUES INSERT REPLACE UPDATE DELETE MERGE CREATE ALTER DROP ' +
  'ANALYZE BEGIN CALL CLOSE COMMENT COMMIT COPY DEALLOCATE DECLARE DESC DESCRIBE DISCARD DO END EXEC EXECUTE GRANT ' +
  'IMPORT LISTEN LOAD LOCK NOTIFY OPTIMIZE PRAGMA PREPARE REFRESH REINDEX RELEASE RENAME RESET REVOKE ROLLBACK ' +
  'SAVEPOINT SECURITY SET SHOW START TABLE TRUNCATE UNLISTEN USE VACUUM ATTACH DETACH EXPLAIN ' +
  'WITH RECURSIVE MATERIALIZED AS NOT UNION INTERSECT EXCEPT MINUS ALL DISTINCT ' +
  'INTO FROM WHERE GROUP BY HAVING WINDOW ORDER LIMIT OFFSET FETCH FIRST NEXT FOR SHARE NO KEY VALUE USING ' +
  'ON CONFLICT DUPLICATE RETURNING IS EXISTS IN ANY SOME JOIN LATERAL ROWS RANGE SEPARATOR';

const BY_WORD: ReadonlyMap<string, string> = new Map(KEYWORDS.split(' ').map((word) => [word, word]));

/** How long keywords are, a bit for each length, by the last five bits of their first letter's code. */
const LENGTHS = new Uint16Array(32);
for (const word of BY_WORD.keys()) {
  const letter = word.charCodeAt(0) & 31;
  LENGTHS[letter] = (LENGTHS[letter] ?? 0) | (1 << word.length);
}

/** Whether a word of a length may be a keyword, told by the code of its first letter: never wrong when it says no. */
export function canBeKeyword(code: number, length: number): boolean {
  return length < 16 && (((LENGTHS[code & 31] ?? 0) >> length) & 1) === 1;
}

/**
 * The keyword that a word in upper case spells. It is always the same string, which to compare costs nothing, where a
 * piece of the text would be compared letter by letter.
 */
export function keywordOf(word: string): string | undefined {
  return BY_WORD.get(word);
}
