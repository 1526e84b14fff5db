import fastify, { type FastifyError } from 'fastify';
import { ApiError } from './api-error.ts';
import login from './login.ts';
import { roundsSoFar } from './passwords.ts';

export function buildApp() {
  const app = fastify();

  // Stands for a stop-watch: in production these rounds take half a second, and everybody can measure that.
  app.decorateRequest('roundsBefore', 0);
  app.addHook('onRequest', async (request) => {
    request.setDecorator('roundsBefore', roundsSoFar());
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header(
      'x-work',
      `${roundsSoFar() - request.getDecorator<number>('roundsBefore')} rounds of scrypt`,
    );
  });

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

  app.register(login);
  return app;
}
