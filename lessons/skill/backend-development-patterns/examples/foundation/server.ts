import rateLimit from '@fastify/rate-limit';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { watchMethods } from './allowed-methods.ts';
import { ApiError, noSuchRoute, tooManyRequests, type FieldProblem } from './api-error.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import { failure, success } from './envelope.ts';
import { validatorCompiler } from './validation.ts';

/** A Fastify with what every service needs: one envelope, one error handler, limits, logs, health. */
export async function createServer(config: Config, database: Database): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: config.logLevel },
    trustProxy: config.trustedProxies ?? false,
    genReqId: () => randomUUID(),
    bodyLimit: config.bodyKilobytes * 1024,
    requestTimeout: 15_000,
    return503OnClosing: true,
    // What is refused before a route is found, such as a path with a broken % in it.
    frameworkErrors: (error, request: FastifyRequest, reply: FastifyReply) =>
      reply.code(400).send(failure(request, new ApiError(400, error.code, error.message))),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });

  app.setErrorHandler((error: FastifyError | ApiError, request, reply) => {
    const answer = toApiError(error);
    if (answer.status >= 500) request.log.error({ err: error }, 'request failed');
    return reply.code(answer.status).headers(answer.headers).send(failure(request, answer));
  });
  const allowedMethods = watchMethods(app);

  await limitRates(app, config);

  // Limited too: else whoever looks for routes could ask without end.
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request) => {
    const [path = ''] = request.url.split('?');
    throw noSuchRoute(allowedMethods(path));
  });

  app.get('/health/live', { config: { rateLimit: false } }, async (request) =>
    success(request, { status: 'ok' }),
  );
  app.get('/health/ready', { config: { rateLimit: false } }, async (request) => {
    await database.query('SELECT 1 AS ready').catch((cause: unknown) => {
      request.log.error({ err: cause }, 'database is not ready');
      throw new ApiError(503, 'NOT_READY', 'The database does not answer.', {
        headers: { 'retry-after': '5' },
      });
    });
    return success(request, { status: 'ok' });
  });

  return app;
}

/** Counts in Redis when there is one, so that every instance shares the count; else in this process. */
async function limitRates(app: FastifyInstance, config: Config) {
  const redis = config.redisUrl === undefined ? undefined : new Redis(config.redisUrl, redisOptions);
  redis?.on('error', (error) => app.log.error({ err: error }, 'Redis failed'));
  if (redis) app.addHook('onClose', async () => redis.disconnect());
  await app.register(rateLimit, {
    max: config.requestsPerMinute,
    timeWindow: 60_000,
    enableDraftSpec: true,
    ...(redis && { redis }),
    // A Redis that is down must not take the service down with it.
    skipOnError: true,
    errorResponseBuilder: (_request, context) =>
      tooManyRequests(`At most ${context.max} requests a minute.`, Math.ceil(context.ttl / 1000)),
  });
}

const redisOptions = { connectTimeout: 1_000, commandTimeout: 500, maxRetriesPerRequest: 1 };

/** What the client may know of `error`. Anything unforeseen is 500 and tells nothing. */
function toApiError(error: FastifyError | ApiError): ApiError {
  if (error instanceof ApiError) return error;
  if (error.validation) {
    return new ApiError(400, 'INVALID_REQUEST', 'The request does not have the documented form.', {
      details: error.validation.map((problem): FieldProblem => {
        const { missingProperty, additionalProperty, allowedValues } = problem.params;
        const inside = problem.instancePath.slice(1).replaceAll('/', '.');
        const field = [inside, missingProperty ?? additionalProperty].filter(Boolean).join('.');
        const allowed = Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
        return { field, message: `${problem.message ?? 'is not valid'}${allowed}` };
      }),
    });
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return new ApiError(status, error.code, error.message);
  return new ApiError(500, 'INTERNAL', 'Something went wrong. Quote the request id when you report it.');
}
