/**
 * Whether something holds at any place of a character. To search for one character is the fastest look at a text
 * that there is; an expression that begins with it goes through the text several times slower.
 */
export function someAt(
  text: string,
  character: string,
  holds: (text: string, at: number) => boolean,
): boolean {
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1))
    if (holds(text, at)) return true;
  return false;
}

/** Whether a sticky expression matches at just this place. */
export function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** A table of how words begin: to look two letters up costs a tenth of trying an expression that then fails. */
export class FirstLetters {
  readonly #pairs = new Uint8Array(1024);

  /** @param pairs The first two letters of each word, with spaces between. */
  constructor(pairs: string) {
    for (const pair of pairs.split(' ')) this.#pairs[pairAt(pair, 0)] = 1;
  }

  /** Whether one of the words may stand here, in upper or lower case: never wrong when it says no. */
  mayStandAt(text: string, at: number): boolean {
    return text.charCodeAt(at) >= 65 && this.#pairs[pairAt(text, at)] === 1;
  }
}

/** The place of two letters in the table, upper and lower case alike. */
function pairAt(text: string, at: number): number {
  return ((text.charCodeAt(at) & 31) << 5) | (text.charCodeAt(at + 1) & 31);
}
