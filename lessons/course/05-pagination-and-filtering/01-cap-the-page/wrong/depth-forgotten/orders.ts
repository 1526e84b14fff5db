import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
}

const listQuery = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  },
};

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/orders',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { page, limit } = request.query;

      const { rows } = await pool.query(
        `SELECT id, status, total_cents, created_at
           FROM orders
          ORDER BY created_at DESC, id DESC
          LIMIT $1 OFFSET $2`,
        [limit, (page - 1) * limit],
      );
      return { success: true, data: rows };
    },
  );
}
