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
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const orders = await client.query<{ sku: string; quantity: number }>(
          'DELETE FROM orders WHERE id = $1 AND deleted_at IS NULL RETURNING sku, quantity',
          [id],
        );
        for (const { sku, quantity } of orders.rows) {
          await client.query('UPDATE products SET stock = stock + $2 WHERE sku = $1', [sku, quantity]);
        }
        await client.query('COMMIT');
        return await (orders.rows.length > 0 ? reply.code(204).send() : reply.code(404).send(notFound));
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
  );
}
