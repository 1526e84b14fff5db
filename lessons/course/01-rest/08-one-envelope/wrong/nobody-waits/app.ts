import fastify, { type FastifyError } from 'fastify';
import { failure } from './envelope.ts';
import users from './users.ts';

export function buildApp() {
  const app = fastify();

  // Everything that goes wrong comes through here, whoever noticed it: the schema, the parser, or PostgreSQL.
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if (error.validation) {
      const details = error.validation.map(({ instancePath, params, message }) => ({
        field: instancePath.slice(1) || String(params.missingProperty ?? ''),
        message: message ?? 'is not valid',
      }));
      return reply.code(400).send(failure('INVALID_REQUEST', 'Some fields are not valid.', details));
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send(failure(error.code ?? 'BAD_REQUEST', error.message));
    console.error(error);
    return reply.code(500).send(failure('INTERNAL', 'Something went wrong.'));
  });

  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(failure('NOT_FOUND', 'There is nothing at this address.')),
  );

  app.register(users);
  return app;
}
