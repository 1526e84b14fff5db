import fastify, { type FastifyInstance } from 'fastify';
import { buildShop } from './shop.ts';

/** Plays the platform: starts the shop with an environment, and passes requests on to the one that runs. */
const platform = fastify();
let running: FastifyInstance | undefined;

platform.post<{ Body: { environment: Record<string, string> } }>(
  '/deployments',
  {
    schema: {
      body: { type: 'object', required: ['environment'], properties: { environment: { type: 'object' } } },
    },
  },
  async (request, reply) => {
    try {
      running = buildShop(request.body.environment);
      await running.ready();
      return await reply.code(201).send({ success: true, data: { state: 'running' } });
    } catch (error) {
      // As when Node's process ends with an error that nobody caught.
      running = undefined;
      const message = error instanceof Error ? error.message : String(error);
      return reply.code(422).send({ success: false, error: { code: 'EXITED', message } });
    }
  },
);

platform.all('/api/*', async (request, reply) => {
  if (!running) {
    const error = { code: 'NOT_RUNNING', message: 'The shop does not run.' };
    return reply.code(503).header('retry-after', '60').send({ success: false, error });
  }
  const { method, url, headers, body } = request;
  const answer = await running.inject({
    method: method === 'POST' ? 'POST' : 'GET',
    url,
    headers,
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return reply
    .code(answer.statusCode)
    .header('content-type', answer.headers['content-type'] ?? 'application/json')
    .send(answer.body);
});

await platform.listen({ port: Number(process.env.PORT ?? 3000) });
