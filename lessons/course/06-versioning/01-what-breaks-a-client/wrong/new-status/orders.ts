import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface NewOrder {
  quantity: number;
  currency: string;
}

const newOrder = {
  type: 'object',
  required: ['quantity'],
  properties: {
    quantity: { type: 'integer', minimum: 1, maximum: 100 },
    currency: { type: 'string', enum: ['EUR', 'USD', 'CHF'], default: 'EUR' },
  },
  additionalProperties: false,
};

const fields = `
  id,
  quantity,
  total_cents AS total,
  status,
  currency, refunded_at AS "refundedAt"`;

export default async function orders(app: FastifyInstance) {
  app.get('/api/orders', async () => {
    const { rows } = await pool.query(`SELECT ${fields} FROM orders ORDER BY id LIMIT 100`);
    return { success: true, data: rows };
  });

  app.post<{ Body: NewOrder }>('/api/orders', { schema: { body: newOrder } }, async (request, reply) => {
    const { quantity, currency } = request.body;
    const { rows } = await pool.query(
      `INSERT INTO orders (quantity, total_cents, currency)
       VALUES ($1, $2, $3)
       RETURNING ${fields}`,
      [quantity, quantity * 1250, currency],
    );
    return reply.code(201).send({ success: true, data: rows[0] });
  });
}
