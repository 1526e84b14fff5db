import fastify, { type FastifyError } from 'fastify';
import pg from 'pg';
import shop from './shop.ts';

/** What PostgreSQL calls a refusal, and what HTTP does. */
const refusals = new Map([
  ['22001', 422], // a text that is too long for its column
  ['23502', 422], // null where there must be a value
  ['23001', 409], // a row that others need (ON DELETE RESTRICT)
  ['23503', 409], // a row that must be there, or that others need
  ['23505', 409], // a value that must be unique
  ['23514', 422], // a CHECK
  ['22P02', 422], // not a value of this type
]);

export function buildApp() {
  const app = fastify();

  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const refusal = error instanceof pg.DatabaseError ? refusals.get(error.code ?? '') : undefined;
    if (refusal) {
      return reply
        .code(refusal)
        .send({ success: false, error: { code: 'REFUSED', message: 'The data contradicts a rule.' } });
    }
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

  app.register(shop);
  return app;
}
