import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

export default async function orders(app: FastifyInstance) {
  app.get<{ Params: { id: string } }>('/api/orders/:id', async (request, reply) => {
    const { rows } = await pool.query('SELECT id, total_cents FROM orders WHERE id = $1', [
      request.params.id,
    ]);
    if (rows.length === 0) {
      return reply
        .code(400)
        .send({ success: false, error: { code: 'NOT_FOUND', message: 'There is no such order.' } });
    }
    return { success: true, data: rows[0] };
  });
}
