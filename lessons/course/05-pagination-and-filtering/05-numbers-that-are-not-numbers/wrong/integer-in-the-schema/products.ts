import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface PriceQuery {
  min: number;
  max: number;
}

const highest = 999_999_999;

const priceQuery = {
  type: 'object',
  properties: {
    min: { type: 'integer', minimum: 0, maximum: highest, default: 0 },
    max: { type: 'integer', minimum: 0, maximum: highest, default: highest },
  },
};

export default async function products(app: FastifyInstance) {
  app.get<{ Querystring: PriceQuery }>(
    '/api/products',
    { schema: { querystring: priceQuery } },
    async (request) => {
      const { min, max } = request.query;
      const { rows } = await pool.query(
        `SELECT id, name, price_cents
           FROM products
          WHERE price_cents BETWEEN $1 AND $2
          ORDER BY price_cents, id
          LIMIT 20`,
        [min, max],
      );
      return { success: true, data: rows };
    },
  );
}
