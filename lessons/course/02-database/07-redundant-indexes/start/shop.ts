import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface UserId {
  id: number;
}

const userId = { type: 'object', properties: { id: { type: 'integer' } } };

const userQuery = {
  type: 'object',
  required: ['email'],
  properties: { email: { type: 'string', maxLength: 254 } },
};

export default async function shop(app: FastifyInstance) {
  app.get<{ Querystring: { email: string } }>(
    '/api/users',
    { schema: { querystring: userQuery } },
    async (request) => {
      const { rows } = await pool.query('SELECT id, email, name FROM users WHERE lower(email) = lower($1)', [
        request.query.email,
      ]);
      return { success: true, data: rows };
    },
  );

  app.get<{ Params: UserId }>('/api/users/:id/orders', { schema: { params: userId } }, async (request) => {
    const { rows } = await pool.query(
      `SELECT id, status, created_at
         FROM orders
        WHERE user_id = $1
        ORDER BY created_at DESC, id DESC
        LIMIT 20`,
      [request.params.id],
    );
    return { success: true, data: rows };
  });

  app.get('/api/orders/pending', async () => {
    const { rows } = await pool.query(
      "SELECT id, user_id, created_at FROM orders WHERE status = 'pending' ORDER BY created_at, id LIMIT 20",
    );
    return { success: true, data: rows };
  });

  // What the indexes cost on disk. Each of them is also written by every INSERT.
  app.get('/api/indexes', async () => {
    const { rows } = await pool.query(
      `SELECT indrelid::regclass::text AS "table", indexrelid::regclass::text AS "index",
              pg_relation_size(indexrelid)::integer / 1024 AS kb
         FROM pg_index
        WHERE indrelid IN ('users'::regclass, 'orders'::regclass)
        ORDER BY 1, 2
        LIMIT 100`,
    );
    return { success: true, data: rows };
  });
}
