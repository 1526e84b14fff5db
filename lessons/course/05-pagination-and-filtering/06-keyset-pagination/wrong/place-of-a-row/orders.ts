import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  limit: number;
  cursor?: string;
}

interface Order {
  id: number;
  status: string;
  total_cents: number;
  created_at: Date;
}

const listQuery = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    cursor: { type: 'string', pattern: '^\\d{1,9}$' },
  },
};

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/orders',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { limit, cursor = null } = request.query;

      const { rows } = await pool.query<Order>(
        `SELECT id, status, total_cents, created_at
           FROM orders
          WHERE $1::integer IS NULL OR (created_at, id) < (SELECT created_at, id FROM orders WHERE id = $1)
          ORDER BY created_at DESC, id DESC
          LIMIT $2`,
        [cursor, limit],
      );

      const last = rows.at(-1);
      const next = last && rows.length === limit ? `${last.id}` : null;
      return { success: true, data: rows, meta: { next } };
    },
  );
}
