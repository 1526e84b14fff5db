import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';
import { NotFound } from './errors.ts';
import { changeTotal, placeOrder, repeatOrder } from './order-service.ts';

interface Id {
  id: number;
}

interface Total {
  totalCents: number;
}

const id = { type: 'object', properties: { id: { type: 'integer' } } };

const total = {
  type: 'object',
  required: ['totalCents'],
  properties: { totalCents: { type: 'integer', minimum: 1, maximum: 10_000_000 } },
};

export default async function orders(app: FastifyInstance) {
  app.get<{ Params: Id }>('/api/customers/:id', { schema: { params: id } }, async (request) => {
    const { rows } = await pool.query(
      `SELECT id, name, credit_limit_cents,
              (SELECT COALESCE(sum(total_cents), 0)::int FROM orders
                WHERE customer_id = customers.id AND status = 'open') AS open_cents
         FROM customers
        WHERE id = $1`,
      [request.params.id],
    );
    if (!rows[0]) throw new NotFound('There is no such customer.');
    return { success: true, data: rows[0] };
  });

  app.post<{ Params: Id; Body: Total }>(
    '/api/customers/:id/orders',
    { schema: { params: id, body: total } },
    async (request, reply) => {
      const order = await placeOrder(request.params.id, request.body.totalCents);
      return reply.code(201).send({ success: true, data: order });
    },
  );

  app.post<{ Params: Id }>('/api/orders/:id/copies', { schema: { params: id } }, async (request, reply) => {
    const order = await repeatOrder(request.params.id);
    return reply.code(201).send({ success: true, data: order });
  });

  app.patch<{ Params: Id; Body: Total }>(
    '/api/orders/:id',
    { schema: { params: id, body: total } },
    async (request) => {
      const order = await changeTotal(request.params.id, request.body.totalCents);
      return { success: true, data: order };
    },
  );
}
