import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface PriceQuery {
  min?: string;
  max?: string;
}

const highest = 999_999_999;

function numberOr(fallback: number, text: string | undefined): number {
  const value = Number(text);
  return Number.isNaN(value) ? fallback : value;
}

export default async function products(app: FastifyInstance) {
  app.get<{ Querystring: PriceQuery }>('/api/products', async (request) => {
    const min = numberOr(0, request.query.min);
    const max = numberOr(highest, request.query.max);
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
