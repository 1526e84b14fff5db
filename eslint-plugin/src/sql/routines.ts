import { type Tokens, wordAt } from './token-at.ts';

const ROUTINE = /^(?:PROCEDURE|FUNCTION|TRIGGER|EVENT)$/;

/** How far behind CREATE stands what is created: `OR REPLACE`, `DEFINER = root@localhost`. */
const MAX_WORDS = 10;

/** `END$$` is one word, as MySQL reads it before it looks for the delimiter. */
const END = /^END\$*$/;

/** What END closes by another word: `END IF` is not the end of a block. */
const CLOSES_OTHER = /^(?:IF|LOOP|WHILE|REPEAT|FOR)$/;

/**
 * Where the body of the procedure or trigger ends that a statement creates, for the first semicolon in the statement: the
 * semicolon itself where there is no `BEGIN … END` around it, or none that ends.
 */
export function endOfBody(script: Tokens, first: number, semicolon: number): number {
  const kind = kindOf(script, first, semicolon);
  if (kind === null) return semicolon;
  let open = 0;
  for (let index = kind + 1; index < script.tokens.length; index++) {
    if (index === semicolon && open === 0) return semicolon;
    const word = wordAt(script, index);
    if (word === 'DELIMITER') return index;
    // The next one begins before this one ended.
    if (word === 'CREATE' && kindOf(script, index, index + MAX_WORDS) !== null) return semicolon;
    if (word === 'BEGIN' || word === 'CASE') open++;
    else if (END.test(word) && !CLOSES_OTHER.test(wordAt(script, index + 1))) {
      open--;
      if (open <= 0) return index;
      if (wordAt(script, index + 1) === 'CASE') index++;
    }
  }
  return semicolon;
}

/** The word that says that a routine is created. */
function kindOf(script: Tokens, first: number, last: number): number | null {
  if (wordAt(script, first) !== 'CREATE') return null;
  for (let kind = first + 1; kind < Math.min(first + MAX_WORDS, last); kind++)
    if (ROUTINE.test(wordAt(script, kind))) return kind;
  return null;
}

/** Steps over `DELIMITER //`, which tells MySQL's client what ends a statement. */
export function skipDelimiter(script: Tokens, first: number, last: number): number {
  if (wordAt(script, first) !== 'DELIMITER') return first;
  for (let index = first + 1; index < Math.min(first + MAX_WORDS, last); index++)
    if (wordAt(script, index) === 'CREATE') return index;
  return first;
}
