import type { FastifyInstance } from 'fastify';
import { findAccount, rememberAddress } from './accounts.ts';

interface Credentials {
  email: string;
  password: string;
}

const credentials = {
  type: 'object',
  required: ['email', 'password'],
  properties: {
    email: { type: 'string', maxLength: 254 },
    password: { type: 'string', maxLength: 72 },
  },
  additionalProperties: false,
};

export default async function login(app: FastifyInstance) {
  app.post<{ Body: Credentials }>('/api/login', { schema: { body: credentials } }, async (request, reply) => {
    const { email, password } = request.body;

    const account = await findAccount(email, password);
    if (account === undefined) {
      return reply.send({
        success: false,
        error: { code: 'UNAUTHENTICATED', message: 'The e-mail address or the password is wrong.' },
      });
    }

    await rememberAddress(account, request.ip);
    return { success: true, data: { account, token: crypto.randomUUID() } };
  });
}
