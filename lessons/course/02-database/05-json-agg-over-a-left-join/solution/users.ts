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

      const { rows } = await pool.query(
        `SELECT users.id, users.name, count(orders.id)::integer AS order_count,
                COALESCE(json_agg(
                  json_build_object('id', orders.id, 'total_cents', orders.total_cents)
                  ORDER BY orders.created_at DESC, orders.id DESC
                ) FILTER (WHERE orders.id IS NOT NULL), '[]') AS orders
           FROM users
           LEFT JOIN orders ON orders.user_id = users.id
          GROUP BY users.id
          ORDER BY users.id
          LIMIT $1 OFFSET $2`,
        [limit, (page - 1) * limit],
      );

      return { success: true, data: rows };
    },
  );
}
