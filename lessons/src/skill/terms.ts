/** Words that say nothing about the topic of a question. */
const silent = new Set(
  `a an and any are as at be been before but by can cannot code do does each eight example five for four from
   get give has have how i if in into is it its make me must my need nine no not of on one only or our own
   same seven several should show six so some start still ten than that the their them then there these they
   this three to two up us use using want was we what when where which who why will with without work write
   wrong you your`.split(/\s+/),
);

/** The words of a text in one form: lower case, cut at case and sign, without their endings. */
export function termsOf(text: string): readonly string[] {
  return text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll(/\be-mails?\b|\S+@\S+/g, 'email')
    .replaceAll(/\b(log|sign|roll|shut)[ -](in|out|up|off|back|down)\b/g, '$1$2')
    .replaceAll(/\border by\b/g, 'orderby order')
    .split(/[^\p{L}\p{N}+%*]+/u)
    .filter((word) => word !== '' && !silent.has(word))
    .map(stemOf);
}

/** A word without the endings of plural, past and progress: 'queries' and 'query' are one, and so are 'paginate' and 'pagination'. */
function stemOf(word: string): string {
  if (word.length <= 3) return word;
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(?<=ss|sh|ch|x)es$/, '')
    .replace(/(?<![su])s$/, '');
  const stem = singular
    .replace(/(?<=.{3})ly$/, '')
    .replace(/(?:ing|ed)$/, '')
    .replace(/(?:ation|ate|at|ion)$/, '')
    .replace(/(.)\1$/, '$1')
    .replace(/e$/, '');
  return stem.length >= 3 ? stem : singular;
}
