import { FirstLetters, matchesAt } from './ast/glance.ts';
import type { SourceCode } from './ast/node.ts';
import { perFile } from './ast/per-file.ts';

/** The types that a call is given, and the bracket that opens its arguments. */
export const OPENS_CALL = '\\s*(?:<[^()]*>)?\\s*(?:\\?\\.\\s*)?\\(';

/** What a file does with members of objects that concerns rules. */
type MemberSign = 'sends' | 'selects' | 'sorts';

const SIGNS: readonly (readonly [MemberSign, RegExp])[] = [
  ['sends', new RegExp(`\\.(?:(?:jsonp?|send|text)${OPENS_CALL}\\s*(?!\\))|body\\s*=)`, 'y')],
  ['selects', /\.(?:select|returning)(?:All)?\b/y],
  ['sorts', /\.(?:orderBy|addOrderBy|thenOrderBy)\b/y],
];

const FIRST_LETTERS = new FirstLetters('jso sen tex bod sel ret ord add the');

const NONE: ReadonlySet<MemberSign> = new Set();

/** What a file may do with members of objects, told by one look at the dots in its text. Never wrong when it says no. */
export const memberSignsOf = perFile(({ text }: SourceCode): ReadonlySet<MemberSign> => {
  let found: Set<MemberSign> | undefined;
  for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) {
    if (!FIRST_LETTERS.mayStandAt(text, dot + 1)) continue;
    for (const [sign, pattern] of SIGNS)
      if (found?.has(sign) !== true && matchesAt(pattern, text, dot)) (found ??= new Set()).add(sign);
  }
  return found ?? NONE;
});
