import fastify, { type FastifyError } from 'fastify';
import { ApiError } from './api-error.ts';
import users from './users.ts';

export function buildApp() {
  const app = fastify();

  app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
    if (error instanceof ApiError) {
      return reply
        .code(error.status)
        .send({ success: false, error: { code: error.code, message: error.message } });
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply
        .code(error.statusCode)
        .send({ success: false, error: { code: error.code, message: error.message } });
    }

    console.error(error);
    return reply.code(500).send({ success: false, error: { code: 'INTERNAL', message: error.message } });
  });

  app.register(users);
  return app;
}
