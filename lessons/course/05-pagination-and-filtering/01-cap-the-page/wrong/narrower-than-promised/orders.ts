import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
}

const listQuery = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 50, default: 20 },
  },
};

/** OFFSET reads and discards all rows before the page. */
const deepest = 10_000;

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/orders',
    { schema: { querystring: listQuery } },
    async (request, reply) => {
      const { page, limit } = request.query;
      if (page * limit > deepest) {
        const message = `Pages end after ${deepest} orders. Filter by time to see older ones.`;
        return reply.code(400).send({ success: false, error: { code: 'PAGE_TOO_DEEP', message } });
      }

      const { rows } = await pool.query(
        `SELECT id, status, total_cents, created_at
           FROM orders
          ORDER BY created_at DESC, id DESC
          LIMIT $1 OFFSET $2`,
        [limit, (page - 1) * limit],
      );
      return { success: true, data: rows };
    },
  );
}
