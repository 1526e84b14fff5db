import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface NewOrder {
  total_cents: number;
  placed_at: string;
}

const newOrder = {
  type: 'object',
  required: ['total_cents', 'placed_at'],
  properties: {
    total_cents: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
    placed_at: { type: 'string', format: 'date-time' },
  },
  additionalProperties: false,
};

const orderId = { type: 'object', properties: { id: { type: 'integer' } } };

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such order.' } };

export default async function orders(app: FastifyInstance) {
  app.post<{ Body: NewOrder }>('/api/orders', { schema: { body: newOrder } }, async (request, reply) => {
    const { total_cents, placed_at } = request.body;
    const { rows } = await pool.query<{ id: number }>(
      'INSERT INTO orders (total_cents, placed_at) VALUES ($1, $2) RETURNING id',
      [total_cents, placed_at],
    );
    return reply.code(201).send({ success: true, data: { id: rows[0]?.id } });
  });

  app.get<{ Params: { id: number } }>(
    '/api/orders/:id',
    { schema: { params: orderId } },
    async (request, reply) => {
      const { rows } = await pool.query<{ id: number; total_cents: number; placed_at: string }>(
        'SELECT id, total_cents, placed_at FROM orders WHERE id = $1',
        [request.params.id],
      );
      const [order] = rows;
      if (!order) return reply.code(404).send(notFound);
      return {
        success: true,
        data: { id: order.id, total_cents: order.total_cents, placed_at: order.placed_at },
      };
    },
  );

  app.get('/api/revenue', async () => {
    const { rows } = await pool.query<{ revenue: string | null }>(
      'SELECT sum(total_cents) AS revenue FROM orders',
    );
    return { success: true, data: { total_cents: Number(rows[0]?.revenue) } };
  });
}
