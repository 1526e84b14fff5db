import fastify from 'fastify';
import users from './users.ts';

export function buildApp() {
  const app = fastify();
  app.register(users);
  return app;
}
