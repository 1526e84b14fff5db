import { expect } from 'vitest';
import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { addOrder, addUser, failureOf, firstRow, type Defects } from './defect.ts';
import { runSnippet, snippet, sqlWith, typeErrorCodes } from './snippet.ts';

const indexes = (table: string) =>
  `SELECT string_agg(indexdef, '; ') AS all FROM pg_indexes WHERE tablename = '${table}' LIMIT 1`;

/** The schema and the queries. */
export const schemaDefects: Defects = {
  D01: async (database) => {
    const { all } = await firstRow(database, indexes('users'));
    expect(String(all).match(/\(email\)/g)).toHaveLength(2);
  },
  D02: async (database) => {
    await addUser(database, 'A@x.io');
    expect(await failureOf(() => addUser(database, 'a@x.io'))).toBeUndefined();
  },
  D03: async (database) => {
    await addUser(database, 'a@x.io');
    await database.query(`SET timezone = 'UTC'`);
    await database.query(`UPDATE users SET created_at = '2026-06-01T12:00:00+09:00'`);
    const text = `SELECT to_char(created_at AT TIME ZONE 'UTC', 'HH24') AS hour FROM users LIMIT 1`;
    expect(await firstRow(database, text)).toEqual({ hour: '12' });
  },
  D04: async (database) => {
    await addOrder(database, await addUser(database, 'a@x.io'), '1');
    expect(
      await failureOf(() => database.query(`UPDATE orders SET status = 'pendng' WHERE true`)),
    ).toBeUndefined();
  },
  D05: async (database) => {
    await addOrder(database, await addUser(database, 'a@x.io'), '1');
    await database.query(`DELETE FROM users WHERE email = 'a@x.io'`);
    expect(await firstRow(database, 'SELECT count(*)::int AS orders FROM orders')).toEqual({ orders: 0 });
  },
  D06: async (database) => {
    const id = await addUser(database, 'a@x.io');
    await database.query(
      `INSERT INTO orders (user_id, total, created_at)
       SELECT $1, 1, timestamp '2026-01-01' + n * interval '1 minute' FROM generate_series(1, 5000) n`,
      [id],
    );
    await database.query('ANALYZE orders');
    const text = sqlWith('queries', 'LIMIT 20').replace('$1', `'${id}'`);
    const { rows } = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`);
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Sort');
  },
  D07: async (database) => {
    await addUser(database, 'a@x.io');
    const { orders } = await firstRow(database, sqlWith('queries', 'json_agg'));
    expect(orders).toEqual([{ id: null, total: null, status: null }]);
  },
  D08: async (database) => {
    await database.query(
      `INSERT INTO users (email, name, password_hash) SELECT n || '@x.io', 'N', 'h' FROM generate_series(1, 3000) n`,
    );
    const text = sqlWith('queries', 'json_agg');
    expect((await database.query(text)).rows).toHaveLength(3000);
    expect(text).not.toMatch(/ORDER BY|LIMIT/);
  },
  D09: async (database) => {
    await addOrder(database, await addUser(database, 'a@x.io'), '10.50');
    const row = await firstRow(database, sqlWith('queries', 'json_agg'));
    const direct = await firstRow(database, 'SELECT total FROM orders LIMIT 1');
    expect(direct.total).toBe('10.50');
    expect(row.orders).toMatchObject([{ total: 10.5 }]);
  },
};

interface Repository {
  findById(id: string): Promise<Record<string, unknown> | null>;
  findByEmail(email: string): Promise<Record<string, unknown> | null>;
  create(data: object): Promise<Record<string, unknown>>;
  update(id: string, data: object): Promise<Record<string, unknown>>;
}

/** The original's repository on a database. */
export function repositoryOn(database: Pick<Database, 'query'>): Repository {
  const { UserRepository } = runSnippet(snippet('repository'), {});
  return new UserRepository(database) as Repository;
}

const types = (dto: string) => `
  interface User { id: string; email: string; name: string; createdAt: Date; updatedAt: Date }
  interface FindOptions { limit?: number }
  interface Database { query(text: string, values?: unknown[]): Promise<{ rows: any[] }> }
  interface CreateUserDto { email: string; name: string; ${dto}: string }
`;

/** The repository. */
export const repositoryDefects: Defects = {
  D10: () => {
    expect(typeErrorCodes(types('passwordHash') + snippet('repository'))).toEqual(['TS2420']);
  },
  D11: async (database) => {
    const id = await addUser(database, 'a@x.io');
    const read: Record<string, unknown>[] = [];
    const watched = {
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        const result = await database.query<Row>(text, values);
        read.push(...(result.rows as Record<string, unknown>[]));
        return result;
      },
    };
    await repositoryOn(watched).findById(id);
    await repositoryOn(watched).update(id, { name: 'Bea' });
    expect(read.map((row) => row.password_hash)).toEqual(['hash', 'hash']);
  },
  D12: async (database) => {
    const id = await addUser(database, 'a@x.io');
    await repositoryOn(database).update(id, JSON.parse('{"password_hash": "mine"}') as object);
    expect(await firstRow(database, 'SELECT password_hash FROM users LIMIT 1')).toEqual({
      password_hash: 'mine',
    });
  },
  D13: async (database) => {
    const id = await addUser(database, 'a@x.io');
    expect(await failureOf(() => repositoryOn(database).update(id, {}))).toBe('42601');
  },
  D14: async (database) => {
    const id = await addUser(database, 'a@x.io');
    expect(await failureOf(() => repositoryOn(database).update(id, { createdAt: new Date() }))).toBe('42703');
  },
  D15: async (database) => {
    const id = await addUser(database, 'a@x.io');
    expect(await failureOf(() => repositoryOn(database).update(id, { updated_at: new Date() }))).toBe(
      '42601',
    );
  },
  D16: async (database) => {
    const missing = '00000000-0000-4000-8000-000000000000';
    expect(await failureOf(() => repositoryOn(database).update(missing, { name: 'No one' }))).toBe(
      'TypeError',
    );
  },
  D17: async (database) => {
    const id = await addUser(database, 'a@x.io');
    expect(await failureOf(() => database.query('SELECT role FROM users LIMIT 1'))).toBe('42703');
    await database.query(`ALTER TABLE users ADD COLUMN role text NOT NULL DEFAULT 'admin'`);
    const user = await repositoryOn(database).findById(id);
    expect(user).not.toHaveProperty('role');
    const { requireRole } = runSnippet(snippet('jwt'), {
      process: { env: { JWT_SECRET: 'x' } },
      app: { get: () => 0 },
    });
    const answer = { status: 0 };
    const response = { status: (status: number) => ({ json: () => (answer.status = status) }) };
    requireRole('admin')({ user }, response, () => undefined);
    expect(answer.status).toBe(403);
  },
  D18: async (database) => {
    await addUser(database, 'a@x.io');
    const user = await repositoryOn(database).findByEmail('a@x.io');
    expect(Object.keys(user ?? {}).filter((key) => /password/i.test(key))).toEqual([]);
  },
  D19: () => {
    const services = `
      declare const validator: { isEmail(text: string): boolean };
      declare const bcrypt: { hash(text: string, rounds: number): Promise<string> };
      interface EmailService { sendWelcomeEmail(to: string): Promise<void> }
      interface CacheService { get<T>(key: string): Promise<T | null>; set(key: string, value: unknown, seconds: number): Promise<void>; delete(key: string): Promise<void> }
      interface Logger { error(...args: unknown[]): void; info(...args: unknown[]): void }
      class ConflictError extends Error {} class NotFoundError extends Error {} class ValidationError extends Error {}
    `;
    const whole = (dto: string) =>
      typeErrorCodes(types(dto) + services + snippet('repository') + snippet('service'));
    // Whichever of the two shapes the name means, one of the two classes does not compile; TS2420 is D10.
    for (const dto of ['passwordHash', 'password']) {
      expect(whole(dto).filter((code) => code !== 'TS2420')).not.toEqual([]);
    }
  },
};

type Params = Record<string, unknown>;

interface Page {
  data: Record<string, unknown>[];
  pagination: Record<string, unknown>;
}

/** The original's list of users, as function and as the route's handler. */
export function listOn(database: Pick<Database, 'query'>) {
  let handler: ((request: object, response: object) => Promise<void>) | undefined;
  const app = { get: (_: string, given: typeof handler) => (handler = given) };
  const { getUsers } = runSnippet(snippet('pagination'), { db: database, app });
  const ask = async (query: object) => {
    let page: Page | undefined;
    await handler?.({ query }, { json: (sent: Page) => (page = sent) });
    return page;
  };
  return { getUsers: getUsers as (params: Params) => Promise<Page>, ask };
}

/** A database that only remembers what it was asked. */
function recorder() {
  const asked: { text: string; values: readonly unknown[] }[] = [];
  const query = async <Row>(text: string, values: readonly unknown[] = []) => {
    asked.push({ text, values });
    return { rows: [{ count: '0' }] as Row[] };
  };
  return { asked, query };
}

const names = (page: Page) => page.data.map((row) => row.name);

/** Pagination and filtering. */
export const listDefects: Defects = {
  D48: async (database) => {
    await addUser(database, 'a@x.io', 'Ana');
    await addUser(database, 'b@x.io', 'Bob');
    await database.query(`UPDATE users SET password_hash = CASE name WHEN 'Ana' THEN 'zzz' ELSE 'aaa' END`);
    const { getUsers } = listOn(database);
    const guess = (letter: string) =>
      getUsers({ sortBy: `CASE WHEN password_hash < '${letter}' THEN 0 ELSE 1 END`, sortOrder: 'asc' });
    expect(names(await guess('m'))).toEqual(['Bob', 'Ana']);
  },
  D49: async (database) => {
    await addUser(database, 'a@x.io', 'Ana');
    await addUser(database, 'b@x.io', 'Bob');
    const { getUsers } = listOn(database);
    const injected = await getUsers({
      sortBy: 'email IS NULL',
      sortOrder: `, CASE name WHEN 'Bob' THEN 0 ELSE 1 END`,
    });
    expect(names(injected)).toEqual(['Bob', 'Ana']);
  },
  D50: async (database) => {
    await addUser(database, 'a@x.io');
    expect((await listOn(database).ask({}))?.data).toMatchObject([{ password_hash: 'hash' }]);
  },
  D51: async (database) => {
    await addUser(database, 'ana@x.io');
    await addUser(database, 'bob@x.io');
    const page = await listOn(database).getUsers({ filters: { email: 'ana' } });
    expect([page.data.length, page.pagination.total]).toEqual([1, 2]);
  },
  D52: async (database) => {
    await addUser(database, 'ana@x.io');
    expect((await listOn(database).getUsers({ filters: { email: '___@' } })).data).toHaveLength(1);
  },
  D53: async (database) => {
    await addUser(database, 'ana@x.io');
    expect((await listOn(database).getUsers({ filters: { email: 'ANA' } })).data).toEqual([]);
    await database.query('SET enable_seqscan = off');
    const { rows } = await database.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT * FROM users WHERE email LIKE '%ana%' LIMIT 20`,
    );
    await database.query('RESET enable_seqscan');
    // Even with a Seq Scan forbidden, no index can look the pattern up.
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Index Cond');
  },
  D54: async () => {
    const { asked, query } = recorder();
    await listOn({ query }).ask({ limit: '1000000000' });
    expect(asked[0]?.values).toContain(1_000_000_000);
  },
  D55: async (database) => {
    const { ask } = listOn(database);
    expect([await failureOf(() => ask({ limit: '-1' })), await failureOf(() => ask({ page: '-1' }))]).toEqual(
      ['2201W', '2201X'],
    );
  },
  D56: async () => {
    const { asked, query } = recorder();
    const { ask } = listOn({ query });
    await ask({ limit: '1e9' });
    await ask({ limit: '12abc' });
    expect([asked[0]?.values[1], asked[2]?.values[1]]).toEqual([1, 12]);
  },
  D57: async () => {
    const { asked, query } = recorder();
    const { default: express } = await import('express');
    const queryParser = express().get('query parser fn') as (text: string) => object;
    await listOn({ query }).ask(queryParser('sortBy=name&sortBy=email'));
    expect(asked[0]?.text).toContain('ORDER BY name,email desc');
  },
  D58: async (database) => {
    await addUser(database, 'ana@x.io');
    await addUser(database, 'bob@x.io');
    const { default: express } = await import('express');
    const queryParser = express().get('query parser fn') as (text: string) => object;
    const page = await listOn(database).ask(queryParser('filters[email]=ana'));
    expect(page?.data).toHaveLength(2);
  },
  D59: async () => {
    const { asked, query } = recorder();
    await listOn({ query }).getUsers({ sortBy: 'name' });
    expect(/ORDER BY (.*)/.exec(asked[0]?.text ?? '')?.[1]).toBe('name desc');
    expect(snippet('pagination')).toContain('Record<string, any>');
  },
};
