import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface UserId {
  id: number;
}

const userId = { type: 'object', properties: { id: { type: 'integer' } } };

export default async function orders(app: FastifyInstance) {
  app.get<{ Params: UserId }>('/api/users/:id/orders', { schema: { params: userId } }, async (request) => {
    const { rows } = await pool.query(
      `SELECT id, status, total_cents, created_at
         FROM orders
        WHERE user_id = $1
        ORDER BY created_at DESC, id DESC
        LIMIT 50`,
      [request.params.id],
    );
    return { success: true, data: rows };
  });

  app.get<{ Params: UserId }>('/api/users/:id/spending', { schema: { params: userId } }, async (request) => {
    const { rows } = await pool.query<{ orders: string; total_cents: string }>(
      'SELECT count(*) AS orders, COALESCE(sum(total_cents), 0) AS total_cents FROM orders WHERE user_id = $1',
      [request.params.id],
    );
    const [totals] = rows;
    return {
      success: true,
      data: { orders: Number(totals?.orders), total_cents: Number(totals?.total_cents) },
    };
  });
}
