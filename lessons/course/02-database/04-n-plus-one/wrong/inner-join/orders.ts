import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
}

interface Order {
  id: number;
  user_id: number;
  user_name: string;
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
        `SELECT orders.id, orders.total_cents, orders.created_at, users.id AS user_id, users.name AS user_name
           FROM orders
           JOIN users ON users.id = orders.user_id
          ORDER BY orders.created_at DESC, orders.id DESC
          LIMIT $1 OFFSET $2`,
        [limit, (page - 1) * limit],
      );

      const data = rows.map(({ user_id, user_name, ...order }) => ({
        ...order,
        customer: { id: user_id, name: user_name },
      }));

      return { success: true, data };
    },
  );
}
