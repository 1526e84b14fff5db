import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
}

const listQuery = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, maximum: 100, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  },
};

export default async function users(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/users',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { page, limit } = request.query;

      const users = await pool.query<{ id: number; name: string }>(
        'SELECT id, name FROM users ORDER BY id LIMIT $1 OFFSET $2',
        [limit, (page - 1) * limit],
      );
      const orders = await pool.query<{ id: number; user_id: number; total_cents: number }>(
        `SELECT id, user_id, total_cents
           FROM orders
          WHERE user_id = ANY($1)
          ORDER BY created_at DESC, id DESC
          LIMIT 10000`,
        [users.rows.map(({ id }) => id)],
      );

      const ordersOf = new Map(users.rows.map(({ id }) => [id, [] as { id: number; total_cents: number }[]]));
      for (const { user_id, ...order } of orders.rows) ordersOf.get(user_id)?.push(order);
      const rows = users.rows.map((user) => {
        const own = ordersOf.get(user.id) ?? [];
        return { ...user, order_count: own.length, orders: own };
      });

      return { success: true, data: rows };
    },
  );
}
