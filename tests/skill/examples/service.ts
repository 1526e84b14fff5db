import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import {
  readConfig,
  type Config,
} from '../../../lessons/skill/backend-development-patterns/examples/foundation/config.ts';
import {
  openDatabase,
  type Database,
} from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { migrate } from '../../../lessons/skill/backend-development-patterns/examples/foundation/migrate.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

/** The databases that every example is tested on. */
export const databases = ['PGlite', 'PostgreSQL'] as const;

/** An answer as a client sees it. The body's form is what the tests look at, so it is not typed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects and fails otherwise
  readonly body: any;
}

export type Send = (
  method: string,
  path: string,
  options?: { body?: unknown; token?: string | undefined; headers?: Record<string, string> },
) => Promise<Answer>;

/** A running example: requests over real HTTP, and the database behind it. */
export interface Service {
  readonly url: string;
  readonly send: Send;
  readonly database: Database;
}

type Build = (config: Config, database: Database) => Promise<FastifyInstance>;

/** A service that runs, and how to end it. */
export async function startService(
  build: Build,
  databaseUrl: string | undefined,
  environment: Record<string, string> = {},
) {
  const checked = readConfig({
    LOG_LEVEL: 'silent',
    REQUESTS_PER_MINUTE: '100000',
    LOGINS_PER_MINUTE: '100000',
    ACCESS_TOKEN_SECRET: 'a secret of the tests, 32 bytes or more',
    DATABASE_URL: databaseUrl,
    ...environment,
  });
  // Cheaper than any configuration may ask for: the tests hash hundreds of passwords.
  const config = { ...checked, passwordCost: 8 };
  const database = await openDatabase(config.databaseUrl, () => undefined);
  await migrate(database);
  const app = await build(config, database);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    service: serviceAt(url, database),
    stop: async () => {
      await app.close();
      await database.close();
    },
  };
}

/** The service that listens at this address. */
export function serviceAt(url: string, database: Database): Service {
  return { url, send: (...request) => send(url, ...request), database };
}

/** Starts the example once for a `describe`, on the named kind of database. */
export function useService(
  build: Build,
  kind: (typeof databases)[number],
  environment: Record<string, string> = {},
): () => Service {
  let server: PostgresServer | undefined;
  let running: Awaited<ReturnType<typeof startService>> | undefined;
  beforeAll(async () => {
    if (kind === 'PostgreSQL') server = await startPostgres();
    running = await startService(build, await server?.createDatabase(), environment);
  });
  afterAll(async () => {
    await running?.stop();
    await server?.stop();
  });
  return () => {
    if (running === undefined) throw new Error('The service is used before it started.');
    return running.service;
  };
}

async function send(url: string, ...[method, path, options = {}]: Parameters<Send>): Promise<Answer> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
  if (options.body !== undefined) headers['content-type'] ??= 'application/json';
  const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
  const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

let people = 0;
export const password = 'correct horse battery';

/** A new customer with a session. */
export async function signUp({ send }: Service, name = 'Ana') {
  const email = `person${(people += 1)}@example.com`;
  const created = await send('POST', '/api/v1/users', { body: { email, name, password } });
  if (created.status !== 201) throw new Error(`Sign-up answered ${created.status}.`);
  const login = await send('POST', '/api/v1/auth/login', { body: { email, password } });
  const id: string = created.body.data.id;
  const token: string = login.body.data.accessToken;
  const refreshToken: string = login.body.data.refreshToken;
  return { id, email, token, refreshToken };
}

/** A new admin with a session. */
export async function signUpAdmin(service: Service) {
  const person = await signUp(service, 'Admin');
  await service.database.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [person.id]);
  return person;
}
