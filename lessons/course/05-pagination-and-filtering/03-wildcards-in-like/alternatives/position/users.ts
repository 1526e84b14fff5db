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

export default async function users(app: FastifyInstance) {
  app.get<{ Querystring: SearchQuery }>(
    '/api/users',
    { schema: { querystring: searchQuery } },
    async (request) => {
      const { rows } = await pool.query(
        'SELECT id, name, email FROM users WHERE strpos(lower(email), lower($1)) > 0 ORDER BY id LIMIT 20',
        [request.query.email],
      );
      return { success: true, data: rows };
    },
  );
}
