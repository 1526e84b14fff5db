import { pool } from './database.ts';

export interface Note {
  id: number;
  title: string;
  body: string;
}

/** The notes of company $1 that are not in the bin: all that follows reads from here, and from nowhere else. */
const visible = 'SELECT id, title, body FROM notes WHERE tenant_id = $1 AND deleted_at IS NULL';

/** The newest twenty. */
export async function listNotes(tenant: number): Promise<Note[]> {
  const { rows } = await pool.query<Note>(`${visible} ORDER BY id DESC LIMIT 20`, [tenant]);
  return rows;
}

/** The newest twenty in which this text occurs. */
export async function searchNotes(tenant: number, text: string): Promise<Note[]> {
  const { rows } = await pool.query<Note>(
    `SELECT id, title, body
       FROM (${visible}) AS notes
      WHERE strpos(lower(title), lower($2)) > 0 OR strpos(lower(body), lower($2)) > 0
      ORDER BY id DESC
      LIMIT 20`,
    [tenant, text],
  );
  return rows;
}

export async function findNote(tenant: number, id: number): Promise<Note | null> {
  const { rows } = await pool.query<Note>(`${visible} AND id = $2`, [tenant, id]);
  return rows[0] ?? null;
}

/** All of them, the oldest first. */
export async function allNotes(tenant: number): Promise<Note[]> {
  const { rows } = await pool.query<Note>(`${visible} ORDER BY id LIMIT 10000`, [tenant]);
  return rows;
}

/** Puts a note into the bin, and says whether there was one. */
export async function removeNote(tenant: number, id: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE notes SET deleted_at = now() WHERE id IN (SELECT id FROM (${visible}) AS notes WHERE id = $2)`,
    [tenant, id],
  );
  return rowCount === 1;
}
