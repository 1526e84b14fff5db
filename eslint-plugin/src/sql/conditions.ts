import type { Script, TokenRange } from './statement.ts';
import { endAt, wordAt } from './token-at.ts';

/** The parts of a condition that a word separates outside of its brackets. The AND of BETWEEN separates nothing. */
export function partsOf(
  script: Script,
  { first, last }: TokenRange,
  separator: 'AND' | 'OR',
): readonly TokenRange[] {
  const parts: TokenRange[] = [];
  let start = first;
  let isBetween = false;
  for (let index = first; index < last; index = endAt(script, index) + 1) {
    const word = wordAt(script, index);
    if (word === separator && !isBetween) {
      parts.push({ first: start, last: index });
      start = index + 1;
    }
    isBetween = word === 'BETWEEN' || (isBetween && word !== 'AND');
  }
  return [...parts, { first: start, last }];
}
