import fastify, { type FastifyError } from 'fastify';
import { ApiError, unauthenticated } from './api-error.ts';
import { pool } from './database.ts';
import { isPassword } from './passwords.ts';
import { createTokens, type Environment } from './tokens.ts';

const credentials = {
  type: 'object',
  required: ['email', 'password'],
  properties: { email: { type: 'string', maxLength: 254 }, password: { type: 'string', maxLength: 128 } },
};

/** The shop, ready to listen. Throws when it can't run with this environment. */
export function buildShop(environment: Environment) {
  const tokens = createTokens(environment);
  const shop = fastify();

  shop.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
    const status = error instanceof ApiError ? error.status : (error.statusCode ?? 500);
    if (status < 500) {
      return reply.code(status).send({ success: false, error: { code: error.code, message: error.message } });
    }
    console.error(error);
    return reply
      .code(500)
      .send({ success: false, error: { code: 'INTERNAL', message: 'Something went wrong.' } });
  });

  shop.post<{ Body: { email: string; password: string } }>(
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
      return { success: true, data: { token: tokens.issue(rows[0].id) } };
    },
  );

  shop.get('/api/account', async (request) => {
    const token = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated();
    const { rows } = await pool.query('SELECT id, name, address FROM users WHERE id = $1', [
      tokens.read(token),
    ]);
    if (!rows[0]) throw unauthenticated();
    return { success: true, data: rows[0] };
  });

  return shop;
}
