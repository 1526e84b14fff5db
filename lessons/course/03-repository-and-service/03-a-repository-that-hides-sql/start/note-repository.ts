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
}
