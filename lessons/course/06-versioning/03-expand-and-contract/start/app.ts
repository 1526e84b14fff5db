import fastify, { type FastifyError } from 'fastify';
import { pool } from './database.ts';
import between from './between.ts';
import last from './last.ts';
import { migration } from './migration.ts';
import next from './next.ts';
import old from './old.ts';

/** All releases in one server, so that they can run side by side. They share nothing but the database. */
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

  app.register(old, { prefix: '/old/users' });
  app.register(between, { prefix: '/between/users' });
  app.register(next, { prefix: '/next/users' });
  app.register(last, { prefix: '/last/users' });

  for (const [step, sql] of Object.entries(migration)) {
    app.post(`/migration/${step}`, async (_request, reply) => {
      await pool.query(sql);
      return reply.code(204).send();
    });
  }
  return app;
}
