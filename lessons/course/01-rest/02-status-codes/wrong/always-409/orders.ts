import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface NewOrder {
  sku: string;
  quantity: number;
}

interface OrderId {
  id: number;
}

const newOrder = {
  type: 'object',
  required: ['sku', 'quantity'],
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: 20 },
    quantity: { type: 'integer', minimum: 1, maximum: 100 },
  },
};

const orderId = { type: 'object', properties: { id: { type: 'integer' } } };

const notFound = { code: 'NOT_FOUND', message: 'There is no such order.' };
const outOfStock = { code: 'OUT_OF_STOCK', message: 'There are not so many left.' };
const rationed = { code: 'RATIONED', message: 'One order may have at most 5 of these.' };
const closed = { code: 'STOCKTAKING', message: 'We are counting. Come back later.' };

/** Whole seconds until the stocktaking ends; null when there is none. */
async function secondsToWait(): Promise<number | null> {
  const { rows } = await pool.query<{ seconds: number | null }>(
    `SELECT ceil(extract(epoch FROM max(ends_at) - now()))::integer AS seconds
       FROM stocktaking WHERE ends_at > now()`,
  );
  return rows[0]?.seconds ?? null;
}

export default async function orders(app: FastifyInstance) {
  app.get<{ Params: OrderId }>('/api/orders/:id', { schema: { params: orderId } }, async (request, reply) => {
    const { rows } = await pool.query('SELECT id, sku, quantity FROM orders WHERE id = $1', [
      request.params.id,
    ]);
    if (!rows[0]) return reply.code(404).send({ success: false, error: notFound });
    return { success: true, data: rows[0] };
  });

  app.post<{ Body: NewOrder }>('/api/orders', { schema: { body: newOrder } }, async (request, reply) => {
    const { sku, quantity } = request.body;
    const wait = await secondsToWait();
    if (wait !== null) {
      return reply.code(503).header('retry-after', wait).send({ success: false, error: closed });
    }
    const products = await pool.query<{ is_rationed: boolean }>(
      'SELECT is_rationed FROM products WHERE sku = $1',
      [sku],
    );
    if (products.rows[0]?.is_rationed && quantity > 5)
      return reply.code(409).send({ success: false, error: rationed });

    const { rows } = await pool.query<{ id: number }>(
      `WITH taken AS (
           UPDATE products SET stock = stock - $2 WHERE sku = $1 AND stock >= $2 RETURNING sku
         )
         INSERT INTO orders (sku, quantity) SELECT sku, $2 FROM taken
         RETURNING id, sku, quantity`,
      [sku, quantity],
    );
    const [order] = rows;
    if (!order) return reply.code(409).send({ success: false, error: outOfStock });
    return reply
      .code(201)
      .header('location', `/api/orders/${order?.id}`)
      .send({ success: true, data: order });
  });

  app.delete<{ Params: OrderId }>(
    '/api/orders/:id',
    { schema: { params: orderId } },
    async (request, reply) => {
      await pool.query('DELETE FROM orders WHERE id = $1', [request.params.id]);
      return reply.code(204).send();
    },
  );
}
