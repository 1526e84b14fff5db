import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface CustomerId {
  id: number;
}

const id = { type: 'integer', minimum: 1, maximum: 2_147_483_647 };
const params = { type: 'object', properties: { id, sku: { type: 'string' } } };

const wrapping = {
  type: 'object',
  required: ['isGift'],
  properties: { isGift: { type: 'boolean' } },
  additionalProperties: false,
};

/** The cart of one customer. No function of it can do anything to another. */
function cartOf(customerId: number) {
  async function change(sql: string, ...values: readonly unknown[]) {
    const { rowCount } = await pool.query(sql, [customerId, ...values]);
    return rowCount;
  }
  return {
    wrap: (isGift: boolean) => change('UPDATE cart_items SET is_gift = $2 WHERE customer_id = $1', isGift),
    take: (sku: string) => change('DELETE FROM cart_items WHERE customer_id = $1 AND sku = $2', sku),
    takeAll: () => change('DELETE FROM cart_items WHERE customer_id = $1'),
  };
}

export default async function carts(app: FastifyInstance) {
  app.get<{ Params: CustomerId }>('/api/customers/:id/cart', { schema: { params } }, async (request) => {
    const { rows } = await pool.query(
      'SELECT sku, quantity, is_gift FROM cart_items WHERE customer_id = $1 ORDER BY sku LIMIT 100',
      [request.params.id],
    );
    return { success: true, data: rows };
  });

  app.patch<{ Params: CustomerId; Body: { isGift: boolean } }>(
    '/api/customers/:id/cart',
    { schema: { params, body: wrapping } },
    async (request) => {
      const changed = await cartOf(request.params.id).wrap(request.body.isGift);
      return { success: true, data: { changed } };
    },
  );

  app.delete<{ Params: CustomerId & { sku: string } }>(
    '/api/customers/:id/cart/:sku',
    { schema: { params } },
    async (request) => {
      const removed = await cartOf(request.params.id).take(request.params.sku);
      return { success: true, data: { removed } };
    },
  );

  app.delete<{ Params: CustomerId }>('/api/customers/:id/cart', { schema: { params } }, async (request) => {
    const removed = await cartOf(request.params.id).takeAll();
    return { success: true, data: { removed } };
  });
}
