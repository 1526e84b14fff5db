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
      `,
      [request.params.id],
    );
    return { success: true, data: rows };
  });

  app.get<{ Params: UserId }>('/api/users/:id/spending', { schema: { params: userId } }, async (request) => {
    const { rows } = await pool.query<{ total_cents: number }>(
      'SELECT total_cents FROM orders WHERE user_id = $1',
      [request.params.id],
    );
    const total_cents = rows.reduce((sum, order) => sum + order.total_cents, 0);
    return { success: true, data: { orders: rows.length, total_cents } };
  });
}
