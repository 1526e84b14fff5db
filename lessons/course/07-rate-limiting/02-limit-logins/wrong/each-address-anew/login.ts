import type { FastifyInstance } from 'fastify';
import { findAccount, rememberAddress } from './accounts.ts';
import { countAttempt, forgetAttempts, takeBackAttempt } from './attempts.ts';

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

const tooMany = {
  success: false,
  error: { code: 'TOO_MANY_REQUESTS', message: 'Too many failed logins. Wait, or reset the password.' },
};

export default async function login(app: FastifyInstance) {
  app.post<{ Body: Credentials }>('/api/login', { schema: { body: credentials } }, async (request, reply) => {
    const { password } = request.body;
    const email = request.body.email.trim().toLowerCase();
    const address = request.ip;
    const ofPair = `${email} ${address}`;
    const ofAddress = `address ${address}`;
    const limits = [
      { key: ofPair, most: 5 },
      { key: ofAddress, most: 15 },
    ];

    for (const { key, most } of limits) {
      const { count, seconds } = await countAttempt(key);
      if (count > most) return reply.code(429).header('retry-after', seconds).send(tooMany);
    }

    const account = await findAccount(email, password);
    if (account === undefined) {
      return reply.code(401).send({
        success: false,
        error: { code: 'UNAUTHENTICATED', message: 'The e-mail address or the password is wrong.' },
      });
    }

    await forgetAttempts(ofPair);
    await takeBackAttempt(ofAddress);
    await rememberAddress(account, address);
    return { success: true, data: { account, token: crypto.randomUUID() } };
  });
}
