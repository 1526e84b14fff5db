import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';
import { failure, success } from './envelope.ts';

interface NewUser {
  name: string;
  email: string;
  password: string;
}

const newUser = {
  type: 'object',
  required: ['name', 'email', 'password'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    email: { type: 'string', format: 'email', maxLength: 254 },
    password: { type: 'string', minLength: 12, maxLength: 128 },
  },
};

const userId = { type: 'object', properties: { id: { type: 'integer' } } };

/** Something like a hash: how to store passwords is another lesson. */
const hashOf = (password: string) => `${password.length}`;

export default async function users(app: FastifyInstance) {
  app.get('/api/users', (_request, reply) => {
    void pool
      .query('SELECT id, name, email FROM users ORDER BY id LIMIT 100')
      .then(({ rows }) => reply.send(success(rows)));
  });

  app.get<{ Params: { id: number } }>(
    '/api/users/:id',
    { schema: { params: userId } },
    async (request, reply) => {
      const { rows } = await pool.query('SELECT id, name, email FROM users WHERE id = $1', [
        request.params.id,
      ]);
      if (!rows[0]) return reply.code(404).send(failure('NOT_FOUND', 'There is no such user.'));
      return success(rows[0]);
    },
  );

  app.post<{ Body: NewUser }>('/api/users', { schema: { body: newUser } }, async (request, reply) => {
    const { name, email, password } = request.body;
    const { rows } = await pool.query<{ id: number }>(
      `INSERT INTO users (name, email, password_hash) VALUES ($1, $2, $3)
         ON CONFLICT (lower(email)) DO NOTHING
         RETURNING id, name, email`,
      [name, email, hashOf(password)],
    );
    const [user] = rows;
    if (!user) return reply.code(409).send(failure('EMAIL_TAKEN', 'This address is taken.'));
    return reply.code(201).header('location', `/api/users/${user.id}`).send(success(user));
  });
}
