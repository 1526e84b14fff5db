import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface PriceQuery {
  min?: string;
  max?: string;
}

const highest = 999_999_999;

function isPrice(text: string): boolean {
  const price = Number(text);
  return text !== '' && Number.isInteger(price) && price >= 0 && price <= highest;
}

const refusal = {
  success: false,
  error: { code: 'INVALID_PRICE', message: 'min and max are whole numbers of cents.' },
};

export default async function products(app: FastifyInstance) {
  app.get<{ Querystring: PriceQuery }>('/api/products', async (request, reply) => {
    const { min = '0', max = `${highest}` } = request.query;
    if (!isPrice(min) || !isPrice(max)) return reply.code(400).send(refusal);
    const { rows } = await pool.query(
      `SELECT id, name, price_cents
         FROM products
        WHERE price_cents BETWEEN $1 AND $2
        ORDER BY price_cents, id
        LIMIT 20`,
      [Number.parseInt(min), Number.parseInt(max)],
    );
    return { success: true, data: rows };
  });
}
