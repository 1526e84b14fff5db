import type { FastifyInstance } from 'fastify';

export default async function outbox(app: FastifyInstance) {
  // A scheduler calls this every ten seconds.
  app.post('/jobs/send-outbox', async () => {
    return { success: true, data: { sent: 0 } };
  });
}
