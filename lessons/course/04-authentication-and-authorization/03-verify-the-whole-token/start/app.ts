import fastify, { type FastifyError } from 'fastify';
import account from './account.ts';
import { ApiError } from './api-error.ts';

export function buildApp() {
  const app = fastify();

  app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
    const status = error instanceof ApiError ? error.status : (error.statusCode ?? 500);
    if (status < 500) {
      if (status === 401) reply.header('www-authenticate', 'Bearer');
      return reply.code(status).send({ success: false, error: { code: error.code, message: error.message } });
    }
    console.error(error);
    return reply
      .code(500)
      .send({ success: false, error: { code: 'INTERNAL', message: 'Something went wrong.' } });
  });

  app.register(account);
  return app;
}
