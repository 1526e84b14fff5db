import type { FastifyInstance } from 'fastify';
import { recall, remember } from './cache.ts';
import { pool } from './database.ts';

interface Sku {
  sku: string;
}

const price = {
  type: 'object',
  required: ['priceCents'],
  properties: { priceCents: { type: 'integer', minimum: 1, maximum: 10_000_000 } },
};

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such product.' } };

const keyOf = (sku: string) => `product:1:${sku}`;

export default async function products(app: FastifyInstance) {
  app.get<{ Params: Sku }>('/api/products/:sku', async (request, reply) => {
    const { sku } = request.params;
    const cached = await recall(keyOf(sku));
    if (cached !== null) return { success: true, data: cached };

    const { rows } = await pool.query('SELECT sku, title, price_cents FROM products WHERE sku = $1', [sku]);
    if (!rows[0]) return reply.code(404).send(notFound);
    await remember(keyOf(sku), rows[0]);
    return { success: true, data: rows[0] };
  });

  app.patch<{ Params: Sku; Body: { priceCents: number } }>(
    '/api/products/:sku',
    { schema: { body: price } },
    async (request, reply) => {
      const { sku } = request.params;
      const { rows } = await pool.query(
        'UPDATE products SET price_cents = $2 WHERE sku = $1 RETURNING sku, title, price_cents',
        [sku, request.body.priceCents],
      );
      if (!rows[0]) return reply.code(404).send(notFound);
      return { success: true, data: rows[0] };
    },
  );
}
