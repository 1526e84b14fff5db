import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { forget, recall, remember } from './cache.ts';
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

/** What comes out of the cache was JSON, which has no dates: `changed_at` is a text until it is read as one. */
const product = z.object({
  sku: z.string(),
  title: z.string(),
  price_cents: z.number(),
  changed_at: z.coerce.date(),
});
type Product = z.infer<typeof product>;

const show = (reply: FastifyReply, data: Product) =>
  reply.header('last-modified', data.changed_at.toUTCString()).send({ success: true, data });

const keyOf = (sku: string) => `product:1:${sku}`;

export default async function products(app: FastifyInstance) {
  app.get<{ Params: Sku }>('/api/products/:sku', async (request, reply) => {
    const { sku } = request.params;
    const cached = await recall(keyOf(sku));
    if (cached !== null) return show(reply, product.parse(cached));

    const { rows } = await pool.query<Product>(
      'SELECT sku, title, price_cents, changed_at FROM products WHERE sku = $1',
      [sku],
    );
    if (!rows[0]) return reply.code(404).send(notFound);
    await remember(keyOf(sku), rows[0]);
    return show(reply, rows[0]);
  });

  app.patch<{ Params: Sku; Body: { priceCents: number } }>(
    '/api/products/:sku',
    { schema: { body: price } },
    async (request, reply) => {
      const { sku } = request.params;
      await forget(keyOf(sku));
      const { rows } = await pool.query<Product>(
        `UPDATE products SET price_cents = $2, changed_at = now() WHERE sku = $1
         RETURNING sku, title, price_cents, changed_at`,
        [sku, request.body.priceCents],
      );
      if (!rows[0]) return reply.code(404).send(notFound);
      return show(reply, rows[0]);
    },
  );
}
