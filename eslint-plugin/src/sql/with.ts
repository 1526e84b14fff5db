import { endAt, tokenAt } from './token-at.ts';
import type { TokenReader } from './token-reader.ts';
import { isMainVerb } from './verbs.ts';

/** A common table expression; `first` and `last` are indexes of the tokens in its brackets, the end exclusive. */
export interface TableExpression {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/** Where the statement begins that EXPLAIN explains. */
export function skipExplain(read: TokenReader, first: number, last: number): number {
  if (!read.is(first, 'EXPLAIN')) return first;
  let index = first + 1;
  while (index < last && !isMainVerb(read.sign(index)) && !read.is(index, 'WITH')) index = read.next(index);
  return index;
}

/** Reads `name [(columns)] AS [[NOT] MATERIALIZED] (…)`, several with commas; gives where the main verb begins. */
export function readWith(read: TokenReader, first: number, last: number, found: TableExpression[]): number {
  let index = read.is(first, 'RECURSIVE') ? first + 1 : first;
  while (index < last) {
    const { text } = tokenAt(read, index);
    index++;
    if (read.is(index, '(')) index = read.next(index);
    if (read.is(index, 'AS')) index++;
    while (read.is(index, 'NOT') || read.is(index, 'MATERIALIZED')) index++;
    const close = endAt(read, index);
    if (!read.is(index, '(') || close === index) return index;
    found.push({ name: text.toUpperCase(), first: index + 1, last: close });
    index = close + 1;
    while (index < last && !read.is(index, ',') && !isMainVerb(read.sign(index)) && !read.is(index, '('))
      index = read.next(index);
    if (!read.is(index, ',')) return index;
    index++;
  }
  return index;
}
