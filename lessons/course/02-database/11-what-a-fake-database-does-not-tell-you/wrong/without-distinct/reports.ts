import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface Delivery {
  sku: string;
  pieces: number;
}

const deliveries = {
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: {
    type: 'object',
    required: ['sku', 'pieces'],
    properties: {
      sku: { type: 'string', enum: ['chair', 'lamp', 'shelf', 'sofa'] },
      pieces: { type: 'integer', minimum: 1, maximum: 1000 },
    },
  },
};

export default async function reports(app: FastifyInstance) {
  /** The three customers who ordered last, the latest first. */
  app.get('/api/customers/latest', async () => {
    const { rows } = await pool.query('SELECT customer FROM orders ORDER BY id DESC LIMIT 3');
    return { success: true, data: rows };
  });

  /** Products that nobody has ordered. */
  app.get('/api/products/unsold', async () => {
    const { rows } = await pool.query(
      `SELECT sku, title
         FROM products
        WHERE NOT EXISTS (SELECT FROM orders WHERE orders.sku = products.sku)
        ORDER BY sku
        LIMIT 100`,
    );
    return { success: true, data: rows };
  });

  /** How many of a hundred pieces came back; null where none was sold. */
  app.get('/api/products/returns', async () => {
    const { rows } = await pool.query(
      `SELECT products.sku,
              (100 * sum(orders.returned) / sum(orders.quantity))::int AS percent
         FROM products LEFT JOIN orders ON orders.sku = products.sku
        GROUP BY products.sku
        ORDER BY products.sku
        LIMIT 100`,
    );
    return { success: true, data: rows };
  });

  /** Adds what was delivered to the stock. */
  app.post<{ Body: Delivery[] }>('/api/deliveries', { schema: { body: deliveries } }, async (request) => {
    const pieces = new Map<string, number>();
    for (const d of request.body) pieces.set(d.sku, (pieces.get(d.sku) ?? 0) + d.pieces);
    const body = [...pieces].map(([sku, n]) => ({ sku, pieces: n }));
    const places = body.map((_, index) => `($${index * 2 + 1}, $${index * 2 + 2}::int)`);
    const values = body.flatMap(({ sku, pieces }) => [sku, pieces]);
    await pool.query(
      `INSERT INTO stock (sku, pieces) VALUES ${places.join(', ')}
       ON CONFLICT (sku) DO UPDATE SET pieces = stock.pieces + EXCLUDED.pieces`,
      values,
    );
    const { rows } = await pool.query('SELECT sku, pieces FROM stock ORDER BY sku LIMIT 100');
    return { success: true, data: rows };
  });
}
