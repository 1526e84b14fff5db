import fastify from 'fastify';
import orders from './orders.ts';

export function buildApp() {
  const app = fastify();
  app.register(orders);
  return app;
}
