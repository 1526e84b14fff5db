import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface NewOrder {
  quantity: number;
}

const newOrder = {
  type: 'object',
  required: ['quantity'],
  properties: {
    quantity: { type: 'integer', minimum: 1, maximum: 100 },
  },
  additionalProperties: false,
};

const fields = `
  id,
  quantity,
  total_cents AS total,
  CASE status WHEN 'refunded' THEN 'paid' ELSE status END AS status`;

export default async function orders(app: FastifyInstance) {
  app.get('/api/orders', async () => {
    const { rows } = await pool.query(`SELECT ${fields} FROM orders ORDER BY id LIMIT 100`);
    return { success: true, data: rows };
  });

  app.post<{ Body: NewOrder }>('/api/orders', { schema: { body: newOrder } }, async (request, reply) => {
    const { quantity } = request.body;
    const { rows } = await pool.query(
      `INSERT INTO orders (quantity, total_cents)
       VALUES ($1, $2)
       RETURNING ${fields}`,
      [quantity, quantity * 1250],
    );
    return reply.code(201).send({ success: true, data: rows[0] });
  });
}
