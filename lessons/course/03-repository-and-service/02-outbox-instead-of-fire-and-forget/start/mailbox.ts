import type { FastifyInstance } from 'fastify';

/** For this lesson alone: looks at what the mail service has mailed, and lets it break down. */
export default async function mailbox(app: FastifyInstance) {
  app.get('/mailbox', async () => {
    const response = await fetch('http://mail.internal/mails');
    return response.json();
  });

  app.put<{ Body: { works: boolean } }>('/mailbox', async (request, reply) => {
    const headers = { 'content-type': 'application/json' };
    await fetch('http://mail.internal/state', {
      method: 'PUT',
      headers,
      body: JSON.stringify({ works: request.body.works }),
    });
    return reply.code(204).send();
  });
}
