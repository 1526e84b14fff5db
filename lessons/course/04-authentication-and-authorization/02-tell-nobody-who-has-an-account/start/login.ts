import type { FastifyInstance } from 'fastify';
import { ApiError, unauthenticated } from './api-error.ts';
import { pool } from './database.ts';
import { isPassword } from './passwords.ts';

const email = { type: 'string', maxLength: 254 };
const password = { type: 'string', maxLength: 128 };
const credentials = { type: 'object', required: ['email', 'password'], properties: { email, password } };
const address = { type: 'object', required: ['email'], properties: { email } };

interface User {
  id: number;
  password_hash: string;
  is_closed: boolean;
}

export default async function login(app: FastifyInstance) {
  app.post<{ Body: { email: string; password: string } }>(
    '/api/login',
    { schema: { body: credentials } },
    async (request) => {
      const { rows } = await pool.query<User>(
        'SELECT id, password_hash, is_closed FROM users WHERE email = $1',
        [request.body.email],
      );
      const [user] = rows;
      if (!user) throw new ApiError(404, 'NO_SUCH_ACCOUNT', 'There is no account with this address.');
      if (user.is_closed) throw new ApiError(403, 'ACCOUNT_CLOSED', 'This account is closed.');
      if (!(await isPassword(request.body.password, user.password_hash))) {
        throw unauthenticated('The password is wrong.');
      }
      return { success: true, data: { id: user.id } };
    },
  );

  app.post<{ Body: { email: string } }>(
    '/api/password-resets',
    { schema: { body: address } },
    async (request, reply) => {
      const { rows } = await pool.query<{ id: number }>('SELECT id FROM users WHERE email = $1', [
        request.body.email,
      ]);
      const [user] = rows;
      if (!user) throw new ApiError(404, 'NO_SUCH_ACCOUNT', 'There is no account with this address.');
      await pool.query("INSERT INTO mails (user_id, kind) VALUES ($1, 'password-reset')", [user.id]);
      return reply.code(202).send({ success: true, data: { message: 'We have sent you a letter.' } });
    },
  );
}
