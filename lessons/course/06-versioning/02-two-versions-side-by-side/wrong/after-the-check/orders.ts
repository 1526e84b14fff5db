import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';
import { endingOf } from './endings.ts';

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
const gone = {
  success: false,
  error: { code: 'GONE', message: 'Version 1 of orders has ended. Its successor is in the Link header.' },
};

async function findOrder(id: number): Promise<Order | undefined> {
  const { rows } = await pool.query<Order>(
    'SELECT id, total_cents AS "totalCents", currency FROM orders WHERE id = $1',
    [id],
  );
  return rows[0];
}

export default async function orders(app: FastifyInstance) {
  app.register(async (v1) => {
    v1.addHook('preHandler', async (request, reply) => {
      const { deprecatedAt, sunsetAt } = await endingOf('v1 orders');
      reply.header('deprecation', `@${deprecatedAt.getTime() / 1000}`);
      reply.header('sunset', sunsetAt.toUTCString());
      reply.header('link', `<${request.url.replace('/v1/', '/v2/')}>; rel="successor-version"`);
      if (Date.now() >= sunsetAt.getTime()) return reply.code(410).send(gone);
    });

    v1.get<{ Params: OrderId }>(
      '/api/v1/orders/:id',
      { schema: { params: orderId } },
      async (request, reply) => {
        const order = await findOrder(request.params.id);
        if (!order) return reply.code(404).send(notFound);
        return { success: true, data: { id: order.id, totalCents: order.totalCents } };
      },
    );
  });

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
