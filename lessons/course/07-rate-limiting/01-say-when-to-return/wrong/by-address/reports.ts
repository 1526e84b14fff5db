import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

export default async function reports(app: FastifyInstance) {
  await app.register(rateLimit, {
    max: 5,
    timeWindow: '15 minutes',
    enableDraftSpec: true,
    errorResponseBuilder: () =>
      Object.assign(new Error('You had 5 reports in 15 minutes. Come back later.'), {
        statusCode: 429,
        code: 'TOO_MANY_REQUESTS',
      }),
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
