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
      const { rowCount } = await pool.query(
        `WITH gone AS (
         UPDATE orders SET deleted_at = now() WHERE id = $1 AND deleted_at IS NULL
         RETURNING sku, quantity
       )
       UPDATE products SET stock = stock + gone.quantity FROM gone WHERE products.sku = gone.sku`,
        [id],
      );
      if (rowCount === 0) {
        const message = 'The order was deleted already.';
        return reply.code(409).send({ success: false, error: { code: 'ALREADY_DELETED', message } });
      }
      return reply.code(204).send();
    },
  );
}
