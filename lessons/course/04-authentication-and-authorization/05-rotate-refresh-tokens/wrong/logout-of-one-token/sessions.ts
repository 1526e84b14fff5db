import type { FastifyInstance } from 'fastify';
import { unauthenticated } from './api-error.ts';
import { pool } from './database.ts';
import { isPassword } from './passwords.ts';
import { digestOf, newAccessToken, newRefreshToken } from './tokens.ts';

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
      const refreshToken = newRefreshToken();
      await beginSession(id, refreshToken);
      return { success: true, data: { accessToken: newAccessToken(id), refreshToken } };
    },
  );

  app.post<{ Body: { refreshToken: string } }>(
    '/api/refresh',
    { schema: { body: withToken } },
    async (request) => {
      const digest = digestOf(request.body.refreshToken);
      const { rows } = await pool.query<{ session_id: number; user_id: number }>(
        `UPDATE refresh_tokens SET used_at = now() FROM sessions
          WHERE digest = $1 AND used_at IS NULL AND expires_at > now() AND sessions.id = session_id AND ended_at IS NULL
          RETURNING session_id, user_id`,
        [digest],
      );
      if (!rows[0]) {
        await pool.query(
          'UPDATE sessions SET ended_at = now() WHERE id IN (SELECT session_id FROM refresh_tokens WHERE digest = $1) AND ended_at IS NULL',
          [digest],
        );
        throw unauthenticated('This token is not valid.');
      }
      const refreshToken = newRefreshToken();
      await pool.query(
        "INSERT INTO refresh_tokens (digest, session_id, expires_at) VALUES ($1, $2, now() + interval '14 days')",
        [digestOf(refreshToken), rows[0].session_id],
      );
      return { success: true, data: { accessToken: newAccessToken(rows[0].user_id), refreshToken } };
    },
  );

  app.post<{ Body: { refreshToken: string } }>(
    '/api/logout',
    { schema: { body: withToken } },
    async (request, reply) => {
      await pool.query('UPDATE refresh_tokens SET used_at = now() WHERE digest = $1', [
        digestOf(request.body.refreshToken),
      ]);
      return reply.code(204).send();
    },
  );
}
