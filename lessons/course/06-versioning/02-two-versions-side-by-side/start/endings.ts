import { pool } from './database.ts';

export interface Ending {
  readonly deprecatedAt: Date;
  readonly sunsetAt: Date;
}

/** Since when something should no longer be built on, and when it ends. */
export async function endingOf(what: 'v1 orders'): Promise<Ending> {
  const { rows } = await pool.query<Ending>(
    'SELECT deprecated_at AS "deprecatedAt", sunset_at AS "sunsetAt" FROM endings WHERE what = $1',
    [what],
  );
  if (!rows[0]) throw new Error(`The table endings has no row for ${what}.`);
  return rows[0];
}
