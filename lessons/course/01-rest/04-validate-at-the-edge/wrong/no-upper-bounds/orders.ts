import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface UserId {
  id: string;
}

interface NewOrder {
  sku: string;
  quantity: number;
  note?: string;
}

const userId = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } };

const newOrder = {
  type: 'object',
  required: ['sku', 'quantity'],
  properties: {
    sku: { type: 'string', pattern: '^\\S+$' },
    quantity: { type: 'integer', minimum: 1 },
    note: { type: 'string' },
  },
  additionalProperties: false,
};

const listQuery = {
  type: 'object',
  properties: { status: { type: 'string', enum: ['pending', 'paid', 'shipped'] } },
  additionalProperties: false,
};

export default async function orders(app: FastifyInstance) {
  app.post<{ Params: UserId; Body: NewOrder }>(
    '/api/users/:id/orders',
    { schema: { params: userId, body: newOrder } },
    async (request, reply) => {
      const { sku, quantity, note = '' } = request.body;
      const { rows } = await pool.query(
        'INSERT INTO orders (user_id, sku, quantity, note) VALUES ($1, $2, $3, $4) RETURNING id, sku, quantity, note',
        [request.params.id, sku, quantity, note],
      );
      return reply.code(201).send({ success: true, data: rows[0] });
    },
  );

  app.get<{ Params: UserId; Querystring: { status?: string } }>(
    '/api/users/:id/orders',
    { schema: { params: userId, querystring: listQuery } },
    async (request) => {
      const { status = null } = request.query;
      const { rows } = await pool.query(
        `SELECT id, sku, quantity, status
           FROM orders
          WHERE user_id = $1 AND ($2::text IS NULL OR status = $2)
          ORDER BY id
          LIMIT 50`,
        [request.params.id, status],
      );
      return { success: true, data: rows };
    },
  );
}
