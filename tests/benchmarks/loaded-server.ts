import fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { fileURLToPath } from 'node:url';
import { buildApp } from '../../server/src/app.ts';
import { readConfiguration } from '../../server/src/configuration.ts';

/** What a process of this file is told to be, and then asked. */
export type Order =
  | { readonly kind: 'ours'; readonly databaseUrl: string }
  | { readonly kind: 'bare'; readonly databaseUrl: string; readonly answers: readonly SavedAnswer[] }
  | { readonly kind: 'usage' };

/** An answer that the bare server repeats, byte for byte. */
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

/** A Fastify that does the least: saved bytes, and for the list the same two statements. */
function buildBare(databaseUrl: string, answers: readonly SavedAnswer[]): FastifyInstance {
  const app = fastify();
  for (const { path, headers, body } of answers) {
    const bytes = Buffer.from(body);
    app.get(path, (_request, reply) => reply.headers(headers).send(bytes));
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  app.addHook('onClose', () => pool.end());
  app.get<{ Params: { id: string } }>('/api/v2/users/:id/orders', async (request) => {
    const { id } = request.params;
    await pool.query(
      `SELECT users.role FROM sessions JOIN users ON users.id = sessions.user_id
        WHERE sessions.user_id = $1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now() LIMIT 1`,
      [id],
    );
    const { rows } = await pool.query<Record<string, string | number | Date>>(
      `SELECT id, user_id, status, total_cents, currency, created_at, updated_at FROM orders
        WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT 21`,
      [id],
    );
    const data = rows.slice(0, 20).map((row) => ({
      id: row.id,
      userId: row.user_id,
      status: row.status,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      total: { amountCents: row.total_cents, currency: row.currency },
    }));
    const last = data.at(-1);
    const nextCursor = Buffer.from(JSON.stringify([last?.createdAt, last?.id])).toString('base64url');
    const timestamp = new Date().toISOString();
    return {
      success: true,
      data,
      meta: { requestId: request.id, timestamp, page: { limit: 20, nextCursor } },
    };
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
  const { databaseUrl } = order;
  const app = order.kind === 'ours' ? await buildOurs(databaseUrl) : buildBare(databaseUrl, order.answers);
  return app.listen({ host: '127.0.0.1', port: 0 });
}

process.on('message', (order: Order) => {
  void obey(order).then((answer) => process.send?.(answer));
});
