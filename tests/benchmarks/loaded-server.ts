import fastify, { type FastifyInstance } from 'fastify';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { buildApp } from '../../server/src/app.ts';
import { readConfiguration } from '../../server/src/configuration.ts';

/** What a process of this file is told to be, and then asked. */
export type Order =
  { readonly kind: 'ours'; readonly databaseUrl: string } | BareOrder | { readonly kind: 'usage' };

interface BareOrder {
  readonly kind: 'bare';
  readonly databaseUrl: string;
  readonly answers: readonly SavedAnswer[];
  /** Whose orders are listed, and how we answered. */
  readonly list: { readonly userId: string; readonly sessionId: string; readonly answer: SavedAnswer };
}

/** An answer that the bare server repeats. */
export interface SavedAnswer {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Usage {
  readonly cpuSeconds: number;
  /** After garbage was collected. */
  readonly heapMegabytes: number;
  readonly residentMegabytes: number;
}

/** Our server as `npm start` runs it, without limits that a benchmark would meet. */
export function buildOurs(databaseUrl: string): Promise<FastifyInstance> {
  const configuration = readConfiguration({
    DATABASE_URL: databaseUrl,
    ACCESS_TOKEN_SECRET: 'a secret of the benchmark, 32 bytes or more',
    PASSWORD_COST: '14',
    REQUESTS_PER_MINUTE: '1000000',
  });
  const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));
  return buildApp({ webFolder, configuration });
}

/**
 * A Fastify that does the least for the same bytes. Files are sent from memory, as we do; the list takes the two
 * statements that it takes us, sent in the same way, so that what is compared is all that we do around them: checks
 * of the request and the token, limits, mapping, the envelope, logs.
 */
async function buildBare({ databaseUrl, answers, list }: BareOrder): Promise<FastifyInstance> {
  const app = fastify();
  for (const { path, headers, body } of answers) {
    const bytes = Buffer.from(body);
    app.get(path, (_request, reply) => reply.headers(headers).send(bytes));
  }
  const database = await openDatabase(databaseUrl, (error) => console.error(error));
  app.addHook('onClose', () => database.close());
  app.get(list.answer.path, async (_request, reply) => {
    await database.query(
      `SELECT users.role
         FROM sessions JOIN users ON users.id = sessions.user_id
        WHERE sessions.id = $1 AND sessions.user_id = $2
          AND sessions.revoked_at IS NULL AND sessions.expires_at > now()`,
      [list.sessionId, list.userId],
      'caller',
    );
    const { rows } = await database.query<Record<string, string | number | Date>>(
      `SELECT id, user_id, status, total_cents, currency, created_at, updated_at
         FROM orders
        WHERE user_id = $1 AND (created_at, id) < ('infinity', '00000000-0000-0000-0000-000000000000')
        ORDER BY created_at DESC, id DESC
        LIMIT 21`,
      [list.userId],
      'orders',
    );
    const data = rows.slice(0, 20).map((row) => ({
      id: row.id,
      userId: row.user_id,
      status: row.status,
      total: { amountCents: row.total_cents, currency: row.currency },
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }));
    const last = data.at(-1);
    const nextCursor = Buffer.from(JSON.stringify([last?.createdAt, last?.id])).toString('base64url');
    const meta = {
      requestId: list.answer.headers['x-request-id'],
      timestamp: new Date().toISOString(),
      page: { limit: 20, nextCursor },
    };
    return reply.headers(list.answer.headers).send({ success: true, data, meta });
  });
  return app;
}

async function usage(): Promise<Usage> {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    cpuSeconds: (user + system) / 1e6,
    heapMegabytes: heapUsed / 2 ** 20,
    residentMegabytes: rss / 2 ** 20,
  };
}

async function obey(order: Order): Promise<unknown> {
  if (order.kind === 'usage') return usage();
  const app = await (order.kind === 'ours' ? buildOurs(order.databaseUrl) : buildBare(order));
  return app.listen({ host: '127.0.0.1', port: 0 });
}

process.on('message', (order: Order) => {
  void obey(order).then((answer) => process.send?.(answer));
});
