import fastify, { type FastifyError } from 'fastify';
import { ApiError } from './api-error.ts';
import users from './users.ts';

export function buildApp() {
  const app = fastify();

  app.setErrorHandler((error: FastifyError | ApiError, request, reply) => {
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

    console.error(`Request ${request.id} failed:`, error);
    const message = `Something went wrong. Tell us this number: ${request.id}.`;
    return reply.code(200).send({ success: false, error: { code: 'INTERNAL', message } });
  });

  app.register(users);
  return app;
}
