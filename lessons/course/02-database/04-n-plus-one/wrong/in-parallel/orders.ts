import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
}

interface Order {
  id: number;
  user_id: number | null;
  total_cents: number;
  created_at: Date;
}

const listQuery = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, maximum: 100, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  },
};

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/orders',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { page, limit } = request.query;

      const { rows } = await pool.query<Order>(
        `SELECT id, user_id, total_cents, created_at
           FROM orders
          ORDER BY created_at DESC, id DESC
          LIMIT $1 OFFSET $2`,
        [limit, (page - 1) * limit],
      );

      const data = await Promise.all(
        rows.map(async ({ user_id, ...order }) => {
          const users = await pool.query('SELECT id, name FROM users WHERE id = $1', [user_id]);
          return { ...order, customer: users.rows[0] ?? null };
        }),
      );

      return { success: true, data };
    },
  );
}
