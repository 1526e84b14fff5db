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

/**
 * Uses a refresh token up and gives the next one. One that comes a second time was copied, so its session ends.
 * Undefined when the token is good for nothing.
 */
async function rotate(used: string): Promise<{ userId: number; refreshToken: string } | undefined> {
  const refreshToken = newRefreshToken();
  const { rows } = await pool.query<{ user_id: number }>(
    `WITH used AS (
       UPDATE refresh_tokens SET used_at = now()
         FROM sessions
        WHERE digest = $1 AND used_at IS NULL AND expires_at > now()
          AND sessions.id = session_id AND ended_at IS NULL
       RETURNING session_id, user_id
     ), next AS (
       INSERT INTO refresh_tokens (digest, session_id, expires_at)
       SELECT $2, session_id, now() + interval '14 days' FROM used
     )
     SELECT user_id FROM used`,
    [digestOf(used), digestOf(refreshToken)],
  );
  if (rows[0]) return { userId: rows[0].user_id, refreshToken };
  await endSession(used);
  return undefined;
}

/** Ends the session that this token belongs to, whether it was used or not. */
async function endSession(refreshToken: string): Promise<void> {
  await pool.query(
    `UPDATE sessions SET ended_at = now()
      WHERE ended_at IS NULL AND id = (SELECT session_id FROM refresh_tokens WHERE digest = $1)`,
    [digestOf(refreshToken)],
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
      const refreshToken = newRefreshToken();
      await beginSession(rows[0].id, refreshToken);
      return { success: true, data: { accessToken: newAccessToken(rows[0].id), refreshToken } };
    },
  );

  app.post<{ Body: { refreshToken: string } }>(
    '/api/refresh',
    { schema: { body: withToken } },
    async (request) => {
      const next = await rotate(request.body.refreshToken);
      if (!next) throw unauthenticated('Log in again.');
      const { userId, refreshToken } = next;
      return { success: true, data: { accessToken: newAccessToken(userId), refreshToken } };
    },
  );

  app.post<{ Body: { refreshToken: string } }>(
    '/api/logout',
    { schema: { body: withToken } },
    async (request, reply) => {
      await pool.query(
        `UPDATE sessions SET ended_at = now()
          WHERE ended_at IS NULL
            AND user_id = (SELECT user_id FROM sessions JOIN refresh_tokens ON session_id = sessions.id
                            WHERE digest = $1)`,
        [digestOf(request.body.refreshToken)],
      );
      return reply.code(204).send();
    },
  );
}
