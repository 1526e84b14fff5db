import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { operations, type Operation } from './operations.ts';
import { answersOf, components } from './answers.ts';

/** What the page of the document may load: its own files, and the API beside it. */
const pagePolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  // The hash is that of the one style that Swagger UI writes into its page.
  'style-src': "'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/**
 * Writes the OpenAPI document of the routes that are added after this: /api/openapi.json, and /api/docs to read
 * and try. Requests come from the schemas that validate them; answers from operations.ts.
 */
export async function describeApi(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    done();
  });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Users and orders',
        version: '2.0.0',
        description: 'The reference API of the skill backend-development-patterns, level 3.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: [{ name: 'accounts' }, { name: 'users' }, { name: 'orders' }],
      components: {
        securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
        schemas: components,
      },
    },
    transform: ({ schema, url, route }) => {
      const operation = operations[`${String(route.method)} ${url}`];
      return { url, schema: operation ? { ...schema, ...toDocument(operation, schema) } : { hide: true } };
    },
  });
  await app.register(fastifySwaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: pagePolicy,
    uiConfig: { deepLinking: true, persistAuthorization: false },
    theme: { title: 'The reference API' },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(app.swagger()),
  );
}

function toDocument(operation: Operation, schema: FastifySchema | undefined): FastifySchema {
  return {
    summary: operation.summary,
    tags: [operation.tag],
    ...(operation.deprecated && { deprecated: true }),
    ...(operation.isOpen ? { security: [] } : { security: [{ accessToken: [] }] }),
    response: answersOf(operation, schema),
  };
}
