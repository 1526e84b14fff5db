import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page?: unknown;
  limit?: unknown;
}

/** The whole number from 1 to `most` that this text writes in digits. */
function parseCount(text: unknown, most: number): number | undefined {
  if (typeof text !== 'string' || !/^[1-9]\d{0,4}$/.test(text)) return undefined;
  const count = Number(text);
  return count <= most ? count : undefined;
}

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>('/api/orders', async (request, reply) => {
    const page = parseCount(request.query.page ?? '1', 10_000);
    const limit = parseCount(request.query.limit ?? '20', 100);
    if (page === undefined || limit === undefined || page * limit > 10_000) {
      const message = 'limit is 1 to 100, and pages end after 10,000 orders.';
      return reply.code(400).send({ success: false, error: { code: 'INVALID_PAGE', message } });
    }
    const { rows } = await pool.query(
      `SELECT id, status, total_cents, created_at
         FROM orders
        ORDER BY created_at DESC, id DESC
        LIMIT $1 OFFSET $2`,
      [limit, (page - 1) * limit],
    );
    return { success: true, data: rows };
  });
}
