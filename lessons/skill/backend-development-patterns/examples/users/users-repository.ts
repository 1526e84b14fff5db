import type { Role } from '../auth/guard.ts';
import { isRefusal, type Database } from '../foundation/database.ts';
import { START, type Position } from '../foundation/cursor.ts';
import { conflict } from '../foundation/api-error.ts';
import {
  userOrderings,
  type Credentials,
  type User,
  type UserFilter,
  type UserInput,
  type UserOrdering,
} from './user.ts';

interface UserRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  created_at: Date;
  updated_at: Date;
}

/** The only place that knows the table `users`. */
export class UsersRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Stores a user and the message that welcomes them, both or neither. */
  create(input: UserInput & { passwordHash: string }): Promise<User> {
    return this.#database.transaction(async (transaction) => {
      const { rows } = await withUniqueEmail(() =>
        transaction.query<UserRow>(
          `INSERT INTO users (email, name, password_hash) VALUES ($1, $2, $3)
           RETURNING id, email, name, role, created_at, updated_at`,
          [input.email, input.name, input.passwordHash],
        ),
      );
      const user = toUser(rows[0]);
      if (user === null) throw new Error('INSERT returned no row.');
      await transaction.query('INSERT INTO outbox (topic, payload) VALUES ($1, $2)', [
        'user.created',
        JSON.stringify({ userId: user.id }),
      ]);
      return user;
    });
  }

  /** The user with this id, or null. */
  async find(id: string): Promise<User | null> {
    const { rows } = await this.#database.query<UserRow>(
      'SELECT id, email, name, role, created_at, updated_at FROM users WHERE id = $1',
      [id],
    );
    return toUser(rows[0]);
  }

  /** The users with these ids, in any order. */
  async findMany(ids: readonly string[]): Promise<readonly User[]> {
    const { rows } = await this.#database.query<UserRow>(
      `SELECT id, email, name, role, created_at, updated_at
         FROM users
        WHERE id = ANY($1::uuid[])
        ORDER BY id
        LIMIT 1000`,
      [ids],
    );
    return rows.map(mapUser);
  }

  /** At most `limit` users after a position, newest first. */
  async listAfter(limit: number, after: Position = START): Promise<readonly User[]> {
    const { rows } = await this.#database.query<UserRow>(
      `SELECT id, email, name, role, created_at, updated_at
         FROM users
        WHERE (created_at, id) < ($1::timestamptz, $2::uuid)
        ORDER BY created_at DESC, id DESC
        LIMIT $3`,
      [after.createdAt, after.id, limit],
    );
    return rows.map(mapUser);
  }

  /** What a login with this address must match, or null. */
  async findCredentials(email: string): Promise<Credentials | null> {
    const { rows } = await this.#database.query<{ id: string; password_hash: string }>(
      'SELECT id, password_hash FROM users WHERE lower(email) = lower($1)',
      [email],
    );
    const row = rows[0];
    return row === undefined ? null : { userId: row.id, passwordHash: row.password_hash };
  }

  /** The hash of a user's password, or null if there is no such user. */
  async findPasswordHash(id: string): Promise<string | null> {
    const { rows } = await this.#database.query<{ password_hash: string }>(
      'SELECT password_hash FROM users WHERE id = $1',
      [id],
    );
    return rows[0]?.password_hash ?? null;
  }

  async setPasswordHash(id: string, passwordHash: string): Promise<void> {
    await this.#database.query('UPDATE users SET password_hash = $2, updated_at = now() WHERE id = $1', [
      id,
      passwordHash,
    ]);
  }

  /** Gives a user another role. Null if there is no such user. */
  async setRole(id: string, role: Role): Promise<User | null> {
    const { rows } = await this.#database.query<UserRow>(
      `UPDATE users SET role = $2, updated_at = now() WHERE id = $1
       RETURNING id, email, name, role, created_at, updated_at`,
      [id, role],
    );
    return toUser(rows[0]);
  }

  /** Sets what is given, keeps the rest. Null if there is no such user. */
  async update(id: string, changes: Partial<UserInput>): Promise<User | null> {
    const { rows } = await withUniqueEmail(() =>
      this.#database.query<UserRow>(
        `UPDATE users
            SET email = COALESCE($2, email), name = COALESCE($3, name), updated_at = now()
          WHERE id = $1
         RETURNING id, email, name, role, created_at, updated_at`,
        [id, changes.email ?? null, changes.name ?? null],
      ),
    );
    return toUser(rows[0]);
  }

  /** Deletes a user without orders. False if there is no such user. */
  async remove(id: string): Promise<boolean> {
    try {
      const { rows } = await this.#database.query<{ id: string }>(
        'DELETE FROM users WHERE id = $1 RETURNING id',
        [id],
      );
      return rows.length === 1;
    } catch (error) {
      // ON DELETE RESTRICT: 23001 since PostgreSQL 18, 23503 before.
      if (isRefusal(error, '23001') || isRefusal(error, '23503')) {
        throw conflict('USER_HAS_ORDERS', 'A user with orders cannot be deleted.');
      }
      throw error;
    }
  }

  /** One page of the users that match, and how many match in all. */
  async list(filter: UserFilter, ordering: UserOrdering, limit: number, offset: number) {
    const values = [filter.email === undefined ? null : containing(filter.email), filter.role ?? null];
    const { rows } = await this.#database.query<UserRow>(
      `SELECT id, email, name, role, created_at, updated_at
         FROM users
        WHERE ($1::text IS NULL OR lower(email) LIKE $1) AND ($2::text IS NULL OR role = $2)
        ORDER BY ${userOrderings[ordering]}
        LIMIT $3 OFFSET $4`,
      [...values, limit, offset],
    );
    const { rows: counts } = await this.#database.query<{ total: number }>(
      `SELECT count(*)::int AS total
         FROM users
        WHERE ($1::text IS NULL OR lower(email) LIKE $1) AND ($2::text IS NULL OR role = $2)`,
      values,
    );
    return { users: rows.map(mapUser), total: counts[0]?.total ?? 0 };
  }
}

/** Lets the constraint decide who was first, and says so as 409. Looking first cannot: two may look at once. */
async function withUniqueEmail<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error, '23505', 'users_email_key')) {
      throw conflict('EMAIL_TAKEN', 'This e-mail address is registered already.');
    }
    throw error;
  }
}

/** A LIKE pattern for text that holds `part`, in which % and _ are only characters. */
function containing(part: string): string {
  return `%${part.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}

function toUser(row: UserRow | undefined): User | null {
  return row === undefined ? null : mapUser(row);
}

function mapUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
