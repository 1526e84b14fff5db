import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
}

interface User {
  id: number;
  name: string;
  email: string;
  password_hash: string;
  avatar: string;
}

interface UserId {
  id: number;
}

const listQuery = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, maximum: 100, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  },
};

const userId = { type: 'object', properties: { id: { type: 'integer' } } };

const change = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', minLength: 1, maxLength: 100 } },
  additionalProperties: false,
};

const columns = 'id, name, email, password_hash, avatar';

/** What clients may see. */
const toPublic = ({ id, name, email }: User) => ({ id, name, email });

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such user.' } };

export default async function users(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/users',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { page, limit } = request.query;

      const { rows } = await pool.query<User>(`SELECT ${columns} FROM users ORDER BY id LIMIT $1 OFFSET $2`, [
        limit,
        (page - 1) * limit,
      ]);
      return { success: true, data: rows.map(toPublic) };
    },
  );

  app.get<{ Params: UserId }>('/api/users/:id', { schema: { params: userId } }, async (request, reply) => {
    const { rows } = await pool.query<User>(`SELECT ${columns} FROM users WHERE id = $1`, [
      request.params.id,
    ]);
    if (!rows[0]) return reply.code(404).send(notFound);
    return { success: true, data: toPublic(rows[0]) };
  });

  app.patch<{ Params: UserId; Body: { name: string } }>(
    '/api/users/:id',
    { schema: { params: userId, body: change } },
    async (request, reply) => {
      const { rows } = await pool.query<User>(
        `UPDATE users SET name = $2 WHERE id = $1 RETURNING ${columns}`,
        [request.params.id, request.body.name],
      );
      if (!rows[0]) return reply.code(404).send(notFound);
      return { success: true, data: toPublic(rows[0]) };
    },
  );
}
