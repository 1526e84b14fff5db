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

/** Sign-ups under way, by address: the next one waits for the one before. */
const underWay = new Map<string, Promise<unknown>>();

export default async function users(app: FastifyInstance) {
  app.post<{ Body: NewUser }>('/api/users', { schema: { body: newUser } }, async (request, reply) => {
    const { email, name } = request.body;
    const key = email.toLowerCase();
    while (underWay.has(key)) await underWay.get(key);
    const signUp = register(email, name);
    underWay.set(key, signUp);
    const id = await signUp.finally(() => underWay.delete(key));
    if (id === undefined) return reply.code(409).send({ success: false, error: taken });
    return reply
      .code(201)
      .header('location', `/api/users/${id}`)
      .send({ success: true, data: { id, email, name } });
  });
}

/** The new account's id, or undefined when the address has one. */
async function register(email: string, name: string): Promise<string | undefined> {
  const existing = await pool.query('SELECT id FROM users WHERE lower(email) = lower($1)', [email]);
  if (existing.rows.length > 0) return undefined;
  const { rows } = await pool.query<{ id: string }>(
    'INSERT INTO users (email, name) VALUES ($1, $2) RETURNING id',
    [email, name],
  );
  return rows[0]?.id;
}
