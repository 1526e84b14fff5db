import bcrypt from 'bcryptjs';
import { expect } from 'vitest';
import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { repositoryOn } from './data-defects.ts';
import { addUser, failureOf, firstRow, type Defects } from './defect.ts';
import { runSnippet, snippet } from './snippet.ts';

class ConflictError extends Error {}
class NotFoundError extends Error {}
class ValidationError extends Error {}

interface Service {
  createUser(dto: object): Promise<{ id: string }>;
  getUserById(id: string): Promise<Record<string, unknown>>;
}

/** A cache that keeps JSON, as Redis does, and remembers which keys were set and deleted. */
function jsonCache() {
  const stored = new Map<string, string>();
  const set: [key: string, seconds: number][] = [];
  const deleted: string[] = [];
  return {
    set_: set,
    deleted,
    get: async (key: string) => JSON.parse(stored.get(key) ?? 'null') as unknown,
    set: async (key: string, value: unknown, seconds: number) => {
      set.push([key, seconds]);
      stored.set(key, JSON.stringify(value));
    },
    delete: async (key: string) => void (deleted.push(key), stored.delete(key)),
  };
}

interface Parts {
  users?: object;
  email?: object;
  cache?: object;
  hash?: (password: string) => Promise<string>;
}

function serviceOn(database: Pick<Database, 'query'>, parts: Parts = {}): Service {
  const { UserService } = runSnippet(snippet('service'), {
    bcrypt: { hash: parts.hash ?? (async () => 'hash') },
    validator: { isEmail: (text: string) => text.includes('@') },
    ConflictError,
    NotFoundError,
    ValidationError,
  });
  return new UserService(
    parts.users ?? repositoryOn(database),
    parts.email ?? { sendWelcomeEmail: async () => undefined },
    parts.cache ?? jsonCache(),
    { info: () => undefined, error: () => undefined },
  ) as Service;
}

const ana = { email: 'ana@x.io', name: 'Ana', password: 'correct horse' };

/** The service layer. */
export const serviceDefects: Defects = {
  D20: async (database) => {
    const service = serviceOn(database);
    const failures = await Promise.all([1, 2].map(() => failureOf(() => service.createUser(ana))));
    expect(failures.filter(Boolean)).toEqual(['23505']);
  },
  D21: async (database) => {
    const start = 'x'.repeat(72);
    await serviceOn(database, { hash: (password) => bcrypt.hash(password, 4) }).createUser({
      ...ana,
      password: `${start}one`,
    });
    const { password_hash: hash } = await firstRow(database, 'SELECT password_hash FROM users LIMIT 1');
    expect(await bcrypt.compare(`${start}two`, String(hash))).toBe(true);
  },
  D22: async (database) => {
    const service = serviceOn(database);
    expect(await failureOf(() => service.createUser({ ...ana, name: 'A'.repeat(101) }))).toBe('22001');
    await service.createUser({ ...ana, name: '  Ana  ' });
    expect(await firstRow(database, 'SELECT name FROM users LIMIT 1')).toEqual({ name: '  Ana  ' });
  },
  D23: async (database) => {
    const service = serviceOn(database);
    expect(await failureOf(() => service.createUser({ ...ana, name: 5 }))).toBe('TypeError');
    expect(
      await failureOf(() => service.createUser({ ...ana, password: ['8', 2, 3, 4, 5, 6, 7, 8] })),
    ).toBeUndefined();
  },
  D24: async (database) => {
    // The mail is still under way when the process ends.
    const email = { sendWelcomeEmail: () => new Promise(() => undefined) };
    await serviceOn(database, { email }).createUser(ana);
    const { rows } = await database.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1 LIMIT 100`,
    );
    expect(rows.map(({ name }) => name)).toEqual(['orders', 'users']);
  },
  D25: async (database) => {
    const cache = { delete: () => Promise.reject(new RangeError('the cache is down')) };
    expect(await failureOf(() => serviceOn(database, { cache }).createUser(ana))).toBe('RangeError');
    expect(await firstRow(database, 'SELECT count(*)::int AS users FROM users')).toEqual({ users: 1 });
  },
  D26: async (database) => {
    const cache = jsonCache();
    const service = serviceOn(database, { cache });
    const { id } = await service.createUser(ana);
    await service.getUserById(id);
    expect([cache.deleted, cache.set_.map(([key]) => key)]).toEqual([['users:all'], [`user:${id}`]]);
    await database.query(`UPDATE users SET name = 'Changed' WHERE id = $1`, [id]);
    expect(await service.getUserById(id)).toMatchObject({ name: 'Ana' });
  },
  D27: async () => {
    let reads = 0;
    const users = {
      findById: async (id: string) => {
        reads += 1;
        return id === 'none' ? null : { id };
      },
    };
    const cache = jsonCache();
    const service = serviceOn({ query: async () => ({ rows: [] }) }, { users, cache });
    await Promise.all(Array.from({ length: 50 }, () => service.getUserById('hot')));
    expect(reads).toBe(50);
    await failureOf(() => service.getUserById('none'));
    await failureOf(() => service.getUserById('none'));
    expect(reads).toBe(52);
    expect(new Set(cache.set_.map(([, seconds]) => seconds))).toEqual(new Set([300]));
  },
  D28: async (database) => {
    const service = serviceOn(database);
    const id = await addUser(database, 'a@x.io');
    expect((await service.getUserById(id)).createdAt).toBeInstanceOf(Date);
    expect((await service.getUserById(id)).createdAt).toEqual(expect.any(String));
  },
};
