import type { DatabaseSource } from '../playground.ts';

/** Characters of SQL, and rows of a series, from which the making of a database takes noticeably long. */
const LONG_TEXT = 300_000;
const MANY_ROWS = 20_000;

/** Whether a database made of these texts is large. */
export function isLarge({ schema, seed }: DatabaseSource): boolean {
  if (schema.length + seed.length > LONG_TEXT) return true;
  return [schema, seed].some((text) =>
    [...text.matchAll(/generate_series\s*\(([^)]*)\)/gi)].some(([, bounds = '']) =>
      bounds.split(',').some((bound) => numberOf(bound) > MANY_ROWS),
    ),
  );
}

/** The number that a bound comes to: 1_000_000, 1e6, 1000 * 1000; of what is no such number, its greatest part. */
function numberOf(bound: string): number {
  const product = bound
    .replaceAll('_', '')
    .split('*')
    .map(Number)
    .reduce((one, other) => one * other);
  if (!Number.isNaN(product)) return product;
  return Math.max(0, ...[...bound.replaceAll('_', '').matchAll(/\d+/g)].map(([digits]) => Number(digits)));
}
