import { FirstLetters, matchesAt, someAt } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { MANNERS, VERBS } from './verb.ts';

const anyCase = (words: readonly string[]): string =>
  words.join('|').replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** How words go on that are no verbs: `updated`, `settings`, `editors`, `address`. */
const OTHER_WORD = '(?:d|r|s|e[dr]s?|ors?|ings?|tings?|ress(?:es)?)(?![a-z])';

/** A segment that may have a verb, to its end. `'GET'` is a method; `post` and its like need a name behind them. */
const SEGMENT = new RegExp(
  `(?:p(?:ost|ut|atch)(?=[A-Z])|(?!(?:GET|DELETE)["'\`])(?:(?:${anyCase(MANNERS)})[-_.~]*)?(?:${anyCase(Object.keys(VERBS))})(?!${OTHER_WORD}))[\\w.~-]*[^\\w\\s.~(),;:=&|!>-]`,
  'y',
);
const FIRST_LETTERS = new FirstLetters(
  'get fet ret fin lis set cre add ins sav upd edi mod ups del rem des pos put pat bat bul mas mul sof har for',
);

function beginsWithVerb(text: string, mark: number): boolean {
  let at = mark + 1;
  // `/-/get`, `'_get'`: what is neither letter nor digit parts words, and is no part of one.
  while (isBetweenWords(text.charCodeAt(at))) at++;
  return FIRST_LETTERS.mayStandAt(text, at) && matchesAt(SEGMENT, text, at);
}

function isBetweenWords(code: number): boolean {
  return code === 45 /* - */ || code === 46 /* . */ || code === 95 /* _ */ || code === 126; /* ~ */
}

/** A segment that ends with a verb: `/user-insert`, `/userInsert`. */
const ENDS_WITH_VERB =
  /(?:[-_](?:create|add|insert|save|edit|modify|upsert|delete|remove)|[a-z\d](?:Create|Add|Insert|Save|Edit|Modify|Upsert|Delete|Remove))$/;
const LAST_LETTERS = new FirstLetters('ate add ert ave dit ify ete ove');

function endsWithVerb(text: string, mark: number): boolean {
  return (
    LAST_LETTERS.mayStandAt(text, mark - 3) && ENDS_WITH_VERB.test(text.slice(Math.max(0, mark - 8), mark))
  );
}

function borders(text: string, mark: number): boolean {
  return beginsWithVerb(text, mark) || endsWithVerb(text, mark);
}

/** Whether a segment with a verb may stand in a file: in a path, in a text of its own, or behind an expression. */
export function mayNameVerbs({ text }: SourceCode): boolean {
  return (
    someAt(text, '/', borders) ||
    someAt(text, "'", borders) ||
    someAt(text, '"', borders) ||
    someAt(text, '`', borders) ||
    someAt(text, '}', beginsWithVerb) ||
    someAt(text, '?', endsWithVerb)
  );
}
