import { isWordPart } from './token-ends.ts';

/** The dollar quotes of a text, `$$ … $$` and `$body$ … $body$`: their tags are found once, however many never end. */
export class DollarQuotes {
  readonly #text: string;
  /** Where each tag stands, the last place first; those that were passed are gone. */
  #places: Map<string, number[]> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The end of the quote that begins here; null when none begins, or it never ends. Asked for from the first on. */
  endOf(from: number): number | null {
    const tag = tagAt(this.#text, from);
    if (tag === null) return null;
    this.#places ??= placesOfTags(this.#text);
    const places = this.#places.get(tag) ?? [];
    while ((places.at(-1) ?? Infinity) < from + tag.length) places.pop();
    const close = places.at(-1);
    return close === undefined ? null : close + tag.length;
  }
}

function tagAt(text: string, from: number): string | null {
  let at = from + 1;
  while (at < text.length && text[at] !== '$' && isWordPart(text[at] ?? '')) at++;
  return text[at] === '$' ? text.slice(from, at + 1) : null;
}

function placesOfTags(text: string): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = text.lastIndexOf('$'); at !== -1; at = at === 0 ? -1 : text.lastIndexOf('$', at - 1)) {
    const tag = tagAt(text, at);
    if (tag === null) continue;
    const known = places.get(tag);
    if (known) known.push(at);
    else places.set(tag, [at]);
  }
  return places;
}
