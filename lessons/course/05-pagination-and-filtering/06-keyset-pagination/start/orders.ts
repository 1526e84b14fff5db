import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  limit: number;
  cursor: string;
}

const listQuery = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    cursor: { type: 'string', maxLength: 100, default: '1' },
  },
};

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/orders',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { limit, cursor } = request.query;
      const page = Number(cursor);

      const { rows } = await pool.query(
        `SELECT id, status, total_cents, created_at
           FROM orders
          ORDER BY created_at DESC, id DESC
          LIMIT $1 OFFSET $2`,
        [limit, (page - 1) * limit],
      );

      const next = rows.length < limit ? null : `${page + 1}`;
      return { success: true, data: rows, meta: { next } };
    },
  );
}
