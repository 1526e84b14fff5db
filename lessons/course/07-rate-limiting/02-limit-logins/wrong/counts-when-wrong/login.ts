import type { FastifyInstance } from 'fastify';
import { findAccount, hasLoggedInFrom, rememberAddress } from './accounts.ts';
import { countAttempt, forgetAttempts } from './attempts.ts';
import { pool } from './database.ts';

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

async function lookAt(key: string) {
  const { rows } = await pool.query<{ count: number; seconds: number }>(
    `SELECT count, ceil(extract(epoch FROM ends_at - now()))::integer AS seconds
       FROM attempts
      WHERE key = $1 AND ends_at > now()`,
    [key],
  );
  return rows[0] ?? { count: 0, seconds: 0 };
}

export default async function login(app: FastifyInstance) {
  app.post<{ Body: Credentials }>('/api/login', { schema: { body: credentials } }, async (request, reply) => {
    const { password } = request.body;
    const email = request.body.email.trim().toLowerCase();
    const address = request.ip;
    const isKnown = await hasLoggedInFrom(email, address);
    const ofPair = `${email} ${address}`;
    const ofAddress = `address ${address}`;
    const ofStrangers = `strangers ${email}`;
    const limits = [
      { key: ofPair, most: 5 },
      { key: ofAddress, most: 15 },
      ...(isKnown ? [] : [{ key: ofStrangers, most: 10 }]),
    ];

    for (const { key, most } of limits) {
      const { count, seconds } = await lookAt(key);
      if (count >= most) return reply.code(429).header('retry-after', seconds).send(tooMany);
    }

    const account = await findAccount(email, password);
    if (account === undefined) {
      for (const { key } of limits) await countAttempt(key);
      return reply.code(401).send({
        success: false,
        error: { code: 'UNAUTHENTICATED', message: 'The e-mail address or the password is wrong.' },
      });
    }

    await forgetAttempts(ofPair);
    await rememberAddress(account, address);
    return { success: true, data: { account, token: crypto.randomUUID() } };
  });
}
