import { FirstLetters, isLetter, matchesAt } from './ast/glance.ts';
import type { SourceCode } from './ast/node.ts';
import { perFile } from './ast/per-file.ts';

/** The types that a call is given, and the bracket that opens its arguments. */
export const OPENS_CALL = '\\s*(?:<[^()]*>)?\\s*(?:\\?\\.\\s*)?\\(';

/** Methods of routers and clients. */
export const METHODS = '(?:get|post|put|patch|delete|del|all|inject|request|route)';

/** A text that can be a URL: it begins as one does, or more than the end of the call comes after it. */
const URL_TEXT = '["\'`](?:[/$]|http|[^"\'`]*["\'`]\\s*[^\\s)])';

/** The method that `on` is given, or several, and the path behind it. */
const METHOD_AND_PATH = '(?:\\[[^\\]]*\\]|[^\\s,()[\\]{}]+)\\s*,\\s*(?:["\'`]/|\\[)';

/** A call of a method with a URL, or with a name and more, alone or in a list; or with an object or a prefix. */
const CALLS_METHOD = new RegExp(
  `\\.(?:${METHODS}${OPENS_CALL}\\s*(?:\\[\\s*)?(?:${URL_TEXT}|[\\w$.[\\]]+\\s*[,+])|route${OPENS_CALL}\\s*["'\`]|(?:use|register)${OPENS_CALL}\\s*["'\`]/|(?:inject|request)${OPENS_CALL}\\s*(?:\\{|new\\s)|fetch${OPENS_CALL}\\s*[^\\s)]|on${OPENS_CALL}\\s*${METHOD_AND_PATH}|register${OPENS_CALL}\\s*[^\\s"'\`)][^]{0,1000}?\\bprefix\\b)`,
  'y',
);

/** A call of a client's method with an expression that can be a URL, and what such a client is called. */
const CALLS_CLIENT = new RegExp(`\\.(?:get|post|put|patch|delete|del)${OPENS_CALL}\\s*[^\\s"'\`){]`, 'y');
const CLIENT = /(?:axios|ky|got|superagent|supertest|request|agent|client|api|http|fetcher|instance|\))$/i;

function asksAt(text: string, dot: number): boolean {
  if (matchesAt(CALLS_METHOD, text, dot)) return true;
  return matchesAt(CALLS_CLIENT, text, dot) && CLIENT.test(text.slice(Math.max(0, dot - 200), dot).trimEnd());
}

/** What a file does with members of objects that concerns rules: `asks` for a URL, or serves one. */
type MemberSign = 'sends' | 'selects' | 'sorts' | 'asks';

const SENDS = new RegExp(`\\.(?:(?:jsonp?|send|text)${OPENS_CALL}\\s*(?!\\))|body\\s*=)`, 'y');
const SELECTS = /\.(?:select|returning)(?:All)?\b/y;
const SORTS = /\.(?:orderBy|addOrderBy|thenOrderBy)\b/y;

const SIGNS: readonly MemberSign[] = ['sends', 'selects', 'sorts', 'asks'];
/** How the members begin, in the order of the signs. */
const LETTERS = new FirstLetters(
  'jso sen tex bod',
  'sel ret',
  'ord add the',
  'get pos put pat del all inj req rou use on reg fet',
);

function holdsAt(sign: MemberSign, text: string, dot: number): boolean {
  let end = dot + 3;
  while (isLetter(text.charCodeAt(end))) end++;
  const next = text.charCodeAt(end);
  const mayOpen = next === 40 /* ( */ || next === 60 /* < */ || next === 63 /* ? */ || next <= 32;
  switch (sign) {
    case 'sends':
      return (mayOpen || next === 61) /* = */ && matchesAt(SENDS, text, dot);
    case 'selects':
      return matchesAt(SELECTS, text, dot);
    case 'sorts':
      return end - dot >= '.orderBy'.length && matchesAt(SORTS, text, dot);
    case 'asks':
      return mayOpen && asksAt(text, dot);
  }
}

const NONE: ReadonlySet<MemberSign> = new Set();

/** What a file may do with members of objects, told by one look at the dots in its text. Never wrong when it says no. */
export const memberSignsOf = perFile(({ text }: SourceCode): ReadonlySet<MemberSign> => {
  let found: Set<MemberSign> | undefined;
  for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) {
    const lists = LETTERS.listsAt(text, dot + 1);
    // Three letters are never of two lists.
    const sign = lists === 0 ? undefined : SIGNS[31 - Math.clz32(lists)];
    if (sign !== undefined && found?.has(sign) !== true && holdsAt(sign, text, dot))
      (found ??= new Set()).add(sign);
  }
  return found ?? NONE;
});
