import fastify from 'fastify';

/** A mail service as one rents it: a key is mailed once, however often it comes. */
const app = fastify();

interface Mail {
  to: string;
  order: string;
  /** How often it was asked for. */
  requests: number;
}

const mails = new Map<string, Mail>();
let works = true;

app.post<{ Body: { to: string; order: string } }>('/mails', async (request, reply) => {
  if (!works) return reply.code(503).send({ error: 'Out of order.' });
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return reply.code(400).send({ error: 'Send an Idempotency-Key.' });
  const { to, order } = request.body;
  const mail = mails.get(key) ?? { to, order, requests: 0 };
  mails.set(key, { ...mail, requests: mail.requests + 1 });
  return reply.code(202).send({});
});

app.get('/mails', async () => ({ success: true, data: [...mails.values()] }));

app.put<{ Body: { works: boolean } }>('/state', async (request, reply) => {
  works = request.body.works;
  return reply.code(204).send();
});

await app.listen({ port: Number(process.env.PORT) });
