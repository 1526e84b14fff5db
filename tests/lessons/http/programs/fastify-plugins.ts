import cookie from '@fastify/cookie';
import jwt from '@fastify/jwt';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyRequest } from 'fastify';

const app = Fastify({ bodyLimit: 1000, routerOptions: { ignoreTrailingSlash: true, caseSensitive: false } });

await app.register(swagger, {
  openapi: { info: { title: 'Items', version: '1.0.0' }, components: {} },
});
await app.register(cookie, { secret: 's'.repeat(32) });
await app.register(jwt, { secret: 's'.repeat(32), cookie: { cookieName: 'token', signed: false } });
await app.register(rateLimit, { global: false });

declare module 'fastify' {
  interface FastifyRequest {
    began: string;
  }
}

const order: string[] = [];
app.decorateRequest('began', '');
app.addHook('onRequest', async (request) => {
  order.length = 0;
  request.began = 'onRequest';
  order.push('onRequest');
});
for (const hook of ['preParsing', 'preValidation', 'preHandler'] as const) {
  app.addHook(hook, async () => void order.push(hook));
}
app.addHook('preSerialization', async (_request, _reply, payload) => {
  order.push('preSerialization');
  return typeof payload === 'object' && payload !== null && 'wrap' in payload
    ? { wrapped: payload }
    : payload;
});
app.addHook('onSend', async (_request, reply, payload) => {
  reply.header('x-order', [...order, 'onSend'].join(' '));
  return payload;
});

app.get('/hooks', async (request) => ({ wrap: true, began: request.began }));
app.get(
  '/early',
  { onRequest: async (_request, reply) => reply.code(401).send({ who: 'nobody' }) },
  async () => 'never',
);

app.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) => {
  done(
    null,
    String(body)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  );
});
app.post('/lines', async (request) => request.body);

const item = {
  $id: 'item',
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string', nullable: true },
    at: { type: 'string', format: 'date-time' },
  },
} as const;
app.addSchema(item);
app.put<{ Params: { id: number }; Body: { name?: string } }>(
  '/items/:id',
  {
    schema: {
      tags: ['items'],
      params: { type: 'object', properties: { id: { type: 'integer', minimum: 1 } } },
      headers: { type: 'object', properties: { 'if-match': { type: 'string' } } },
      body: {
        type: 'object',
        additionalProperties: false,
        properties: { name: { type: 'string', maxLength: 5 } },
      },
      response: {
        '2xx': { $ref: 'item#' },
        404: { type: 'object', properties: { error: { type: 'string' } } },
      },
    },
  },
  async (request, reply) => {
    if (request.params.id === 404) return reply.code(404).send({ error: 'none', secret: 'never sent' });
    return { id: request.params.id, name: request.body.name ?? null, at: new Date(0), secret: 'never sent' };
  },
);
app.get('/documentation/json', { schema: { hide: true } }, async () => app.swagger());

app.get('/login', async (_request, reply) => {
  const token = app.jwt.sign({ sub: 'ada', iat: 1_700_000_000 });
  return reply
    .setCookie('token', token, { httpOnly: true, sameSite: 'strict', path: '/', maxAge: 60 })
    .setCookie('signed', 'value', { signed: true })
    .clearCookie('old')
    .send({ token });
});
app.get(
  '/me',
  { onRequest: async (request: FastifyRequest) => void (await request.jwtVerify()) },
  async (request) => ({
    user: request.user,
  }),
);
app.get('/cookies', async (request) => ({
  cookies: request.cookies,
  signed: request.unsignCookie(request.cookies.signed ?? ''),
}));

app.get('/limited', { config: { rateLimit: { max: 1, timeWindow: 60_000 } } }, async () => 'ok');

async function* parts() {
  yield 'one ';
  await Promise.resolve();
  yield Buffer.from('zwölf');
}
app.get('/generator', async (_request, reply) => {
  const { Readable } = await import('node:stream');
  return reply.type('text/plain; charset=utf-8').send(Readable.from(parts()));
});
app.get('/web-stream', async (_request, reply) =>
  reply.type('text/plain').send(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('from a web stream'));
        controller.close();
      },
    }),
  ),
);
app.get('/response', async (_request, reply) =>
  reply.send(
    new Response('{"from":"Response"}', {
      status: 202,
      headers: { 'content-type': 'application/json', 'x-one': '1' },
    }),
  ),
);
app.get('/raw', (_request, reply) => {
  reply.hijack();
  reply.raw.writeHead(299, 'Own Words', { 'X-Raw': 'yes', 'Content-Type': 'text/plain' });
  reply.raw.write('raw ');
  reply.raw.end('answer');
});
app.get('/trailers', async (_request, reply) => {
  reply.trailer('x-sum', async () => '42');
  return 'with a trailer';
});
app.get('/types', async (_request, reply) => reply.type('text/csv').send('a,b'));
app.get('/bytes', async () => new Uint8Array([0, 1, 2]));
app.get('/null', async () => null);
app.get('/number', async (_request, reply) =>
  reply.serializer((value: unknown) => `<${String(value)}>`).send(7),
);
app.get('/not-modified', async (request, reply) => {
  reply.header('etag', '"v1"').header('cache-control', 'max-age=0');
  return request.headers['if-none-match'] === '"v1"' ? reply.code(304).send() : { version: 1 };
});
app.get('/accepts', async (request, reply) =>
  request.headers.accept === 'text/plain' ? reply.type('text/plain').send('text') : reply.code(406).send(),
);
app.get('/own-error', async () => {
  throw Object.assign(new Error('too early'), {
    statusCode: 425,
    code: 'EARLY',
    headers: { 'retry-after': '9' },
  });
});
app.get('/no-error', async () => Promise.reject(new Error()));
app.route({ method: ['GET', 'DELETE'], url: '/both', handler: async ({ method }) => ({ method }) });
app.get('/wild/*', async (request) => request.params);
app.get('/pattern/:file(^\\d+).png', async (request) => request.params);

await app.register(
  async (scope) => {
    scope.setNotFoundHandler(async (request, reply) => reply.code(404).send({ scope: request.url }));
    scope.setErrorHandler(async (error: Error, _request, reply) =>
      reply.code(503).send({ caught: error.message }),
    );
    scope.get('/fails', async () => {
      throw new Error('inside');
    });
  },
  { prefix: '/scope' },
);

await app.listen({ port: Number(process.env.PORT ?? 3000) });
