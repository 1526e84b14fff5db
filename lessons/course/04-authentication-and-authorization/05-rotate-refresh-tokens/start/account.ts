import type { FastifyInstance } from 'fastify';
import { unauthenticated } from './api-error.ts';
import { pool } from './database.ts';
import { readAccessToken } from './tokens.ts';

export default async function account(app: FastifyInstance) {
  app.get('/api/account', async (request) => {
    const token = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated();
    const { rows } = await pool.query('SELECT id, name, address FROM users WHERE id = $1', [
      readAccessToken(token),
    ]);
    if (!rows[0]) throw unauthenticated();
    return { success: true, data: rows[0] };
  });
}
