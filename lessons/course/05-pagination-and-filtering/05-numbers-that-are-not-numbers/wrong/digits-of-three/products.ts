import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface PriceQuery {
  min?: string;
  max?: string;
}

const highest = 999_999_999;

/** The number that the text writes in digits, or undefined when it is anything else. */
function parsePrice(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,4}$/.test(text)) return undefined;
  return Number(text);
}

const refusal = {
  success: false,
  error: { code: 'INVALID_PRICE', message: 'min and max are whole numbers of cents, in digits.' },
};

export default async function products(app: FastifyInstance) {
  app.get<{ Querystring: PriceQuery }>('/api/products', async (request, reply) => {
    const min = parsePrice(request.query.min ?? '0');
    const max = request.query.max === undefined ? highest : parsePrice(request.query.max);
    if (min === undefined || max === undefined) return reply.code(400).send(refusal);
    const { rows } = await pool.query(
      `SELECT id, name, price_cents
         FROM products
        WHERE price_cents BETWEEN $1 AND $2
        ORDER BY price_cents, id
        LIMIT 20`,
      [min, max],
    );
    return { success: true, data: rows };
  });
}
