import type { FastifyInstance } from 'fastify';
import { redis } from './redis.ts';

/** For this lesson alone: cuts the connection to Redis, and brings it back. */
export default async function outage(app: FastifyInstance) {
  app.put<{ Body: { works: boolean } }>('/cache', async (request, reply) => {
    if (!request.body.works) redis.disconnect();
    else if (redis.status === 'end') await redis.connect();
    return reply.code(204).send();
  });
}
