import rateLimit from '@fastify/rate-limit';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/fastify';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Redis } from 'ioredis';
import { prepareMcp, type McpParts } from './mcp-server.ts';

export interface McpLimits {
  /** Names under which clients may reach this server, without port: all others are refused. */
  readonly hosts: readonly string[];
  /** Of each client's address. */
  readonly requestsPerMinute: number;
  readonly bodyKilobytes: number;
  /** Where requests are counted for all instances; this process alone counts without one. */
  readonly redisUrl?: string | undefined;
}

type McpRefusal = Error & { readonly statusCode: number };

/** What a page must send to be answered: the methods and headers of Streamable HTTP. */
const preflight = {
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers':
    'Accept, Content-Type, Last-Event-ID, Mcp-Session-Id, Mcp-Protocol-Version, Mcp-Method, Mcp-Name',
  'access-control-max-age': '86400',
};

/**
 * MCP over Streamable HTTP at /mcp, without sessions: any instance answers any request. It never runs code that it
 * is sent, so `parts` can have nothing that grades.
 */
export function mcpRoutes(parts: Omit<McpParts, 'grade'>, limits: McpLimits) {
  return async (app: FastifyInstance) => {
    const { create } = await prepareMcp({
      skill: parts.skill,
      exercises: parts.exercises,
      linter: parts.linter,
    });
    const handler = createMcpHandler(create, {
      maxRequestBodySize: limits.bodyKilobytes * 1024,
      onerror: (error) => app.log.warn({ err: error }, 'MCP request failed'),
    });
    app.addHook('onClose', () => handler.close());

    app.addHook('onRequest', hostHeaderValidation([...limits.hosts]));
    app.addHook('onRequest', originValidation([...limits.hosts]));
    app.addHook('onRequest', (request, reply, done) => {
      const { origin } = request.headers;
      if (origin === undefined) return done();
      // Only an origin that was let through comes this far.
      reply.headers({
        'access-control-allow-origin': origin,
        vary: 'Origin',
        'access-control-expose-headers': 'Mcp-Session-Id, Mcp-Protocol-Version',
      });
      done();
    });
    await limitRates(app, limits);

    // What Fastify refuses by itself, in the protocol's form.
    app.setErrorHandler((error: FastifyError | McpRefusal, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) request.log.error({ err: error }, 'MCP request failed');
      const message = status >= 500 ? 'Something went wrong.' : error.message;
      return reply.code(status).send({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } });
    });

    // The SDK reads the body itself, so that it can answer a broken one in the protocol's form.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

    app.options('/mcp', (_request, reply) => reply.code(204).headers(preflight).send());
    app.route({
      // The SDK answers 405 to those that it does not take.
      method: ['GET', 'POST', 'DELETE', 'PUT', 'PATCH'],
      url: '/mcp',
      bodyLimit: limits.bodyKilobytes * 1024,
      exposeHeadRoute: false,
      handler: async (request, reply) => reply.send(await handler.fetch(toWebRequest(request, reply))),
    });
  };
}

async function limitRates(app: FastifyInstance, { requestsPerMinute, redisUrl }: McpLimits): Promise<void> {
  const redis =
    redisUrl === undefined
      ? undefined
      : new Redis(redisUrl, { connectTimeout: 1_000, commandTimeout: 500, maxRetriesPerRequest: 1 });
  redis?.on('error', (error) => app.log.error({ err: error }, 'Redis failed'));
  if (redis) app.addHook('onClose', async () => redis.disconnect());
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    nameSpace: 'mcp-',
    skipOnError: true,
    ...(redis && { redis }),
    errorResponseBuilder: (_request, { ttl }): McpRefusal =>
      Object.assign(new Error(`Too many requests. Try again in ${Math.ceil(ttl / 1000)} s.`), {
        statusCode: 429,
      }),
  });
}

function toWebRequest(request: FastifyRequest, reply: FastifyReply): Request {
  const gone = new AbortController();
  // The request itself closes as soon as its body was read.
  reply.raw.once('close', () => !reply.raw.writableFinished && gone.abort());
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  }
  const hasBody = request.method === 'POST' && Buffer.isBuffer(request.body);
  return new Request(`http://localhost${request.url}`, {
    method: request.method,
    headers,
    signal: gone.signal,
    ...(hasBody && { body: new Uint8Array(request.body as Buffer) }),
  });
}
