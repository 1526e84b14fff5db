import fastify from 'fastify';
import type { Redis } from 'ioredis';
import {
  openDatabase,
  type Database,
} from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { migrate } from '../../../lessons/skill/backend-development-patterns/examples/foundation/migrate.ts';
import type { Supplied } from './scope.ts';

/** An embedded database with the schema of the examples. */
export async function openMigrated(): Promise<Database> {
  const database = await openDatabase(undefined, () => undefined);
  await migrate(database);
  return database;
}

/** The same database as if it had just been made. */
export async function renew(database: Database): Promise<void> {
  await database.transaction((transaction) =>
    transaction.script(
      'DROP SCHEMA IF EXISTS block CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; SET search_path = public;',
    ),
  );
  await migrate(database);
}

/** The same tables without rows: much faster than new ones. */
export async function empty(database: Database): Promise<void> {
  await database.query(
    'TRUNCATE users, orders, sessions, refresh_tokens, login_failures, outbox, idempotency_keys',
  );
}

export const ANA = '00000000-0000-4000-8000-000000000001';
export const BOB = '00000000-0000-4000-8000-000000000002';
export const ORDER = '00000000-0000-4000-8000-00000000000a';

/** Two users, Ana with three orders, Bob without any. */
export async function seed(database: Database): Promise<void> {
  await database.transaction((transaction) =>
    transaction.script(`
      INSERT INTO users (id, email, name, password_hash, created_at) VALUES
        ('${ANA}', 'ana@example.com', 'Ana', 'z-hash', '2026-01-02T00:00:00Z'),
        ('${BOB}', 'bob@example.com', 'Bob', 'a-hash', '2026-01-01T00:00:00Z');
      INSERT INTO orders (id, user_id, total_cents, created_at) VALUES
        ('${ORDER}', '${ANA}', 100, '2026-01-01T00:00:00Z'),
        ('00000000-0000-4000-8000-00000000000b', '${ANA}', 200, '2026-01-01T00:00:00Z'),
        ('00000000-0000-4000-8000-00000000000c', '${ANA}', 300, '2026-01-02T00:00:00Z');
    `),
  );
}

/** A Redis that keeps its keys in a Map; each answer takes a turn of the event loop, as over a socket. */
export function inMemoryRedis(keys = new Map<string, string>()): Redis {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const redis = {
    get: async (key: string) => {
      await turn();
      return keys.get(key) ?? null;
    },
    set: async (key: string, value: string) => {
      await turn();
      keys.set(key, value);
      return 'OK';
    },
    del: async (key: string) => {
      await turn();
      return Number(keys.delete(key));
    },
  };
  return redis as unknown as Redis;
}

/** A Redis that is down. */
export function brokenRedis(): Redis {
  const refuse = async () => {
    throw new Error('connect ECONNREFUSED');
  };
  return { get: refuse, set: refuse, del: refuse } as unknown as Redis;
}

/** What a block may use, with a real database and a real Fastify. */
export function supply(database: Database): Supplied {
  const people = new Map([[ANA, { id: ANA, name: 'Ana', createdAt: new Date('2026-01-02T00:00:00Z') }]]);
  return {
    app: fastify(),
    authenticate: async () => ({ userId: BOB, sessionId: BOB, role: 'customer' }),
    db: database,
    handler: async () => ({ success: true }),
    orders: { find: async (id) => (id === ORDER ? { id, userId: ANA } : null) },
    redis: inMemoryRedis(),
    schema: undefined as unknown as Supplied['schema'],
    secret: 'a secret of the tests, 32 bytes or more',
    users: {
      findByEmail: async (email) => (email === 'ana@example.com' ? (people.get(ANA) ?? null) : null),
      findById: async (id) => people.get(id) ?? null,
      insert: async () => ({ id: BOB }),
    },
  };
}
