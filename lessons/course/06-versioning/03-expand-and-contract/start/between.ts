import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

/** The second release, yours. So far it is the first one. */
export default async function between(app: FastifyInstance) {
  const body = {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string', minLength: 1, maxLength: 100 } },
  };
  const params = { type: 'object', properties: { id: { type: 'integer' } } };

  app.get('/', async () => {
    const { rows } = await pool.query('SELECT id, name FROM users ORDER BY id LIMIT 100');
    return { success: true, data: rows };
  });

  app.post<{ Body: { name: string } }>('/', { schema: { body } }, async (request, reply) => {
    const { rows } = await pool.query('INSERT INTO users (name) VALUES ($1) RETURNING id, name', [
      request.body.name,
    ]);
    return reply.code(201).send({ success: true, data: rows[0] });
  });

  app.put<{ Params: { id: number }; Body: { name: string } }>(
    '/:id/name',
    { schema: { params, body } },
    async (request, reply) => {
      const { rowCount } = await pool.query('UPDATE users SET name = $2 WHERE id = $1', [
        request.params.id,
        request.body.name,
      ]);
      return reply.code(rowCount === 0 ? 404 : 204).send();
    },
  );
}
