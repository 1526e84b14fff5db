import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface NewOrder {
  sku: string;
  quantity: number;
  email: string;
}

const newOrder = {
  type: 'object',
  required: ['sku', 'quantity', 'email'],
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: 20 },
    quantity: { type: 'integer', minimum: 1, maximum: 100 },
    email: { type: 'string', format: 'email', maxLength: 254 },
  },
};

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such product.' } };
const soldOut = { success: false, error: { code: 'SOLD_OUT', message: 'Not enough are in stock.' } };

export default async function orders(app: FastifyInstance) {
  app.post<{ Body: NewOrder }>('/api/orders', { schema: { body: newOrder } }, async (request, reply) => {
    const { sku, quantity, email } = request.body;
    const id = randomUUID();

    const { rows } = await pool.query<{ ordered: boolean }>(
      `WITH taken AS (
         UPDATE products SET stock = stock - $3 WHERE sku = $2 AND stock >= $3 RETURNING sku
       ), ordered AS (
         INSERT INTO orders (id, sku, quantity, email) SELECT $1, sku, $3, $4 FROM taken RETURNING id
       ), announced AS (
         INSERT INTO outbox (topic, payload)
         SELECT 'order.placed', jsonb_build_object('to', $4::text, 'order', id) FROM ordered
       )
       SELECT EXISTS (SELECT FROM ordered) AS ordered FROM products WHERE sku = $2`,
      [id, sku, quantity, email],
    );

    const [product] = rows;
    if (!product) return reply.code(404).send(notFound);
    if (!product.ordered) return reply.code(409).send(soldOut);
    return reply.code(201).send({ success: true, data: { id, sku, quantity } });
  });
}
