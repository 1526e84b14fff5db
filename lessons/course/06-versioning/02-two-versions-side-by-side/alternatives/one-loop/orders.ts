import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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

/** How each version tells an order. */
const shapes = {
  v1: ({ id, totalCents }: Order) => ({ id, totalCents }),
  v2: ({ id, totalCents, currency }: Order) => ({ id, total: { amountCents: totalCents, currency } }),
};

/** Before the request is checked, so that a 400 carries the headers too. */
async function announceTheEnd(request: FastifyRequest<{ Params: OrderId }>, reply: FastifyReply) {
  const { deprecatedAt, sunsetAt } = await endingOf('v1 orders');
  reply.headers({
    deprecation: `@${Math.floor(deprecatedAt.getTime() / 1000)}`,
    sunset: sunsetAt.toUTCString(),
    link: `</api/v2/orders/${request.params.id}>; rel="successor-version"`,
  });
  if (sunsetAt.getTime() <= Date.now()) return reply.code(410).send(gone);
}

export default async function orders(app: FastifyInstance) {
  for (const version of ['v1', 'v2'] as const) {
    app.get<{ Params: OrderId }>(
      `/api/${version}/orders/:id`,
      { schema: { params: orderId }, ...(version === 'v1' && { onRequest: announceTheEnd }) },
      async (request, reply) => {
        const order = await findOrder(request.params.id);
        if (!order) return reply.code(404).send(notFound);
        return { success: true, data: shapes[version](order) };
      },
    );
  }
}
