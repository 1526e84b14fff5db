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

export function isQuote(code: number): boolean {
  return code === 39 /* ' */ || code === 34 /* " */ || code === 96; /* ` */
}

/**
 * How words begin, or end, three letters each: to look them up costs a tenth of trying an expression that then fails.
 * There is a bit for each list with such a word, upper and lower case alike.
 */
class Letters {
  /** Two letters at first, in a table that stays near; few texts come as far as the third. */
  readonly #pairs = new Uint8Array(1024);
  readonly #lists = new Uint8Array(32768);

  constructor(lists: readonly (readonly string[])[]) {
    lists.forEach((words, index) => {
      const bit = 1 << index;
      for (const [first = '', second = '', third] of words) {
        const pair = ((first.charCodeAt(0) & 31) << 5) | (second.charCodeAt(0) & 31);
        this.#pairs[pair] = (this.#pairs[pair] ?? 0) | bit;
        for (let letter = 0; letter < 32; letter++) {
          const place = (pair << 5) | letter;
          if (third === undefined || letter === (third.charCodeAt(0) & 31))
            this.#lists[place] = (this.#lists[place] ?? 0) | bit;
        }
      }
    });
  }

  /** The lists with such a word. */
  listsOf(text: string, first: number, second: number, third: number): number {
    const pair = ((text.charCodeAt(first) & 31) << 5) | (text.charCodeAt(second) & 31);
    if (this.#pairs[pair] === 0) return 0;
    return this.#lists[(pair << 5) | (text.charCodeAt(third) & 31)] ?? 0;
  }
}

/** A table of how words begin. */
export class FirstLetters {
  readonly #letters: Letters;

  /** @param lists The first three letters of each word, with spaces between; two stand for all that begin so. */
  constructor(...lists: readonly string[]) {
    this.#letters = new Letters(lists.map((list) => list.split(' ')));
  }

  /** A bit for each list of which a word may stand here, in upper or lower case: never wrong when it says none. */
  listsAt(text: string, at: number): number {
    // What reads beyond a text once is slow for good.
    if (at < 0 || at + 2 >= text.length) return 0;
    return text.charCodeAt(at) < 65 ? 0 : this.#letters.listsOf(text, at, at + 1, at + 2);
  }

  /** Whether one of the words may stand here. */
  mayStandAt(text: string, at: number): boolean {
    return this.listsAt(text, at) !== 0;
  }
}

/** A table of how words end. */
export class LastLetters {
  readonly #letters: Letters;

  /** @param lists The last three letters of each word, with spaces between; two stand for all that end so. */
  constructor(...lists: readonly string[]) {
    this.#letters = new Letters(
      lists.map((list) => list.split(' ').map((word) => [...word].reverse().join(''))),
    );
  }

  /** A bit for each list of which a word may end here, in upper or lower case: never wrong when it says none. */
  listsBefore(text: string, end: number): number {
    return end < 3 ? 0 : this.#letters.listsOf(text, end - 1, end - 2, end - 3);
  }
}
