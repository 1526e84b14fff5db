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

/** A table of how words begin: to look three letters up costs a tenth of trying an expression that then fails. */
export class FirstLetters {
  /** A bit for each three letters. */
  readonly #bits = new Uint8Array(4096);

  /** @param beginnings The first three letters of each word, with spaces between; two stand for all that begin so. */
  constructor(beginnings: string) {
    for (const beginning of beginnings.split(' ')) {
      const place = placeOf(beginning, 0);
      for (let third = 0; third < (beginning.length > 2 ? 1 : 32); third++) this.#add(place | third);
    }
  }

  #add(place: number): void {
    this.#bits[place >> 3] = (this.#bits[place >> 3] ?? 0) | (1 << (place & 7));
  }

  /** Whether one of the words may stand here, in upper or lower case: never wrong when it says no. */
  mayStandAt(text: string, at: number): boolean {
    if (text.charCodeAt(at) < 65) return false;
    const place = placeOf(text, at);
    return ((this.#bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
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
