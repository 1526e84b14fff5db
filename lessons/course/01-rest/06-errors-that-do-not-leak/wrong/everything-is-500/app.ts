import fastify, { type FastifyError } from 'fastify';
import type { ApiError } from './api-error.ts';
import users from './users.ts';

export function buildApp() {
  const app = fastify();

  app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
    console.error(error);
    return reply
      .code(500)
      .send({ success: false, error: { code: 'INTERNAL', message: 'Something went wrong.' } });
  });

  app.register(users);
  return app;
}
