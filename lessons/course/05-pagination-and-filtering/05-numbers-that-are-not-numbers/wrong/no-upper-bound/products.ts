import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface PriceQuery {
  min: string;
  max: string;
}

const digits = '^\\d+$';

const priceQuery = {
  type: 'object',
  properties: {
    min: { type: 'string', pattern: digits, default: '0' },
    max: { type: 'string', pattern: digits, default: '999999999' },
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
        [Number(min), Number(max)],
      );
      return { success: true, data: rows };
    },
  );
}
