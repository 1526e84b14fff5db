import { pool } from './database.ts';

export interface Note {
  id: number;
  title: string;
  body: string;
}

/** The notes of one company. Others, and those in the bin, do not exist here. */
export class NoteRepository {
  readonly #tenant: number;

  constructor(tenant: number) {
    this.#tenant = tenant;
  }

  /** The newest twenty. */
  async list(): Promise<Note[]> {
    const { rows } = await pool.query<Note>(
      `SELECT id, title, body
         FROM notes
        WHERE tenant_id = $1 AND deleted_at IS NULL
        ORDER BY id DESC
        LIMIT 20`,
      [this.#tenant],
    );
    return rows;
  }

  async find(id: number): Promise<Note | null> {
    const { rows } = await pool.query<Note>(
      'SELECT id, title, body FROM notes WHERE id = $1 AND tenant_id = $2 AND deleted_at IS NULL',
      [id, this.#tenant],
    );
    return rows[0] ?? null;
  }

  /** The newest twenty in which this text occurs. */
  async search(text: string): Promise<Note[]> {
    const { rows } = await pool.query<Note>(
      `SELECT id, title, body
         FROM notes
        WHERE tenant_id = $1 AND deleted_at IS NULL
          AND (strpos(lower(title), lower($2)) > 0 OR strpos(lower(body), lower($2)) > 0)
        ORDER BY id DESC
        LIMIT 20`,
      [this.#tenant, text],
    );
    return rows;
  }

  /** All of them, the oldest first. */
  async all(): Promise<Note[]> {
    const { rows } = await pool.query<Note>(
      `SELECT id, title, body
         FROM notes
        WHERE tenant_id = $1 AND deleted_at IS NULL
        ORDER BY id
        LIMIT 10000`,
      [this.#tenant],
    );
    return rows;
  }

  /** Puts a note into the bin, and says whether there was one. */
  async remove(id: number): Promise<boolean> {
    const { rowCount } = await pool.query(
      'UPDATE notes SET deleted_at = now() WHERE id = $1 AND tenant_id = $2 AND deleted_at IS NULL',
      [id, this.#tenant],
    );
    return rowCount === 1;
  }
}
