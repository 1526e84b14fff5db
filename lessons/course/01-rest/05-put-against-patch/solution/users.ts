import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface UserId {
  id: number;
}

interface Profile {
  name: string;
  email: string;
  phone?: string | null;
}

const userId = { type: 'object', properties: { id: { type: 'integer' } } };

const fields = {
  name: { type: 'string', minLength: 1, maxLength: 100 },
  email: { type: 'string', format: 'email', maxLength: 254 },
  phone: { type: ['string', 'null'], minLength: 3, maxLength: 30 },
};

const profile = { type: 'object', required: ['name', 'email'], properties: fields };

const change = { type: 'object', properties: fields };

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such user.' } };

export default async function users(app: FastifyInstance) {
  app.get<{ Params: UserId }>('/api/users/:id', { schema: { params: userId } }, async (request, reply) => {
    const { rows } = await pool.query('SELECT id, name, email, phone FROM users WHERE id = $1', [
      request.params.id,
    ]);
    if (!rows[0]) return reply.code(404).send(notFound);
    return { success: true, data: rows[0] };
  });

  app.put<{ Params: UserId; Body: Profile }>(
    '/api/users/:id',
    { schema: { params: userId, body: profile } },
    async (request, reply) => {
      const { name, email, phone } = request.body;
      const { rows } = await pool.query(
        `UPDATE users SET name = $2, email = $3, phone = $4
          WHERE id = $1
         RETURNING id, name, email, phone`,
        [request.params.id, name, email, phone],
      );
      if (!rows[0]) return reply.code(404).send(notFound);
      return { success: true, data: rows[0] };
    },
  );

  app.patch<{ Params: UserId; Body: Partial<Profile> }>(
    '/api/users/:id',
    { schema: { params: userId, body: change } },
    async (request, reply) => {
      const { name, email, phone } = request.body;
      const { rows } = await pool.query(
        `UPDATE users SET name = COALESCE($2, name), email = COALESCE($3, email),
                phone = CASE WHEN $5 THEN $4 ELSE phone END
          WHERE id = $1
         RETURNING id, name, email, phone`,
        [request.params.id, name, email, phone, 'phone' in request.body],
      );
      if (!rows[0]) return reply.code(404).send(notFound);
      return { success: true, data: rows[0] };
    },
  );
}
