import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface UserId {
  userId: number;
}

interface OrderId {
  orderId: number;
}

const userId = { type: 'integer' };
const orderId = { type: 'integer' };

const newOrder = {
  type: 'object',
  required: ['totalCents'],
  properties: { totalCents: { type: 'integer', minimum: 1, maximum: 1_000_000 } },
};

const noUser = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such user.' } };
const noOrder = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such order.' } };

async function isUser(id: number): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM users WHERE id = $1', [id]);
  return rowCount === 1;
}

async function isOrder(id: number): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM orders WHERE id = $1', [id]);
  return rowCount === 1;
}

export default async function orders(app: FastifyInstance) {
  app.get<{ Params: UserId }>(
    '/api/users/:userId/orders',
    { schema: { params: { type: 'object', properties: { userId } } } },
    async (request, reply) => {
      if (!(await isUser(request.params.userId))) return reply.code(404).send(noUser);
      const { rows } = await pool.query(
        'SELECT id, total_cents FROM orders WHERE user_id = $1 ORDER BY id LIMIT 100',
        [request.params.userId],
      );
      return { success: true, data: rows };
    },
  );

  app.post<{ Params: UserId; Body: { totalCents: number } }>(
    '/api/users/:userId/orders',
    { schema: { params: { type: 'object', properties: { userId } }, body: newOrder } },
    async (request, reply) => {
      const { userId: user } = request.params;
      const { rows } = await pool.query<{ id: number }>(
        'INSERT INTO orders (user_id, total_cents) VALUES ($1, $2) RETURNING id, total_cents',
        [user, request.body.totalCents],
      );
      return reply
        .code(201)
        .header('location', `/api/users/${user}/orders/${rows[0]?.id}`)
        .send({ success: true, data: rows[0] });
    },
  );

  app.get<{ Params: UserId & OrderId }>(
    '/api/users/:userId/orders/:orderId',
    { schema: { params: { type: 'object', properties: { userId, orderId } } } },
    async (request, reply) => {
      const { userId: user, orderId: order } = request.params;
      const { rows } = await pool.query('SELECT id, total_cents FROM orders WHERE id = $1 AND user_id = $2', [
        order,
        user,
      ]);
      if (!rows[0]) return reply.code(404).send(noOrder);
      return { success: true, data: rows[0] };
    },
  );

  app.get<{ Params: OrderId }>(
    '/api/orders/:orderId/items',
    { schema: { params: { type: 'object', properties: { orderId } } } },
    async (request, reply) => {
      if (!(await isOrder(request.params.orderId))) return reply.code(404).send(noOrder);
      const { rows } = await pool.query(
        'SELECT line, sku, quantity FROM items WHERE order_id = $1 ORDER BY line LIMIT 100',
        [request.params.orderId],
      );
      return { success: true, data: rows };
    },
  );
}
