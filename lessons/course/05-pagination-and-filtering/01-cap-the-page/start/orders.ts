import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page?: string;
  limit?: string;
}

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>('/api/orders', async (request) => {
    const page = Number(request.query.page ?? 1);
    const limit = Number(request.query.limit ?? 20);
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
