import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { pool } from './database.ts';

interface NewUser {
  email: string;
  name: string;
}

const newUser = {
  type: 'object',
  required: ['email', 'name'],
  properties: {
    email: { type: 'string', format: 'email', maxLength: 254 },
    name: { type: 'string', minLength: 1, maxLength: 100 },
  },
  additionalProperties: false,
};

const taken = { code: 'EMAIL_TAKEN', message: 'This address has an account already.' };

/** 23505: a unique index refused the row. */
function isEmailTaken(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === 'users_email_key'
  );
}

export default async function users(app: FastifyInstance) {
  app.post<{ Body: NewUser }>('/api/users', { schema: { body: newUser } }, async (request, reply) => {
    const { email, name } = request.body;

    try {
      const { rows } = await pool.query<{ id: string }>(
        'INSERT INTO users (email, name) VALUES ($1, $2) RETURNING id',
        [email, name],
      );
      const id = rows[0]?.id;
      return await reply
        .code(201)
        .header('location', `/api/users/${id}`)
        .send({ success: true, data: { id, email, name } });
    } catch (error) {
      if (isEmailTaken(error)) return reply.code(409).send({ success: false, error: taken });
      throw error;
    }
  });
}
