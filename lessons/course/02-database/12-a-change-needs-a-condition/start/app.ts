import fastify, { type FastifyError } from 'fastify';
import carts from './carts.ts';

export function buildApp() {
  const app = fastify();

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

  app.register(carts);
  return app;
}
