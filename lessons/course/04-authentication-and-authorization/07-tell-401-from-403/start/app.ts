import fastify, { type FastifyError } from 'fastify';
import { ApiError } from './api-error.ts';
import users from './users.ts';

export function buildApp() {
  const app = fastify();

  app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
    if (error instanceof ApiError) {
      return reply
        .code(error.status)
        .headers(error.headers)
        .send({ success: false, error: { code: error.code, message: error.message } });
    }
    const status = error.statusCode ?? 500;
    if (status < 500) {
      return reply.code(status).send({ success: false, error: { code: error.code, message: error.message } });
    }
    console.error(error);
    return reply
      .code(500)
      .send({ success: false, error: { code: 'INTERNAL', message: 'Something went wrong.' } });
  });

  app.register(users);
  return app;
}
