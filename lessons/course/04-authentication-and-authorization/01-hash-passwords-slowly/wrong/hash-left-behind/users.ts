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

interface User {
  id: number;
  email: string;
  passwordHash?: string;
}

/** Without the hash, which must not get out by accident. */
async function findUser(email: string): Promise<User | null> {
  const { rows } = await pool.query<User>('SELECT id, email FROM users WHERE email = $1', [email]);
  return rows[0] ?? null;
}

export default async function users(app: FastifyInstance) {
  app.post<{ Body: Credentials }>('/api/users', { schema: { body: credentials } }, async (request, reply) => {
    const { email, password } = request.body;
    const { rows } = await pool.query<{ id: number }>(
      `INSERT INTO users (email, password_hash) VALUES ($1, $2)
       ON CONFLICT (lower(email)) DO NOTHING RETURNING id`,
      [email, await hashPassword(password)],
    );
    if (!rows[0]) throw new ApiError(409, 'EMAIL_TAKEN', 'This address has an account.');
    return reply.code(201).send({ success: true, data: { id: rows[0].id, email } });
  });

  app.post<{ Body: Credentials }>('/api/login', { schema: { body: credentials } }, async (request) => {
    const { email, password } = request.body;
    const user = await findUser(email);
    if (!user || !(await isPassword(password, user.passwordHash ?? ''))) {
      throw unauthenticated('Wrong e-mail address or password.');
    }
    return { success: true, data: { id: user.id, email } };
  });
}
