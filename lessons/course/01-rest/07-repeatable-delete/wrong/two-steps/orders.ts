import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface OrderId {
  id: number;
}

const orderId = { type: 'object', properties: { id: { type: 'integer' } } };

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such order.' } };

export default async function orders(app: FastifyInstance) {
  app.get('/api/products', async () => {
    const { rows } = await pool.query('SELECT sku, stock FROM products ORDER BY sku LIMIT 50');
    return { success: true, data: rows };
  });

  app.get<{ Params: OrderId }>('/api/orders/:id', { schema: { params: orderId } }, async (request, reply) => {
    const { rows } = await pool.query(
      'SELECT id, sku, quantity FROM orders WHERE id = $1 AND deleted_at IS NULL',
      [request.params.id],
    );
    if (!rows[0]) return reply.code(404).send(notFound);
    return { success: true, data: rows[0] };
  });

  app.delete<{ Params: OrderId }>(
    '/api/orders/:id',
    { schema: { params: orderId } },
    async (request, reply) => {
      const { id } = request.params;
      const { rows } = await pool.query(
        'UPDATE orders SET deleted_at = now() WHERE id = $1 AND deleted_at IS NULL RETURNING sku, quantity',
        [id],
      );
      if (!rows[0]) return reply.code(404).send(notFound);
      await pool.query('UPDATE products SET stock = stock + $2 WHERE sku = $1', [
        rows[0].sku,
        rows[0].quantity,
      ]);
      return reply.code(204).send();
    },
  );
}
