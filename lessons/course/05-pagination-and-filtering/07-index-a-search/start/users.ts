import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface SearchQuery {
  email: string;
}

const searchQuery = {
  type: 'object',
  required: ['email'],
  properties: { email: { type: 'string', minLength: 1, maxLength: 100 } },
};

/** The text as LIKE reads it letter by letter: % and _ stand for themselves. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

export default async function users(app: FastifyInstance) {
  app.get<{ Querystring: SearchQuery }>(
    '/api/users',
    { schema: { querystring: searchQuery } },
    async (request) => {
      const part = escapeLike(request.query.email.toLowerCase());
      const { rows } = await pool.query(
        'SELECT id, name, email FROM users WHERE lower(email) LIKE $1 ORDER BY id LIMIT 20',
        [`%${part}%`],
      );
      return { success: true, data: rows };
    },
  );
}
