import { pool } from './database.ts';

/** How often a key was counted in the 15 minutes since the first time, and for how many seconds that stands. */
export interface Attempts {
  readonly count: number;
  readonly seconds: number;
}

/** Counts one more for a key, and says how many there are now: looking and counting in one statement. */
export async function countAttempt(key: string): Promise<Attempts> {
  const { rows } = await pool.query<Attempts>(
    `INSERT INTO attempts AS stored (key, count, ends_at)
     VALUES ($1, 1, now() + interval '15 minutes')
     ON CONFLICT (key) DO UPDATE
       SET count = CASE WHEN stored.ends_at <= now() THEN 1 ELSE stored.count + 1 END,
           ends_at = CASE WHEN stored.ends_at <= now() THEN excluded.ends_at ELSE stored.ends_at END
     RETURNING count, ceil(extract(epoch FROM ends_at - now()))::integer AS seconds`,
    [key],
  );
  return rows[0] ?? { count: 0, seconds: 0 };
}

/** Takes back one count of a key. */
export async function takeBackAttempt(key: string): Promise<void> {
  await pool.query('UPDATE attempts SET count = count - 1 WHERE key = $1 AND count > 0', [key]);
}

/** Begins anew with a key. */
export async function forgetAttempts(key: string): Promise<void> {
  await pool.query('DELETE FROM attempts WHERE key = $1', [key]);
}
