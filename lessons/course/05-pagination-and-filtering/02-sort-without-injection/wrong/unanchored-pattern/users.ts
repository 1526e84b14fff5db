/* eslint-disable backend-patterns/no-dynamic-order-by -- checked before the query */
import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
  sortBy: string;
}

const listQuery = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, maximum: 10_000, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    sortBy: { type: 'string', default: 'created_at' },
  },
};

export default async function users(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/users',
    { schema: { querystring: listQuery } },
    async (request, reply) => {
      const { page, limit, sortBy } = request.query;

      if (!/^(name|created_at)/.test(sortBy)) {
        return reply
          .code(400)
          .send({ success: false, error: { code: 'INVALID_SORT', message: 'Sort by name or created_at.' } });
      }

      const { rows } = await pool.query(
        `SELECT id, name, email, created_at
           FROM users
          ORDER BY ${sortBy}, id
          LIMIT $1 OFFSET $2`,
        [limit, (page - 1) * limit],
      );

      return { success: true, data: rows };
    },
  );
}
