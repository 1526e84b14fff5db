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

interface OrderQuery {
  id: number;
}

const orderQuery = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };

/** What one can do with an order, for clients that follow links. */
const linksOf = (id: number) => ({
  self: `/api/getOrder?id=${id}`,
  cancel: `/api/cancelOrder?id=${id}`,
  delete: `/api/deleteOrder?id=${id}`,
});

export default async function orders(app: FastifyInstance) {
  app.get('/api', async () => ({ success: true, data: { links: { orders: '/api/getOrders' } } }));

  app.get('/api/getOrders', async () => {
    const { rows } = await pool.query<{ id: number }>(
      'SELECT id, item, status FROM orders ORDER BY id LIMIT 50',
    );
    return { success: true, data: rows.map((order) => ({ ...order, links: linksOf(order.id) })) };
  });

  app.get<{ Querystring: OrderQuery }>(
    '/api/getOrder',
    { schema: { querystring: orderQuery } },
    async (request) => {
      const { rows } = await pool.query('SELECT id, item, status FROM orders WHERE id = $1', [
        request.query.id,
      ]);
      return { success: true, data: rows[0] ?? null };
    },
  );

  app.post<{ Body: NewOrder }>('/api/createOrder', { schema: { body: newOrder } }, async (request) => {
    const { rows } = await pool.query(
      "INSERT INTO orders (item, status) VALUES ($1, 'open') RETURNING id, item, status",
      [request.body.item],
    );
    return { success: true, data: rows[0] };
  });

  app.get<{ Querystring: OrderQuery }>(
    '/api/cancelOrder',
    { schema: { querystring: orderQuery } },
    async (request) => {
      await pool.query("UPDATE orders SET status = 'cancelled' WHERE id = $1", [request.query.id]);
      return { success: true, data: null };
    },
  );

  app.get<{ Querystring: OrderQuery }>(
    '/api/deleteOrder',
    { schema: { querystring: orderQuery } },
    async (request) => {
      await pool.query('DELETE FROM orders WHERE id = $1', [request.query.id]);
      return { success: true, data: null };
    },
  );
}
