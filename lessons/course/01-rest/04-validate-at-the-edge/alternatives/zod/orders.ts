import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { pool } from './database.ts';

const userId = z.strictObject({ id: z.uuid() });

const newOrder = z.strictObject({
  sku: z
    .string()
    .trim()
    .regex(/^\S{1,20}$/),
  quantity: z.int().min(1).max(100),
  note: z.string().max(500).default(''),
});

const listQuery = z.strictObject({ status: z.enum(['pending', 'paid', 'shipped']).optional() });

/** What may be said of a mistake: where it is and what is expected, never what was sent. */
function refusal(error: z.ZodError) {
  const message = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return { success: false, error: { code: 'INVALID_REQUEST', message } };
}

export default async function orders(app: FastifyInstance) {
  app.post('/api/users/:id/orders', async (request, reply) => {
    const params = userId.safeParse(request.params);
    if (!params.success) return reply.code(400).send(refusal(params.error));
    const body = newOrder.safeParse(request.body);
    if (!body.success) return reply.code(400).send(refusal(body.error));
    const { sku, quantity, note } = body.data;
    const { rows } = await pool.query(
      'INSERT INTO orders (user_id, sku, quantity, note) VALUES ($1, $2, $3, $4) RETURNING id, sku, quantity, note',
      [params.data.id, sku, quantity, note],
    );
    return reply.code(201).send({ success: true, data: rows[0] });
  });

  app.get('/api/users/:id/orders', async (request, reply) => {
    const params = userId.safeParse(request.params);
    if (!params.success) return reply.code(400).send(refusal(params.error));
    const query = listQuery.safeParse(request.query);
    if (!query.success) return reply.code(400).send(refusal(query.error));
    const { status = null } = query.data;
    const { rows } = await pool.query(
      `SELECT id, sku, quantity, status
           FROM orders
          WHERE user_id = $1 AND ($2::text IS NULL OR status = $2)
          ORDER BY id
          LIMIT 50`,
      [params.data.id, status],
    );
    return { success: true, data: rows };
  });
}
