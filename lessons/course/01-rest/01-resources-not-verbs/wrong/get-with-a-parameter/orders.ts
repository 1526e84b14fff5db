import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface NewOrder {
  item: string;
}

const newOrder = {
  type: 'object',
  required: ['item'],
  properties: { item: { type: 'string', minLength: 1, maxLength: 100 } },
  additionalProperties: false,
};

interface OrderId {
  id: number;
}

const orderId = { type: 'object', properties: { id: { type: 'integer' } } };

const change = {
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string', enum: ['open', 'cancelled'] } },
  additionalProperties: false,
};

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such order.' } };

const linksOf = (id: number) => ({
  self: `/api/orders/${id}`,
  cancel: `/api/orders/${id}?status=cancelled`,
});

export default async function orders(app: FastifyInstance) {
  app.get('/api', async () => ({ success: true, data: { links: { orders: '/api/orders' } } }));

  app.get('/api/orders', async () => {
    const { rows } = await pool.query<{ id: number }>(
      'SELECT id, item, status FROM orders ORDER BY id LIMIT 50',
    );
    return { success: true, data: rows.map((order) => ({ ...order, links: linksOf(order.id) })) };
  });

  app.post<{ Body: NewOrder }>('/api/orders', { schema: { body: newOrder } }, async (request, reply) => {
    const { rows } = await pool.query<{ id: number }>(
      "INSERT INTO orders (item, status) VALUES ($1, 'open') RETURNING id, item, status",
      [request.body.item],
    );
    const [order] = rows;
    return reply
      .code(201)
      .header('location', `/api/orders/${order?.id}`)
      .send({ success: true, data: order });
  });

  app.get<{ Params: OrderId; Querystring: { status?: string } }>(
    '/api/orders/:id',
    { schema: { params: orderId } },
    async (request, reply) => {
      if (request.query.status === 'cancelled') {
        await pool.query("UPDATE orders SET status = 'cancelled' WHERE id = $1", [request.params.id]);
      }
      const { rows } = await pool.query('SELECT id, item, status FROM orders WHERE id = $1', [
        request.params.id,
      ]);
      if (!rows[0]) return reply.code(404).send(notFound);
      return { success: true, data: rows[0] };
    },
  );

  app.patch<{ Params: OrderId; Body: { status: string } }>(
    '/api/orders/:id',
    { schema: { params: orderId, body: change } },
    async (request, reply) => {
      const { rows } = await pool.query(
        'UPDATE orders SET status = $2 WHERE id = $1 RETURNING id, item, status',
        [request.params.id, request.body.status],
      );
      if (!rows[0]) return reply.code(404).send(notFound);
      return { success: true, data: rows[0] };
    },
  );

  app.delete<{ Params: OrderId }>(
    '/api/orders/:id',
    { schema: { params: orderId } },
    async (request, reply) => {
      await pool.query('DELETE FROM orders WHERE id = $1', [request.params.id]);
      return reply.code(204).send();
    },
  );
}
