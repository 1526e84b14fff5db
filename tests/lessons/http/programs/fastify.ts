import Fastify from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';

const app = Fastify();

app.get('/json', async () => ({ text: 'grüße', list: [1, null, true] }));
app.get('/text', async (_request, reply) => reply.type('text/plain').send('plain'));
app.get('/none', async (_request, reply) => reply.code(204).send());
app.get('/cookies', async (_request, reply) =>
  reply
    .header('Set-Cookie', 'a=1; HttpOnly')
    .header('set-cookie', 'b=2')
    .header('X-Mixed-Case', 'yes')
    .send('ok'),
);
app.get('/redirect', async (_request, reply) => reply.redirect('/json', 308));
app.get('/stream', async (_request, reply) =>
  reply.type('text/plain').send(Readable.from(['one ', 'two ', 'three'])),
);
app.get('/buffer', async () => Buffer.from([104, 105]));
app.get('/empty', async (_request, reply) => reply.send(''));
app.get('/throws', async () => {
  throw Object.assign(new Error('teapot'), { statusCode: 418 });
});
app.get('/crash', async () => {
  throw new TypeError('bug');
});
app.get('/echo', async (request) => ({
  headers: request.headers['x-asked'],
  query: request.query,
  ip: request.ip,
}));
app.get(
  '/validated',
  {
    schema: {
      querystring: { type: 'object', required: ['limit'], properties: { limit: { type: 'integer' } } },
    },
  },
  async (request) => request.query,
);
app.get<{ Params: { id: string } }>('/users/:id', async (request) => ({
  id: z.coerce.number().parse(request.params.id),
}));
app.post('/echo', async (request, reply) => reply.code(201).send(request.body));
app.addHook('onSend', async (_request, reply) => void reply.header('x-hook', 'sent'));

await app.listen({ port: Number(process.env.PORT ?? 3000) });
