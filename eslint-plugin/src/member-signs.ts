import { FirstLetters, matchesAt } from './ast/glance.ts';
import type { SourceCode } from './ast/node.ts';
import { perFile } from './ast/per-file.ts';

/** The types that a call is given, and the bracket that opens its arguments. */
export const OPENS_CALL = '\\s*(?:<[^()]*>)?\\s*(?:\\?\\.\\s*)?\\(';

/** Methods of routers and clients. */
export const METHODS = '(?:get|post|put|patch|delete|del|all|inject|route)';

/** A text that can be a URL: it begins as one does, or more than the end of the call comes after it. */
const URL_TEXT = '["\'`](?:[/$]|http|[^"\'`]*["\'`]\\s*[^\\s)])';

/** A call of a method with a URL, or with a name and more. */
const CALLS_METHOD = new RegExp(
  `\\.(?:${METHODS}${OPENS_CALL}\\s*(?:${URL_TEXT}|[\\w$.[\\]]+\\s*[,+])|route${OPENS_CALL}\\s*["'\`]|use${OPENS_CALL}\\s*["'\`]/|inject${OPENS_CALL}\\s*\\{)`,
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

interface Sign {
  readonly sign: MemberSign;
  readonly letters: FirstLetters;
  readonly holds: (text: string, dot: number) => boolean;
}

function signOf(sign: MemberSign, letters: string, pattern: RegExp): Sign {
  return { sign, letters: new FirstLetters(letters), holds: (text, dot) => matchesAt(pattern, text, dot) };
}

const SENDS = new RegExp(`\\.(?:(?:jsonp?|send|text)${OPENS_CALL}\\s*(?!\\))|body\\s*=)`, 'y');
const SIGNS: readonly Sign[] = [
  signOf('sends', 'jso sen tex bod', SENDS),
  signOf('selects', 'sel ret', /\.(?:select|returning)(?:All)?\b/y),
  signOf('sorts', 'ord add the', /\.(?:orderBy|addOrderBy|thenOrderBy)\b/y),
  { sign: 'asks', letters: new FirstLetters('get pos put pat del all inj rou use'), holds: asksAt },
];
const LETTERS = new FirstLetters('jso sen tex bod sel ret ord add the get pos put pat del all inj rou use');

const NONE: ReadonlySet<MemberSign> = new Set();

/** What a file may do with members of objects, told by one look at the dots in its text. Never wrong when it says no. */
export const memberSignsOf = perFile(({ text }: SourceCode): ReadonlySet<MemberSign> => {
  let found: Set<MemberSign> | undefined;
  for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) {
    if (!LETTERS.mayStandAt(text, dot + 1)) continue;
    for (const { sign, letters, holds } of SIGNS)
      if (found?.has(sign) !== true && letters.mayStandAt(text, dot + 1) && holds(text, dot))
        (found ??= new Set()).add(sign);
  }
  return found ?? NONE;
});
