import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';
import { pool } from './database.ts';

const newUser = {
  type: 'object',
  required: ['email', 'name'],
  properties: { email: { type: 'string', maxLength: 254 }, name: { type: 'string', maxLength: 100 } },
};

export default async function users(app: FastifyInstance) {
  app.get<{ Params: { id: string } }>('/api/users/:id', async (request) => {
    const { rows } = await pool.query('SELECT id, name FROM users WHERE id = $1', [request.params.id]);
    if (!rows[0]) throw new ApiError(404, 'NOT_FOUND', 'There is no such user.');
    return { success: true, data: rows[0] };
  });

  app.post<{ Body: { email: string; name: string } }>(
    '/api/users',
    { schema: { body: newUser } },
    async (request, reply) => {
      const { email, name } = request.body;
      const { rows } = await pool.query('INSERT INTO users (email, name) VALUES ($1, $2) RETURNING id', [
        email,
        name,
      ]);
      return reply.code(201).send({ success: true, data: { id: rows[0]?.id, name } });
    },
  );
}
