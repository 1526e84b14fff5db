import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
  status?: string;
}

const listQuery = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, maximum: 100, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    status: { type: 'string', enum: ['pending', 'paid', 'shipped'] },
  },
};

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/orders',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { page, limit, status = null } = request.query;

      const orders = await pool.query(
        `SELECT id, status, total_cents
           FROM orders
          WHERE ($1::text IS NULL OR status = $1)
          ORDER BY id
          LIMIT $2 OFFSET $3`,
        [status, limit, (page - 1) * limit],
      );
      const counted = await pool.query('SELECT id FROM orders WHERE ($1::text IS NULL OR status = $1)', [
        status,
      ]);

      const total = counted.rows.length;
      return {
        success: true,
        data: orders.rows,
        meta: { page, limit, total, pages: Math.ceil(total / limit) },
      };
    },
  );
}
