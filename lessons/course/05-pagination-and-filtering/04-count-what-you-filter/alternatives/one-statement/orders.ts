import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
  status?: string;
}

const listQuery = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, maximum: 100, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    status: { type: 'string', enum: ['pending', 'paid', 'shipped'] },
  },
};

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/orders',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { page, limit, status = null } = request.query;

      const { rows } = await pool.query<{ total: number; order: object | null }>(
        `WITH wanted AS (
           SELECT id, status, total_cents FROM orders WHERE ($1::text IS NULL OR status = $1)
         ), cut AS (
           SELECT id, status, total_cents FROM wanted ORDER BY id LIMIT $2 OFFSET $3
         )
         SELECT counted.total, CASE WHEN cut.id IS NOT NULL THEN to_json(cut) END AS "order"
           FROM (SELECT count(*)::integer AS total FROM wanted) AS counted
           LEFT JOIN cut ON true
          ORDER BY cut.id`,
        [status, limit, (page - 1) * limit],
      );

      const total = rows[0]?.total ?? 0;
      const data = rows.flatMap(({ order }) => order ?? []);
      return { success: true, data, meta: { page, limit, total, pages: Math.ceil(total / limit) } };
    },
  );
}
