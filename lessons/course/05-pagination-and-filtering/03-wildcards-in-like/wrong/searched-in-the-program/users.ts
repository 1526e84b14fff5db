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
      const { rows: all } = await pool.query<{ email: string }>(
        'SELECT id, name, email FROM users ORDER BY id LIMIT 1000',
      );
      const rows = all
        .filter(({ email }) => email.toLowerCase().includes(request.query.email.toLowerCase()))
        .slice(0, 20);
      return { success: true, data: rows };
    },
  );
}
