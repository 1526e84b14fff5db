import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface OrderId {
  id: number;
}

interface Order {
  id: number;
  totalCents: number;
  currency: string;
}

const orderId = { type: 'object', properties: { id: { type: 'integer' } } };

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such order.' } };

async function findOrder(id: number): Promise<Order | undefined> {
  const { rows } = await pool.query<Order>(
    'SELECT id, total_cents AS "totalCents", currency FROM orders WHERE id = $1',
    [id],
  );
  return rows[0];
}

export default async function orders(app: FastifyInstance) {
  app.get<{ Params: OrderId }>(
    '/api/v2/orders/:id',
    { schema: { params: orderId } },
    async (request, reply) => {
      const order = await findOrder(request.params.id);
      if (!order) return reply.code(404).send(notFound);
      const { id, totalCents, currency } = order;
      return { success: true, data: { id, total: { amountCents: totalCents, currency } } };
    },
  );
}
