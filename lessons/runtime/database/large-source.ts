import type { DatabaseSource } from '../playground.ts';

/** Characters of SQL, and rows of a series, from which the making of a database takes noticeably long. */
const LONG_TEXT = 300_000;
const MANY_ROWS = 20_000;

/** Whether a database made of these texts is large. */
export function isLarge({ schema, seed }: DatabaseSource): boolean {
  if (schema.length + seed.length > LONG_TEXT) return true;
  return [schema, seed].some((text) =>
    [...text.matchAll(/generate_series\s*\(([^)]*)\)/gi)].some(([, bounds = '']) =>
      [...bounds.replaceAll('_', '').matchAll(/\d+/g)].some(([number]) => Number(number) > MANY_ROWS),
    ),
  );
}
