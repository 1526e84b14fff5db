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
      const { rowCount } = await pool.query('UPDATE cart_items SET is_gift = $1', [request.body.isGift]);
      return { success: true, data: { changed: rowCount } };
    },
  );

  app.delete<{ Params: CustomerId & { sku: string } }>(
    '/api/customers/:id/cart/:sku',
    { schema: { params } },
    async (request) => {
      const { rowCount } = await pool.query('DELETE FROM cart_items WHERE sku = $1', [request.params.sku]);
      return { success: true, data: { removed: rowCount } };
    },
  );

  app.delete<{ Params: CustomerId }>('/api/customers/:id/cart', { schema: { params } }, async () => {
    const { rowCount } = await pool.query('DELETE FROM cart_items');
    return { success: true, data: { removed: rowCount } };
  });
}
