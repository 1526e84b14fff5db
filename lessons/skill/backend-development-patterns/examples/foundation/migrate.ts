import { readdir, readFile } from 'node:fs/promises';
import type { Database } from './database.ts';

const folder = new URL('../migrations/', import.meta.url);

/** Any number, the same in every instance: only one instance migrates at a time. */
const MIGRATION_LOCK = 7_245_001;

/** Applies, in the order of their names, the migrations that this database does not have yet. */
export async function migrate(database: Database): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return database.transaction(async (transaction) => {
    // An index on a large table takes longer than a request may.
    await transaction.query('SET LOCAL statement_timeout = 0');
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await transaction.query(
      `CREATE TABLE IF NOT EXISTS migrations (
         name text PRIMARY KEY,
         applied_at timestamptz NOT NULL DEFAULT now()
       )`,
    );
    const { rows } = await transaction.query<{ name: string }>(
      'SELECT name FROM migrations ORDER BY name LIMIT 10000',
    );
    const applied = new Set(rows.map((row) => row.name));
    const pending = files.filter((file) => !applied.has(file));
    for (const file of pending) {
      await transaction.script(await readFile(new URL(file, folder), 'utf8'));
      await transaction.query('INSERT INTO migrations (name) VALUES ($1)', [file]);
    }
    return pending;
  });
}
