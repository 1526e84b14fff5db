import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

/** Stands for every way in which a table gets out: a backup, a log, an injection. */
export default async function backup(app: FastifyInstance) {
  app.get('/backup', async () => {
    const { rows } = await pool.query('SELECT email, password_hash FROM users ORDER BY id LIMIT 100');
    return rows;
  });
}
