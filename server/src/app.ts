import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { watchMethods } from '../../lessons/skill/backend-development-patterns/examples/foundation/allowed-methods.ts';
import { apiRoutes } from './api/api-routes.ts';
import { readConfiguration, type Configuration } from './configuration.ts';
import { Exercises } from './exercises/exercises.ts';
import { TeamLinter } from './lint/linter.ts';
import { mcpRoutes } from './mcp/mcp-routes.ts';
import { projectPlaces } from './places.ts';
import { readPolicies } from './policies.ts';
import { skillRoutes } from './skill/skill-routes.ts';

export interface AppOptions {
  /** The built workbench. */
  readonly webFolder: string;
  /** What the environment asks for; the defaults without one. */
  readonly configuration?: Configuration;
}

const oneYear = 31_536_000_000;

/**
 * The HTTP server: the workbench's files, the reference API, the skill, and MCP. Learner code never runs here.
 * Files under /assets carry a hash in their name, so they may be kept for ever.
 */
export async function buildApp({
  webFolder,
  configuration = readConfiguration({ LOG_LEVEL: 'silent' }),
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: configuration.logLevel },
    trustProxy: configuration.api.trustedProxies ?? false,
    bodyLimit: configuration.api.bodyKilobytes * 1024,
    requestTimeout: configuration.requestSeconds * 1000,
    keepAliveTimeout: configuration.keepAliveSeconds * 1000,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, _request: FastifyRequest, reply: FastifyReply) =>
      reply.code(400).type('text/plain; charset=utf-8').send(`${error.message}.`),
  });
  app.server.maxConnections = configuration.connections;
  endIdleConnections(app);
  const policies = await readPolicies(webFolder);

  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    done();
  });

  const allowedMethods = watchMethods(app);
  await app.register(apiRoutes(configuration.api));
  const skill = await projectPlaces.readSkill();
  const linter = new TeamLinter(projectPlaces.lintWorker);
  app.addHook('onClose', () => linter.close());
  await app.register(skillRoutes(skill));
  await app.register(
    mcpRoutes({ skill, exercises: new Exercises(projectPlaces.course), linter }, configuration.mcp),
  );
  app.get('/health', async () => ({ status: 'ok' }));

  await app.register(fastifyStatic, {
    root: path.join(webFolder, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    preCompressed: true,
    immutable: true,
    maxAge: oneYear,
  });
  await app.register(fastifyStatic, {
    root: webFolder,
    wildcard: false,
    globIgnore: ['assets/**', '**/*.br', '**/*.gz'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      reply.header('cache-control', 'no-cache');
      // The name may end in that of a compressed copy.
      const [, name] = /([^/\\]+\.html)(?:\.\w+)?$/.exec(file) ?? [];
      if (name === undefined) return;
      reply.header('content-security-policy', name === 'runner.html' ? policies.runner : policies.page);
    },
  });

  const page = await readFile(path.join(webFolder, 'index.html'));
  app.setNotFoundHandler(async (request, reply) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const reads = ['GET', 'HEAD'];
    const isFileOfProgram = /^\/(?:lessons|playground)\//.test(pathname);
    // The page itself says when a lesson is unknown; only addresses it knows are found.
    const isKnown = pathname === '/playground' || isFileOfProgram;
    const allowed = isKnown ? reads : allowedMethods(pathname);
    if (allowed.length > 0 && !allowed.includes(request.method)) {
      const methods = allowed.join(', ');
      reply.code(405).header('allow', methods);
      return reply.type('text/plain; charset=utf-8').send(`${pathname} has ${methods}.`);
    }
    const isPage = reads.includes(request.method) && (isFileOfProgram || !path.posix.extname(pathname));
    if (!isPage) {
      return reply.code(404).type('text/plain; charset=utf-8').send(`There is nothing at ${pathname}.`);
    }
    return reply
      .code(isKnown ? 200 : 404)
      .headers({ 'cache-control': 'no-cache', 'content-security-policy': policies.page })
      .type('text/html; charset=utf-8')
      .send(page);
  });

  return app;
}

/** While it closes, the server ends each connection whose request was answered, instead of when it gets bored. */
function endIdleConnections(app: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined;
  app.addHook('preClose', (done) => {
    timer = setInterval(() => app.server.closeIdleConnections(), 50);
    done();
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
