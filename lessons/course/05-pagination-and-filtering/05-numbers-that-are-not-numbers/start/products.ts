import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface PriceQuery {
  min?: string;
  max?: string;
}

const highest = 999_999_999;

export default async function products(app: FastifyInstance) {
  app.get<{ Querystring: PriceQuery }>('/api/products', async (request) => {
    const min = Number.parseInt(request.query.min ?? '') || 0;
    const max = Number.parseInt(request.query.max ?? '') || highest;
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
