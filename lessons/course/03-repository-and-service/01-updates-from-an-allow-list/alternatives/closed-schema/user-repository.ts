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

/** 'displayName' becomes 'display_name'. */
const toColumn = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export async function findUser(id: number): Promise<User | null> {
  const { rows } = await pool.query<UserRow>(
    'SELECT id, email, role, display_name, bio, updated_at FROM users WHERE id = $1',
    [id],
  );
  return rows[0] ? toUser(rows[0]) : null;
}

/** Writes what the changes name: the schema of the route has left only what may change. */
export async function updateUser(id: number, changes: UserChanges): Promise<User | null> {
  const assignments = Object.keys(changes).map((key, index) => `${toColumn(key)} = $${index + 2}`);
  if (assignments.length === 0) return findUser(id);

  const { rows } = await pool.query<UserRow>(
    `UPDATE users SET ${assignments.join(', ')}, updated_at = now()
      WHERE id = $1
     RETURNING id, email, role, display_name, bio, updated_at`,
    [id, ...Object.values(changes)],
  );
  return rows[0] ? toUser(rows[0]) : null;
}
