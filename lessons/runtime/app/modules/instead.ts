const CONTEXT = 'Use `AsyncLocalStorage` of `node:async_hooks`.';
const NO_NETWORK =
  'The playground has no network: a program can answer requests, reach its database, and fetch() its own services.';
const NO_DISK = 'There is no disk. Keep data in the database, and constants in a module.';
const ONE_PROCESS = 'The playground runs one process with one thread.';
const TLS = 'TLS ends before the program here. Use `node:http`, Fastify or Express.';
const SQL = 'Write the SQL, and send it with `pg`.';
const PORTIONS =
  'Read rows in portions within a transaction: DECLARE … CURSOR FOR SELECT …, and FETCH 100 FROM ….';
const FETCH = 'Use the global `fetch`, which reaches the services of the program.';
const SCHEMA = 'Use `zod`, `typebox`, or the JSON schema of a Fastify route.';
const NATIVE_HASH = 'Use `bcryptjs`, or `scrypt` of `node:crypto`: a browser loads no native code.';
const NATIVE_ARGON2 = 'Use `argon2id` and `argon2Verify` of `hash-wasm`: a browser loads no native code.';
const NO_COMPRESSION =
  'Nothing is compressed in the playground. Leave that to the proxy in front of the program.';
const TIME = 'Use `Date` and `Intl.DateTimeFormat`, or timestamps and intervals in SQL.';

/** What to do instead of modules that the playground does not offer, by their names without 'node:'. */
const INSTEAD: Readonly<Record<string, string>> = {
  '@fastify/request-context': CONTEXT,
  'cls-hooked': CONTEXT,
  'express-http-context': CONTEXT,
  'nestjs-cls': CONTEXT,
  diagnostics_channel: 'Use the hooks of Fastify, or an EventEmitter of `node:events`.',
  child_process: 'A browser starts no processes.',
  cluster: ONE_PROCESS,
  worker_threads: ONE_PROCESS,
  dgram: NO_NETWORK,
  dns: NO_NETWORK,
  net: NO_NETWORK,
  fs: NO_DISK,
  'fs/promises': NO_DISK,
  '@fastify/static': NO_DISK,
  multer: NO_DISK,
  http2: 'Use `node:http`, Fastify or Express.',
  https: TLS,
  tls: TLS,
  zlib: NO_COMPRESSION,
  '@fastify/compress': NO_COMPRESSION,
  compression: NO_COMPRESSION,
  axios: FETCH,
  got: FETCH,
  'node-fetch': FETCH,
  undici: FETCH,
  mysql2: 'The database is PostgreSQL: use `pg`.',
  mongodb: 'The database is PostgreSQL: use `pg`, and jsonb for documents.',
  mongoose: 'The database is PostgreSQL: use `pg`, and jsonb for documents.',
  sqlite3: 'The database is PostgreSQL: use `pg`.',
  'better-sqlite3': 'The database is PostgreSQL: use `pg`.',
  '@fastify/postgres': SQL,
  'pg-cursor': PORTIONS,
  'pg-query-stream': PORTIONS,
  'pg-native': 'Use `pg`: a browser loads no native code.',
  '@prisma/client': SQL,
  'drizzle-orm': SQL,
  knex: SQL,
  kysely: SQL,
  'pg-promise': SQL,
  postgres: SQL,
  sequelize: SQL,
  typeorm: SQL,
  redis: 'Use `ioredis`.',
  '@fastify/redis': 'Use `ioredis`.',
  bcrypt: NATIVE_HASH,
  argon2: NATIVE_ARGON2,
  '@node-rs/argon2': NATIVE_ARGON2,
  uuid: 'Use `randomUUID` of `node:crypto`.',
  nanoid: 'Use `randomUUID` of `node:crypto`.',
  dotenv: 'The environment is set: read `process.env`.',
  mercurius: 'Use `graphql-yoga` as a route, as its guide for Fastify shows, or `graphql` alone.',
  '@apollo/server': 'Use `graphql-yoga`, or `graphql` alone.',
  '@sinclair/typebox': 'Use `typebox`.',
  joi: SCHEMA,
  yup: SCHEMA,
  ajv: SCHEMA,
  winston: 'Use `request.log` of Fastify, or `console`.',
  pino: 'Use `request.log` of Fastify: it is pino.',
  moment: TIME,
  dayjs: TIME,
  'date-fns': TIME,
  luxon: TIME,
  cors: 'Set the headers in a hook: the playground’s own requests come from no page.',
  '@fastify/cors': 'Set the headers in a hook: the playground’s own requests come from no page.',
  helmet: 'Set the headers in a hook.',
  '@fastify/helmet': 'Set the headers in a hook.',
  'cookie-parser': 'Use `@fastify/cookie`, or read `request.headers.cookie`.',
};

/** What to do instead of a module; undefined when nothing is known of it. */
export function insteadOf(name: string): string | undefined {
  const bare = name.replace(/^node:/, '');
  return Object.hasOwn(INSTEAD, bare) ? INSTEAD[bare] : undefined;
}
