import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import pg from 'pg';

/** What a repository needs: one statement, its values bound. */
export interface Queryable {
  /**
   * `preparedAs` names a statement that nearly every request sends: PostgreSQL parses it once for each connection,
   * and soon plans it once. Only for one that has the same best plan whatever its values are.
   */
  query<Row>(text: string, values?: readonly unknown[], preparedAs?: string): Promise<{ rows: Row[] }>;
}

/** An open transaction. */
export interface Transaction extends Queryable {
  /** Runs a script of several statements without values, such as a migration. */
  script(text: string): Promise<void>;
}

/** A database: the pool of a PostgreSQL server, or the embedded PGlite. Both speak PostgreSQL's SQL. */
export interface Database extends Queryable {
  /** Runs `work` in one transaction; what it throws rolls back. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** What one instance may ask of a server. */
interface Limits {
  readonly connections: number;
  readonly statementSeconds: number;
}

/** Opens the server that `url` names; without one, an embedded database in memory. */
export async function openDatabase(
  url: string | undefined,
  onIdleError: (error: Error) => void,
  limits: Limits = { connections: 10, statementSeconds: 5 },
) {
  return url === undefined ? openEmbedded() : openServer(url, onIdleError, limits);
}

async function openEmbedded(): Promise<Database> {
  const embedded = await PGlite.create({ extensions: { pg_trgm } });
  return {
    query: (text, values) => embedded.query(text, values && [...values]),
    transaction: (work) =>
      embedded.transaction((transaction) =>
        work({
          query: (text, values) => transaction.query(text, values && [...values]),
          script: async (text) => void (await transaction.exec(text)),
        }),
      ),
    close: () => embedded.close(),
  };
}

function openServer(url: string, onIdleError: (error: Error) => void, limits: Limits): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: limits.connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: limits.statementSeconds * 1000,
  });
  // Without a listener, a connection that breaks while idle ends the process.
  pool.on('error', onIdleError);

  const transaction: Database['transaction'] = async (work) => {
    const client = await pool.connect();
    let broken = false;
    try {
      await client.query('BEGIN');
      const result = await work({
        query: (text, values, name) => query(client, text, values, name),
        script: async (text) => void (await client.query(text)),
      });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };

  return {
    query: (text, values, name) => query(pool, text, values, name),
    transaction,
    close: () => pool.end(),
  };
}

async function query<Row>(
  on: pg.Pool | pg.PoolClient,
  text: string,
  values?: readonly unknown[],
  name?: string,
) {
  const result = await on.query({ text, ...(values && { values: [...values] }), ...(name && { name }) });
  // The driver cannot know a row's type; the statement that names the columns does.
  return { rows: result.rows as Row[] };
}

/** Whether `error` is PostgreSQL's refusal with this SQLSTATE, of this constraint if one is named. */
export function isRefusal(error: unknown, sqlState: string, constraint?: string): boolean {
  if (!(error instanceof Error)) return false;
  const refusal = error as Error & { code?: string; constraint?: string };
  return refusal.code === sqlState && (constraint === undefined || refusal.constraint === constraint);
}
