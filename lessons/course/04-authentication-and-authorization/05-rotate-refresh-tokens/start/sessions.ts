import type { FastifyInstance } from 'fastify';
import { unauthenticated } from './api-error.ts';
import { pool } from './database.ts';
import { isPassword } from './passwords.ts';
import { digestOf, newAccessToken, newRefreshToken, readRefreshToken } from './tokens.ts';

const credentials = {
  type: 'object',
  required: ['email', 'password'],
  properties: { email: { type: 'string', maxLength: 254 }, password: { type: 'string', maxLength: 128 } },
};

const withToken = {
  type: 'object',
  required: ['refreshToken'],
  properties: { refreshToken: { type: 'string', maxLength: 500 } },
};

/** Begins a session with its first refresh token. */
export async function beginSession(userId: number, refreshToken: string): Promise<void> {
  await pool.query(
    `WITH session AS (INSERT INTO sessions (user_id) VALUES ($1) RETURNING id)
     INSERT INTO refresh_tokens (digest, session_id, expires_at)
     SELECT $2, id, now() + interval '14 days' FROM session`,
    [userId, digestOf(refreshToken)],
  );
}

export default async function sessions(app: FastifyInstance) {
  app.post<{ Body: { email: string; password: string } }>(
    '/api/login',
    { schema: { body: credentials } },
    async (request) => {
      const { email, password } = request.body;
      const { rows } = await pool.query<{ id: number; password_hash: string }>(
        'SELECT id, password_hash FROM users WHERE email = $1',
        [email],
      );
      if (!rows[0] || !(await isPassword(password, rows[0].password_hash))) {
        throw unauthenticated('Wrong e-mail address or password.');
      }
      const { id } = rows[0];
      return { success: true, data: { accessToken: newAccessToken(id), refreshToken: newRefreshToken(id) } };
    },
  );

  app.post<{ Body: { refreshToken: string } }>(
    '/api/refresh',
    { schema: { body: withToken } },
    async (request) => {
      const id = readRefreshToken(request.body.refreshToken);
      return { success: true, data: { accessToken: newAccessToken(id), refreshToken: newRefreshToken(id) } };
    },
  );

  app.post<{ Body: { refreshToken: string } }>(
    '/api/logout',
    { schema: { body: withToken } },
    async (_request, reply) => reply.code(204).send(),
  );
}
