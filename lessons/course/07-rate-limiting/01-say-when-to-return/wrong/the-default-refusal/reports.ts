import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

export default async function reports(app: FastifyInstance) {
  await app.register(rateLimit, {
    max: 5,
    timeWindow: '15 minutes',
    keyGenerator: (request) => request.partner,
    enableDraftSpec: true,
  });

  app.get('/api/reports/sales', async (request) => {
    const { rows } = await pool.query(
      `SELECT product, count(*)::integer AS sales, sum(cents)::integer AS cents
         FROM sales
        WHERE partner_id = $1
        GROUP BY product
        ORDER BY product`,
      [request.partner],
    );
    return { success: true, data: rows };
  });
}
