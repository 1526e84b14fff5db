import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { readConfig, type Config } from './config.ts';
import { openDatabase, type Database } from './database.ts';
import { migrate } from './migrate.ts';
import { startRelay } from './outbox.ts';

/** Whether the module with this URL is the program that was started, not one that imports it. */
export function isProgram(moduleUrl: string): boolean {
  return process.argv[1] !== undefined && fileURLToPath(moduleUrl) === process.argv[1];
}

/** Starts a service, and ends it in order: no new requests, the open ones answered, then the database. */
export async function run(build: (config: Config, database: Database) => Promise<FastifyInstance>) {
  const config = readConfig(process.env);
  const database = await openDatabase(config.databaseUrl, (error) => console.error(error), {
    connections: config.databaseConnections,
    statementSeconds: config.statementSeconds,
  });
  await migrate(database);
  const app = await build(config, database);
  const relay = startRelay(
    database,
    // Here a real service hands the message to its mail service or broker.
    async (message) => app.log.info({ message }, 'message published'),
    (error) => app.log.error({ err: error }, 'relay failed'),
  );
  app.addHook('onClose', async () => {
    await relay.stop();
    await database.close();
  });
  await app.listen({ port: config.port, host: config.host });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      app.log.info({ signal }, 'stopping');
      // A connection that never ends must not keep the process; unref: this timer must not either.
      setTimeout(() => process.exit(1), 10_000).unref();
      void app.close();
    });
  }
}
