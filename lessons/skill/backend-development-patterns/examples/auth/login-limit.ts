import type { Database } from '../foundation/database.ts';
import { tooManyRequests } from '../foundation/api-error.ts';

const ATTEMPTS = 5;

/**
 * At most five failed logins in 15 minutes for a pair of account and address: a guesser is stopped, the
 * owner elsewhere and the colleague behind the same address are not. Kept in the database, so that every
 * instance counts in the same place.
 */
export class LoginLimit {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Counts an attempt before its password is looked at, so that attempts in parallel count too. */
  async begin(account: string, address: string): Promise<void> {
    const { rows } = await this.#database.query<{ failures: number; seconds: number }>(
      `INSERT INTO login_failures AS stored (account, address, failures, window_ends_at)
       VALUES ($1, $2, 1, now() + interval '15 minutes')
       ON CONFLICT (account, address) DO UPDATE
         SET failures = CASE WHEN stored.window_ends_at <= now() THEN 1 ELSE stored.failures + 1 END,
             window_ends_at = CASE WHEN stored.window_ends_at <= now()
                                   THEN excluded.window_ends_at ELSE stored.window_ends_at END
       RETURNING failures, ceil(extract(epoch FROM window_ends_at - now()))::int AS seconds`,
      [account, address],
    );
    const counted = rows[0];
    if (counted !== undefined && counted.failures > ATTEMPTS) {
      throw tooManyRequests('Too many failed logins. Wait, or reset the password.', counted.seconds);
    }
  }

  /** Forgets the failures: the password was right. */
  async succeed(account: string, address: string): Promise<void> {
    await this.#database.query('DELETE FROM login_failures WHERE account = $1 AND address = $2', [
      account,
      address,
    ]);
  }
}
