/**
 * Whether something holds at any place of a character, from a place on. To search for one character is the fastest
 * look at a text that there is; an expression that begins with it goes through the text several times slower.
 */
export function someAt(
  text: string,
  character: string,
  holds: (text: string, at: number) => boolean,
  from = 0,
): boolean {
  for (let at = text.indexOf(character, from); at !== -1; at = text.indexOf(character, at + 1))
    if (holds(text, at)) return true;
  return false;
}

/** Whether a sticky expression matches at just this place. */
export function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Where the spaces begin that end at a place; the place itself where there are none. */
export function startOfBlank(text: string, end: number): number {
  let at = end;
  while (at > 0 && text.charCodeAt(at - 1) <= 32) at--;
  return at;
}

export function isLetter(code: number): boolean {
  return (code | 32) >= 97 /* a */ && (code | 32) <= 122; /* z */
}

/** A table of how words begin: to look three letters up costs a tenth of trying an expression that then fails. */
export class FirstLetters {
  /** For each three letters, a bit for each list with a word that begins so. */
  readonly #lists = new Uint8Array(32768);

  /** @param lists The first three letters of each word, with spaces between; two stand for all that begin so. */
  constructor(...lists: readonly string[]) {
    lists.forEach((list, index) => {
      for (const beginning of list.split(' ')) {
        const place = placeOf(beginning, 0);
        for (let third = 0; third < (beginning.length > 2 ? 1 : 32); third++)
          this.#add(place | third, 1 << index);
      }
    });
  }

  #add(place: number, bit: number): void {
    this.#lists[place] = (this.#lists[place] ?? 0) | bit;
  }

  /** A bit for each list of which a word may stand here, in upper or lower case: never wrong when it says none. */
  listsAt(text: string, at: number): number {
    return text.charCodeAt(at) < 65 ? 0 : (this.#lists[placeOf(text, at)] ?? 0);
  }

  /** Whether one of the words may stand here. */
  mayStandAt(text: string, at: number): boolean {
    return this.listsAt(text, at) !== 0;
  }
}

/** The place of three letters in the table, upper and lower case alike. */
function placeOf(text: string, at: number): number {
  return (
    ((text.charCodeAt(at) & 31) << 10) |
    ((text.charCodeAt(at + 1) & 31) << 5) |
    (text.charCodeAt(at + 2) & 31)
  );
}
