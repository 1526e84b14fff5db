import { createHash, randomBytes } from 'node:crypto';
import type { Database, Queryable } from '../foundation/database.ts';

/** What a refresh token turned out to be. */
export type Rotation =
  | {
      readonly outcome: 'rotated';
      readonly userId: string;
      readonly sessionId: string;
      readonly token: string;
    }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'reused'; readonly sessionId: string };

export interface Session {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** Logins and their refresh tokens. A token is random, used once, and stored as a digest only. */
export class Sessions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Begins a session of 30 days and hands out its first refresh token. */
  start(userId: string): Promise<{ sessionId: string; token: string }> {
    return this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string }>(
        `INSERT INTO sessions (user_id, expires_at) VALUES ($1, now() + interval '30 days') RETURNING id`,
        [userId],
      );
      const session = only(rows);
      return { sessionId: session.id, token: await addToken(transaction, session.id) };
    });
  }

  /**
   * Exchanges a refresh token for the next one. A token that comes twice was copied: whoever holds the
   * session's tokens, owner or thief, has to log in again.
   */
  rotate(token: string): Promise<Rotation> {
    // The outcome is a value: a throw would roll the revocation back.
    return this.#database.transaction(async (transaction): Promise<Rotation> => {
      const digest = digestOf(token);
      const { rows: fresh } = await transaction.query<{ session_id: string }>(
        'UPDATE refresh_tokens SET used_at = now() WHERE digest = $1 AND used_at IS NULL RETURNING session_id',
        [digest],
      );
      const used = fresh[0];
      if (used === undefined) return revokeSessionOf(transaction, digest);

      const { rows: live } = await transaction.query<{ user_id: string }>(
        'SELECT user_id FROM sessions WHERE id = $1 AND revoked_at IS NULL AND expires_at > now() FOR UPDATE',
        [used.session_id],
      );
      const session = live[0];
      if (session === undefined) return { outcome: 'refused' };
      return {
        outcome: 'rotated',
        userId: session.user_id,
        sessionId: used.session_id,
        token: await addToken(transaction, used.session_id),
      };
    });
  }

  /** The live sessions of a user, newest first. */
  async list(userId: string): Promise<readonly Session[]> {
    const { rows } = await this.#database.query<{ id: string; created_at: Date; expires_at: Date }>(
      `SELECT id, created_at, expires_at
         FROM sessions
        WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
        ORDER BY created_at DESC, id DESC
        LIMIT 100`,
      [userId],
    );
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    }));
  }

  /** Ends one session: its refresh tokens and its access tokens are worth nothing from now on. */
  async revoke(sessionId: string): Promise<void> {
    await revoke(this.#database, sessionId);
  }

  /** Ends every session of a user, for a changed password or a lost phone. */
  async revokeAll(userId: string): Promise<void> {
    await this.#database.query(
      'UPDATE sessions SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL',
      [userId],
    );
  }
}

async function revokeSessionOf(transaction: Queryable, digest: Buffer): Promise<Rotation> {
  const { rows } = await transaction.query<{ session_id: string }>(
    'SELECT session_id FROM refresh_tokens WHERE digest = $1 LIMIT 1',
    [digest],
  );
  const known = rows[0];
  if (known === undefined) return { outcome: 'refused' };
  await revoke(transaction, known.session_id);
  return { outcome: 'reused', sessionId: known.session_id };
}

async function revoke(on: Queryable, sessionId: string): Promise<void> {
  await on.query('UPDATE sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [sessionId]);
}

async function addToken(transaction: Queryable, sessionId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await transaction.query('INSERT INTO refresh_tokens (digest, session_id) VALUES ($1, $2)', [
    digestOf(token),
    sessionId,
  ]);
  return token;
}

/** 256 random bits need no slow hash. */
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('A statement that always returns a row returned none.');
  return row;
}
