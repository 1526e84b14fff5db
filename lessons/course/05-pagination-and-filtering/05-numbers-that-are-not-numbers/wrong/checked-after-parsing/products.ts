import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface PriceQuery {
  min?: string;
  max?: string;
}

const highest = 999_999_999;

function isPrice(price: number): boolean {
  return Number.isInteger(price) && price >= 0 && price <= highest;
}

const refusal = {
  success: false,
  error: { code: 'INVALID_PRICE', message: 'min and max are whole numbers of cents.' },
};

export default async function products(app: FastifyInstance) {
  app.get<{ Querystring: PriceQuery }>('/api/products', async (request, reply) => {
    const min = Number.parseInt(request.query.min ?? '0');
    const max = Number.parseInt(request.query.max ?? `${highest}`);
    if (!isPrice(min) || !isPrice(max)) return reply.code(400).send(refusal);
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
