/* global console, process */
// Makes the tables of schema.sql and the rows of seed.sql, once: a database that has tables is left as it is.
import { existsSync, readFileSync } from 'node:fs';
import pg from 'pg';

if (!process.env.DATABASE_URL) {
  console.error('Set DATABASE_URL to an empty database, such as postgres://postgres@localhost:5432/postgres');
  process.exit(1);
}
const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
const { rows } = await client.query("SELECT FROM pg_tables WHERE schemaname = 'public' LIMIT 1");
if (rows.length > 0) {
  console.log('The database has tables already, so schema.sql and seed.sql are not run.');
} else {
  await client.query('BEGIN');
  for (const file of ['schema.sql', 'seed.sql'].filter((name) => existsSync(name))) {
    await client.query(readFileSync(file, 'utf8'));
  }
  await client.query('COMMIT');
}
await client.end();
