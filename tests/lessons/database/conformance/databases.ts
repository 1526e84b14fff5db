import pg from 'pg';
import { startPostgres } from '../../../skill/examples/postgres-server.ts';
import type { StatementRecord } from '../../../../lessons/runtime/playground.ts';
import { PlaygroundDatabase } from '../playground-database.ts';
import type { ConformanceCase, ConformanceDatabase } from './case.ts';
import { SCHEMA, SEED } from './schema.ts';

/** One of the databases that the suite runs against. */
export interface Subject {
  /** What a case sees on it, with a database of its own. */
  observe(each: ConformanceCase): Promise<unknown>;
  /** What the playground wrote down of the last case; a server writes nothing. */
  readonly records: readonly StatementRecord[];
  stop(): Promise<void>;
}

/** PostgreSQL itself, as npm brings it. */
export async function startServer(): Promise<Subject> {
  const server = await startPostgres();
  const address = await server.createDatabase();
  const owner = new pg.Client(address);
  await owner.connect();
  await owner.query(
    "ALTER ROLE postgres SET timezone = 'UTC'; ALTER ROLE postgres SET deadlock_timeout = '50ms'",
  );
  const config = { connectionString: address };
  const isFresh = freshness();
  return {
    records: [],
    observe: async (each) => {
      if (!isFresh(each)) {
        await owner.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
        await owner.query(SCHEMA);
        await owner.query(SEED);
      }
      return observed(each, config);
    },
    stop: async () => {
      await owner.end();
      await server.stop();
    },
  };
}

/** The playground's port on one of its engines. */
export async function startPort(engine: 'pglite' | 'pg-mem'): Promise<Subject> {
  const database = await PlaygroundDatabase.start(engine);
  let records: readonly StatementRecord[] = [];
  const isFresh = freshness();
  return {
    get records() {
      return records;
    },
    observe: async (each) => {
      database.startProgram();
      if (!isFresh(each)) await database.client.reset({ schema: SCHEMA, seed: SEED });
      try {
        return await observed(each, database.config);
      } finally {
        records = await database.takeRecords();
      }
    },
    stop: () => database.dispose(),
  };
}

/** Says whether the case before has left all as it was. */
function freshness(): (each: ConformanceCase) => boolean {
  let wasReading = false;
  return ({ isReading = false }) => {
    const isFresh = wasReading;
    wasReading = isReading;
    return isFresh;
  };
}

/** Runs a case, and closes what it left open. */
async function observed(each: ConformanceCase, way: pg.ClientConfig): Promise<unknown> {
  const clients: pg.Client[] = [];
  const client = (config: pg.ClientConfig = {}) => {
    const made = new pg.Client({ ...config, ...way });
    // A server that ends, or a case that ends its client, is no failure of the case.
    made.on('error', () => undefined);
    return made;
  };
  const database: ConformanceDatabase = {
    client,
    connect: async (config) => {
      const made = client(config);
      clients.push(made);
      await made.connect();
      return made;
    },
    pool: (config = {}) => new pg.Pool({ ...config, ...way }),
  };
  try {
    return await each.observe(database);
  } finally {
    await Promise.all(clients.map((made) => made.end()));
  }
}
