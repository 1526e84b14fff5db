import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import quotes from './quotes.ts';
import { redis } from './redis.ts';

const MOST = 5;
const WINDOW = 60;

/** An address of IPv4, or the network of 64 bits of one of IPv6. */
function clientOf(address: string): string {
  if (!address.includes(':')) return address;
  const [start = '', end] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const left = start.split(':');
  const right = end === undefined ? [] : end.split(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

async function limit(request: FastifyRequest, reply: FastifyReply) {
  const key = `quotes ${clientOf(request.ip)}`;
  const answers = await redis.multi().set(key, 0, 'EX', WINDOW, 'NX').incr(key).ttl(key).exec();
  const [, count, seconds] = (answers ?? []).map(([, answer]) => answer);
  if (Number(count) > MOST) {
    return reply
      .code(429)
      .header('retry-after', Number(seconds))
      .send({ success: false, error: { code: 'TOO_MANY_REQUESTS', message: 'Come back later.' } });
  }
}

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

  app.addHook('onRequest', limit);
  app.register(quotes);
  return app;
}
