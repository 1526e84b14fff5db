import type { FastifyInstance, FastifyRequest } from 'fastify';
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

/** The order that this request is about. Throws a 404 unless it is the caller's. */
async function ownOrder(
  request: FastifyRequest<{ Params: OrderId }>,
): Promise<{ id: number; address: string }> {
  const userId = await authenticate(request);
  const { rows } = await pool.query<{ id: number; address: string; user_id: string }>(
    'SELECT id, address, user_id FROM orders WHERE id = $1',
    [request.params.id],
  );
  const [order] = rows;
  if (!order || Number(order.user_id) !== userId) throw notFound('order');
  return { id: order.id, address: order.address };
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
    return { success: true, data: await ownOrder(request) };
  });

  app.get<{ Params: OrderId & { itemId: number } }>(
    '/api/orders/:id/items/:itemId',
    { schema: { params } },
    async (request) => {
      const order = await ownOrder(request);
      const { rows } = await pool.query('SELECT id, product FROM items WHERE id = $1 AND order_id = $2', [
        request.params.itemId,
        order.id,
      ]);
      if (!rows[0]) throw notFound('item');
      return { success: true, data: rows[0] };
    },
  );

  app.patch<{ Params: OrderId; Body: { address: string } }>(
    '/api/orders/:id',
    { schema: { params, body: newAddress } },
    async (request) => {
      await authenticate(request);
      const { rows } = await pool.query(
        'UPDATE orders SET address = $2 WHERE id = $1 RETURNING id, address',
        [request.params.id, request.body.address],
      );
      if (!rows[0]) throw notFound('order');
      return { success: true, data: rows[0] };
    },
  );

  app.delete<{ Params: OrderId }>('/api/orders/:id', { schema: { params } }, async (request, reply) => {
    await authenticate(request);
    const { rowCount } = await pool.query('UPDATE orders SET is_cancelled = true WHERE id = $1', [
      request.params.id,
    ]);
    if (rowCount === 0) throw notFound('order');
    return reply.code(204).send();
  });
}
