import type pg from 'pg';

/** A database that node-postgres reaches: a real server, or the playground's port. */
export interface ConformanceDatabase {
  connect(config?: pg.ClientConfig): Promise<pg.Client>;
  /** Not connected yet. */
  client(config?: pg.ClientConfig): pg.Client;
  pool(config?: pg.PoolConfig): pg.Pool;
}

/** Something that node-postgres does with a database, and what is seen of it on PostgreSQL. */
export interface ConformanceCase {
  readonly name: string;
  /** Ends what it opens itself; what it leaves open is closed after it. */
  observe(database: ConformanceDatabase): Promise<unknown>;
  /** Whether it leaves the rows as it found them. */
  readonly isReading?: true;
  readonly seen: unknown;
}

/** A case that needs one connection. */
export function withClient(
  name: string,
  observe: (client: pg.Client) => Promise<unknown>,
  seen: unknown,
): ConformanceCase {
  return { name, observe: async (database) => observe(await database.connect()), seen };
}

/** A case of one statement that reads, of which the first column of the first row is seen. */
export function withValue(
  name: string,
  sql: string | pg.QueryConfig,
  parameters: unknown[],
  seen: unknown,
): ConformanceCase {
  const observe = async (client: pg.Client) => {
    const { rows, fields } = await client.query<Record<string, unknown>>(sql, parameters);
    const [field] = fields;
    if (field === undefined) throw new Error('The statement gives no columns.');
    return rows[0]?.[field.name];
  };
  return { ...withClient(name, observe, seen), isReading: true };
}

/** A case of one statement that is refused, of which the error's fields are seen. */
export function withError(
  name: string,
  sql: string | pg.QueryConfig,
  parameters: unknown[],
  seen: Record<string, unknown>,
): ConformanceCase {
  return { ...withClient(name, (client) => errorOf(client.query(sql, parameters)), seen), isReading: true };
}

/** The fields of an error that people read and programs branch on; fails when there is none. */
export async function errorOf(refused: Promise<unknown>): Promise<Record<string, unknown>> {
  const error: unknown = await refused.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error('It was not refused.');
  const fields: Record<string, unknown> = { message: error.message };
  for (const name of FIELDS) {
    const value: unknown = Reflect.get(error, name);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

/** Without those that tell a place in PostgreSQL's own source. */
const FIELDS = [
  'code',
  'severity',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
] as const;
