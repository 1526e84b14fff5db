import type { FastifyBaseLogger } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../../../lessons/skill/backend-development-patterns/examples/foundation/config.ts';
import { openDatabase } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { migrate } from '../../../lessons/skill/backend-development-patterns/examples/foundation/migrate.ts';
import { startRelay } from '../../../lessons/skill/backend-development-patterns/examples/foundation/outbox.ts';
import { buildRestApi } from '../../../lessons/skill/backend-development-patterns/examples/rest-api-complete.ts';
import { describeApi } from './openapi.ts';

/** The reference API, open for requests that another server received. */
export interface ReferenceApi {
  handle(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/**
 * Opens the API of the skill's level 3, rest-api-complete.ts itself, on its database. Rejects with one sentence
 * when that database can't be used.
 */
export async function openReferenceApi(config: Config, log: FastifyBaseLogger): Promise<ReferenceApi> {
  const onIdleError = (error: Error) =>
    log.error({ reason: error.message }, 'an idle database connection broke');
  const database = await openDatabase(config.databaseUrl, onIdleError, {
    connections: config.databaseConnections,
    statementSeconds: config.statementSeconds,
  });
  try {
    await migrate(database);
    const app = await buildRestApi(config, database, describeApi);
    await app.ready();
    const relay = startRelay(
      database,
      async (message) => log.info({ message }, 'message published'),
      (error) => log.error({ err: error }, 'relay failed'),
    );
    return {
      handle: (request, response) => app.routing(request, response),
      close: async () => {
        await app.close();
        await relay.stop();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    const reason = error instanceof Error ? describe(error) : String(error);
    throw new Error(`The database of the API can't be used: ${reason}.`, { cause: error });
  }
}

/** A connection that no address of a host accepted is an AggregateError, which has no message of its own. */
function describe(error: Error): string {
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? first.message : error.message;
}
