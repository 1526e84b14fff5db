import { pool } from './database.ts';

export interface User {
  id: number;
  email: string;
  role: string;
  displayName: string;
  bio: string | null;
  updatedAt: string;
}

export interface UserChanges {
  displayName?: string;
  bio?: string | null;
}

interface UserRow {
  id: number;
  email: string;
  role: string;
  display_name: string;
  bio: string | null;
  updated_at: Date;
}

const toUser = (row: UserRow): User => ({
  id: row.id,
  email: row.email,
  role: row.role,
  displayName: row.display_name,
  bio: row.bio,
  updatedAt: row.updated_at.toISOString(),
});

export async function findUser(id: number): Promise<User | null> {
  const { rows } = await pool.query<UserRow>(
    'SELECT id, email, role, display_name, bio, updated_at FROM users WHERE id = $1',
    [id],
  );
  return rows[0] ? toUser(rows[0]) : null;
}

/** Writes the columns that a client may change; null when there is no such user. */
export async function updateUser(id: number, changes: UserChanges): Promise<User | null> {
  const { displayName, bio } = changes;
  const { rows } = await pool.query<UserRow>(
    `UPDATE users
        SET display_name = COALESCE($2, display_name), bio = COALESCE($3, bio), updated_at = now()
      WHERE id = $1
     RETURNING id, email, role, display_name, bio, updated_at`,
    [id, displayName, bio],
  );
  return rows[0] ? toUser(rows[0]) : null;
}
