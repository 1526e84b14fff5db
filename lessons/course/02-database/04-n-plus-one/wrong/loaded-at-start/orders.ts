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
  const users = await pool.query<{ id: number; name: string }>('SELECT id, name FROM users');
  const customers = new Map(users.rows.map((user) => [user.id, user]));

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

      const data = rows.map(({ user_id, ...order }) => ({
        ...order,
        customer: user_id === null ? null : customers.get(user_id),
      }));

      return { success: true, data };
    },
  );
}
