import type { FastifyInstance } from 'fastify';
import { unauthenticated } from './api-error.ts';
import { pool } from './database.ts';
import { isPassword } from './passwords.ts';
import { issueToken, readToken } from './tokens.ts';

const credentials = {
  type: 'object',
  required: ['email', 'password'],
  properties: { email: { type: 'string', maxLength: 254 }, password: { type: 'string', maxLength: 128 } },
};

export default async function account(app: FastifyInstance) {
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
      return { success: true, data: { token: await issueToken(rows[0].id) } };
    },
  );

  app.get('/api/account', async (request) => {
    const token = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated();
    const { rows } = await pool.query('SELECT id, name, address FROM users WHERE id = $1', [
      await readToken(token),
    ]);
    if (!rows[0]) throw unauthenticated();
    return { success: true, data: rows[0] };
  });
}
