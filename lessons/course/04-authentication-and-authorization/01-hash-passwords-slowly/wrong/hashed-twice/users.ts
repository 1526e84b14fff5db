import type { FastifyInstance } from 'fastify';
import { ApiError, unauthenticated } from './api-error.ts';
import { pool } from './database.ts';
import { hashPassword, isPassword } from './passwords.ts';

const credentials = {
  type: 'object',
  required: ['email', 'password'],
  properties: {
    email: { type: 'string', maxLength: 254 },
    password: { type: 'string', minLength: 12, maxLength: 128 },
  },
};

interface Credentials {
  email: string;
  password: string;
}

/** Stores an account. */
async function createUser({ email, password }: Credentials): Promise<number | null> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO users (email, password_hash) VALUES ($1, $2)
     ON CONFLICT (lower(email)) DO NOTHING RETURNING id`,
    [email, await hashPassword(password)],
  );
  return rows[0]?.id ?? null;
}

export default async function users(app: FastifyInstance) {
  app.post<{ Body: Credentials }>('/api/users', { schema: { body: credentials } }, async (request, reply) => {
    const { email, password } = request.body;
    const id = await createUser({ email, password: await hashPassword(password) });
    if (id === null) throw new ApiError(409, 'EMAIL_TAKEN', 'This address has an account.');
    return reply.code(201).send({ success: true, data: { id, email } });
  });

  app.post<{ Body: Credentials }>('/api/login', { schema: { body: credentials } }, async (request) => {
    const { email, password } = request.body;
    const { rows } = await pool.query<{ id: number; password_hash: string }>(
      'SELECT id, password_hash FROM users WHERE email = $1',
      [email],
    );
    if (!rows[0] || !(await isPassword(password, rows[0].password_hash))) {
      throw unauthenticated('Wrong e-mail address or password.');
    }
    return { success: true, data: { id: rows[0].id, email } };
  });
}
