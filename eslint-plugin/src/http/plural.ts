/** Nouns without a plural, or with the same one. */
const UNCOUNTABLE =
  /^(?:analytics|auth|authentication|authorization|aircraft|billing|cache|cash|chat|config|configuration|content|data|email|equipment|faq|feedback|fish|furniture|gear|graphql|hardware|health|help|history|homework|info|information|inventory|kanban|knowledge|luggage|mail|media|metadata|middleware|money|music|news|oauth|progress|research|rest|search|series|sheep|software|species|staff|stats|status|stock|storage|stuff|traffic|trash|travel|weather)$/;

const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people',
  child: 'children',
  man: 'men',
  woman: 'women',
  foot: 'feet',
  tooth: 'teeth',
  mouse: 'mice',
  goose: 'geese',
  criterion: 'criteria',
  leaf: 'leaves',
  shelf: 'shelves',
  knife: 'knives',
  life: 'lives',
  wife: 'wives',
  hero: 'heroes',
  potato: 'potatoes',
  quiz: 'quizzes',
  index: 'indexes',
  bus: 'buses',
  bonus: 'bonuses',
  campus: 'campuses',
  virus: 'viruses',
  lens: 'lenses',
  alias: 'aliases',
  canvas: 'canvases',
  gas: 'gases',
  analysis: 'analyses',
  basis: 'bases',
};
const PLURALS = new Set(Object.values(IRREGULAR));

/** The plural of a noun in lower case; a plural stays as it is. */
export function pluralOf(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  if (isPlural(word) || UNCOUNTABLE.test(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** Whether a noun in lower case is one thing out of several, as far as its ending tells. */
export function isSingular(word: string): boolean {
  return !isPlural(word) && !UNCOUNTABLE.test(word);
}

/** Whether a noun in lower case is several things, as far as its ending tells. */
export function isPlural(word: string): boolean {
  if (PLURALS.has(word)) return true;
  return /s$/.test(word) && !/(?:ss|us|is)$/.test(word) && IRREGULAR[word] === undefined;
}
