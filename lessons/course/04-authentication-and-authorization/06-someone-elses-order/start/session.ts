import type { FastifyRequest } from 'fastify';
import { unauthenticated } from './api-error.ts';
import { pool } from './database.ts';

/** The id of the user who sends this request. Throws a 401 when nobody is logged in. */
export async function authenticate(request: FastifyRequest): Promise<number> {
  const token = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const { rows } = await pool.query('SELECT user_id FROM sessions WHERE token = $1', [token]);
  if (!rows[0]) throw unauthenticated();
  return Number(rows[0].user_id);
}
