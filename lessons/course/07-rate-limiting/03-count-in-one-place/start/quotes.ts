import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

export default async function quotes(app: FastifyInstance) {
  app.get<{ Params: { product: string } }>('/api/quotes/:product', async (request, reply) => {
    const { rows } = await pool.query('SELECT product, cents FROM quotes WHERE product = $1', [
      request.params.product,
    ]);
    if (!rows[0]) {
      return reply
        .code(404)
        .send({ success: false, error: { code: 'NOT_FOUND', message: 'There is no such product.' } });
    }
    return { success: true, data: rows[0] };
  });
}
