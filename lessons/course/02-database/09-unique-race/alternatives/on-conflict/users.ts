import type { FastifyInstance } from 'fastify';
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

export default async function users(app: FastifyInstance) {
  app.post<{ Body: NewUser }>('/api/users', { schema: { body: newUser } }, async (request, reply) => {
    const { email, name } = request.body;

    const { rows } = await pool.query<{ id: string }>(
      `INSERT INTO users (email, name) VALUES ($1, $2)
       ON CONFLICT (lower(email)) DO NOTHING
       RETURNING id`,
      [email, name],
    );
    if (rows.length === 0) {
      return reply.code(409).send({ success: false, error: taken });
    }

    const id = rows[0]?.id;
    return reply
      .code(201)
      .header('location', `/api/users/${id}`)
      .send({ success: true, data: { id, email, name } });
  });
}
