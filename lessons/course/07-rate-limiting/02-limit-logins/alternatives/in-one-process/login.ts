import type { FastifyInstance } from 'fastify';
import { findAccount, hasLoggedInFrom, rememberAddress } from './accounts.ts';

const counters = new Map<string, { count: number; endsAt: number }>();
function countAttempt(key: string) {
  const now = Date.now();
  const known = counters.get(key);
  const counter = known && known.endsAt > now ? known : { count: 0, endsAt: now + 15 * 60_000 };
  counter.count += 1;
  counters.set(key, counter);
  return { count: counter.count, seconds: Math.ceil((counter.endsAt - now) / 1000) };
}
const forgetAttempts = (key: string) => counters.delete(key);
const takeBackAttempt = (key: string) => {
  const counter = counters.get(key);
  if (counter && counter.count > 0) counter.count -= 1;
};

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
    if (!isKnown) await takeBackAttempt(ofStrangers);
    await rememberAddress(account, address);
    return { success: true, data: { account, token: crypto.randomUUID() } };
  });
}
