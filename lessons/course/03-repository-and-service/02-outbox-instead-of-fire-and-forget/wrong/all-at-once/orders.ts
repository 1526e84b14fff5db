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

    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const ordered = await client.query(
        'INSERT INTO orders (id, sku, quantity, email) SELECT $1, sku, $3, $4 FROM products WHERE sku = $2',
        [id, sku, quantity, email],
      );
      if (ordered.rowCount === 0) {
        await client.query('ROLLBACK');
        return await reply.code(404).send(notFound);
      }

      const taken = await client.query(
        'UPDATE products SET stock = stock - $2 WHERE sku = $1 AND stock >= $2',
        [sku, quantity],
      );
      if (taken.rowCount === 0) {
        await client.query('ROLLBACK');
        return await reply.code(409).send(soldOut);
      }
      await client.query('INSERT INTO outbox (topic, payload) VALUES ($1, $2)', [
        'order.placed',
        { to: email, order: id },
      ]);
      await client.query('COMMIT');
      return await reply.code(201).send({ success: true, data: { id, sku, quantity } });
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  });
}
