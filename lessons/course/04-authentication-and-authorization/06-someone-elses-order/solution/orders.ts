import type { FastifyInstance } from 'fastify';
import { notFound } from './api-error.ts';
import { pool } from './database.ts';
import { authenticate } from './session.ts';

const id = { type: 'integer', minimum: 1, maximum: 2_147_483_647 };
const params = { type: 'object', properties: { id, itemId: id } };

const newAddress = {
  type: 'object',
  required: ['address'],
  properties: { address: { type: 'string', minLength: 1, maxLength: 200 } },
  additionalProperties: false,
};

interface OrderId {
  id: number;
}

export default async function orders(app: FastifyInstance) {
  app.get('/api/orders', async (request) => {
    const userId = await authenticate(request);
    const { rows } = await pool.query(
      'SELECT id, address FROM orders WHERE user_id = $1 ORDER BY id LIMIT 100',
      [userId],
    );
    return { success: true, data: rows };
  });

  app.get<{ Params: OrderId }>('/api/orders/:id', { schema: { params } }, async (request) => {
    const userId = await authenticate(request);
    const { rows } = await pool.query('SELECT id, address FROM orders WHERE id = $1 AND user_id = $2', [
      request.params.id,
      userId,
    ]);
    if (!rows[0]) throw notFound('order');
    return { success: true, data: rows[0] };
  });

  app.get<{ Params: OrderId & { itemId: number } }>(
    '/api/orders/:id/items/:itemId',
    { schema: { params } },
    async (request) => {
      const userId = await authenticate(request);
      const { rows } = await pool.query(
        `SELECT items.id, items.product
           FROM items JOIN orders ON orders.id = items.order_id
          WHERE items.id = $1 AND orders.id = $2 AND orders.user_id = $3`,
        [request.params.itemId, request.params.id, userId],
      );
      if (!rows[0]) throw notFound('item');
      return { success: true, data: rows[0] };
    },
  );

  app.patch<{ Params: OrderId; Body: { address: string } }>(
    '/api/orders/:id',
    { schema: { params, body: newAddress } },
    async (request) => {
      const userId = await authenticate(request);
      const { rows } = await pool.query(
        'UPDATE orders SET address = $3 WHERE id = $1 AND user_id = $2 RETURNING id, address',
        [request.params.id, userId, request.body.address],
      );
      if (!rows[0]) throw notFound('order');
      return { success: true, data: rows[0] };
    },
  );

  app.delete<{ Params: OrderId }>('/api/orders/:id', { schema: { params } }, async (request, reply) => {
    const userId = await authenticate(request);
    const { rowCount } = await pool.query(
      'UPDATE orders SET is_cancelled = true WHERE id = $1 AND user_id = $2',
      [request.params.id, userId],
    );
    if (rowCount === 0) throw notFound('order');
    return reply.code(204).send();
  });
}
