import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../../lessons/skill/backend-development-patterns/examples/foundation/config.ts';
import type { ReferenceApi } from './reference-api.ts';

/**
 * The reference API under /api. With a database of its own it opens with the server; the embedded one takes
 * seconds, so it waits for the first request that asks for it, and the workbench does not wait at all.
 */
export function apiRoutes(config: Config) {
  return async (app: FastifyInstance) => {
    const api = new LazyApi(config, app.log);
    app.addHook('onClose', () => api.close());
    if (config.databaseUrl !== undefined) await api.open();

    /** Hands the request over before its body is read: the API has its own limits, errors and logs. */
    const handOver = (request: FastifyRequest, reply: FastifyReply) => {
      reply.hijack();
      if (api.opened) return api.opened.handle(request.raw, reply.raw);
      api.open().then(
        (opened) => opened.handle(request.raw, reply.raw),
        () => refuse(reply),
      );
    };
    const route = { onRequest: handOver, handler: () => undefined, logLevel: 'silent' as const };
    app.all('/api/*', route);
    app.get('/api', { logLevel: 'silent' }, async (_request, reply) => reply.redirect('/api/docs'));

    app.get('/health/ready', {
      logLevel: 'silent',
      onRequest: (request, reply, done) => (api.opened ? handOver(request, reply) : done()),
      handler: async () => ({ status: 'ok' }),
    });
  };
}

class LazyApi {
  opened: ReferenceApi | undefined;
  #opening: Promise<ReferenceApi> | undefined;
  readonly #config: Config;
  readonly #log: FastifyBaseLogger;

  constructor(config: Config, log: FastifyBaseLogger) {
    this.#config = config;
    this.#log = log;
  }

  /** Opens the API once, however many ask; after a failure the next one tries again. */
  open(): Promise<ReferenceApi> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      this.#log.error({ err: error }, 'the API could not be opened');
      throw error;
    });
    return this.#opening;
  }

  async close(): Promise<void> {
    const opened = await this.#opening?.catch(() => undefined);
    await opened?.close();
  }

  async #open(): Promise<ReferenceApi> {
    // Its modules take a while to load too.
    const { openReferenceApi } = await import('./reference-api.ts');
    this.opened = await openReferenceApi(this.#config, this.#log);
    return this.opened;
  }
}

/** The API's own envelope, for a request that never reached it. */
function refuse(reply: FastifyReply): void {
  const error = { code: 'NOT_READY', message: 'The API could not be started. Try again.' };
  reply.raw.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '5' });
  reply.raw.end(JSON.stringify({ success: false, error }));
}
