import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

export default async function orders(app: FastifyInstance) {
  app.get<{ Params: { id: string } }>('/api/orders/:id', async (request) => {
    const { rows } = await pool.query('SELECT id, total_cents FROM orders WHERE id = $1', [
      request.params.id,
    ]);
    return { success: true, data: rows[0] };
  });
}
