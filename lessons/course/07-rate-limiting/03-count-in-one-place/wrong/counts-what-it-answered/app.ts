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

const keyOf = ({ ip }: FastifyRequest) => `quotes ${clientOf(ip)}`;

async function limit(request: FastifyRequest, reply: FastifyReply) {
  if (Number(await redis.get(keyOf(request))) < MOST) return;
  return reply
    .code(429)
    .header('retry-after', await redis.ttl(keyOf(request)))
    .send({ success: false, error: { code: 'TOO_MANY_REQUESTS', message: 'Come back later.' } });
}

/** Only what was answered counts. */
async function count(request: FastifyRequest, reply: FastifyReply) {
  if (reply.statusCode !== 200) return;
  await redis.multi().set(keyOf(request), 0, 'EX', WINDOW, 'NX').incr(keyOf(request)).exec();
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
  app.addHook('onSend', count);
  app.register(quotes);
  return app;
}
