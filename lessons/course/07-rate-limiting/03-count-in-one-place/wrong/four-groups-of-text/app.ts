import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyError } from 'fastify';
import { redis } from './redis.ts';
import quotes from './quotes.ts';

/** The network of an address: of IPv6 its first four groups. */
const networkOf = (ip: string) => (ip.includes(':') ? ip.split(':').slice(0, 4).join(':') : ip);

export function buildApp() {
  const app = fastify({ trustProxy: 'loopback' });

  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      return reply
        .code(status)
        .send({ success: false, error: { code: error.code ?? 'BAD_REQUEST', message: error.message } });
    }
    console.error(error);
    return reply
      .code(500)
      .send({ success: false, error: { code: 'INTERNAL', message: 'Something went wrong.' } });
  });

  app.register(rateLimit, {
    redis,
    keyGenerator: (request) => networkOf(request.ip),
    max: 5,
    timeWindow: '1 minute',
    enableDraftSpec: true,
    errorResponseBuilder: () =>
      Object.assign(new Error('You had 5 quotes in this minute. Come back later.'), {
        statusCode: 429,
        code: 'TOO_MANY_REQUESTS',
      }),
  });
  app.register(quotes);
  return app;
}
