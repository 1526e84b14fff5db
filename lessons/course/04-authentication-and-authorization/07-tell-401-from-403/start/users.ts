import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';
import { pool } from './database.ts';
import { authenticate, requireRole } from './guard.ts';
import { isPassword } from './passwords.ts';
import { issueToken } from './tokens.ts';

const credentials = {
  type: 'object',
  required: ['email', 'password'],
  properties: { email: { type: 'string', maxLength: 254 }, password: { type: 'string', maxLength: 128 } },
};

const params = {
  type: 'object',
  properties: { id: { type: 'integer', minimum: 1, maximum: 2_147_483_647 } },
};

const newRole = {
  type: 'object',
  required: ['role'],
  properties: { role: { type: 'string', enum: ['customer', 'admin'] } },
};

export default async function users(app: FastifyInstance) {
  app.post<{ Body: { email: string; password: string } }>(
    '/api/login',
    { schema: { body: credentials } },
    async (request) => {
      const { email, password } = request.body;
      const { rows } = await pool.query<{ id: number; role: string; password_hash: string }>(
        'SELECT id, role, password_hash FROM users WHERE email = $1',
        [email],
      );
      if (!rows[0] || !(await isPassword(password, rows[0].password_hash))) {
        throw new ApiError(401, 'UNAUTHENTICATED', 'Wrong e-mail address or password.', {
          'www-authenticate': 'Bearer',
        });
      }
      return { success: true, data: { token: issueToken(rows[0]) } };
    },
  );

  app.get('/api/account', async (request) => {
    const { id, name } = await authenticate(request);
    return { success: true, data: { id, name } };
  });

  app.get('/api/revenue', async (request) => {
    await requireRole(request, 'admin');
    return { success: true, data: { month: '2025-06', cents: 4_208_900 } };
  });

  app.put<{ Params: { id: number }; Body: { role: string } }>(
    '/api/users/:id/role',
    { schema: { params, body: newRole } },
    async (request) => {
      await requireRole(request, 'admin');
      const { rows } = await pool.query('UPDATE users SET role = $2 WHERE id = $1 RETURNING id, role', [
        request.params.id,
        request.body.role,
      ]);
      if (!rows[0]) throw new ApiError(404, 'NOT_FOUND', 'There is no such user.');
      return { success: true, data: rows[0] };
    },
  );
}
