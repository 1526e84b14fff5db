import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type pg from 'pg';
import { PlaygroundDatabase } from './playground-database.ts';

const SCHEMA = `
  CREATE TABLE users (
    id serial PRIMARY KEY, name text NOT NULL, email varchar(40) UNIQUE, age integer, visits bigint DEFAULT 0,
    active boolean DEFAULT true, created timestamptz DEFAULT now(), born date
  );
  CREATE TABLE posts (
    id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE, title text NOT NULL
  );`;
const SEED = `
  INSERT INTO users (name, email, age, visits, active, created, born) VALUES
    ('Ada', 'ada@example.org', 36, 9007199254740, true, '2024-01-02T03:04:05.670Z', '1815-12-10'),
    ('Bob', 'bob@example.org', NULL, 0, false, '2024-05-06T07:08:09.000Z', NULL);
  INSERT INTO posts (user_id, title) VALUES (1, 'one'), (1, 'two'), (2, 'three');`;

describe.each(['pglite', 'pg-mem'] as const)('node-postgres on %s', (engine) => {
  let database: PlaygroundDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await PlaygroundDatabase.start(engine);
    client = await database.connect();
  });
  afterAll(() => database.dispose());
  beforeEach(() => database.client.reset({ schema: SCHEMA, seed: SEED }));

  test('reads rows with the types of their columns', async () => {
    const { rows, fields } = await client.query('SELECT * FROM users ORDER BY id');
    expect(rows[0]).toEqual({
      id: 1,
      name: 'Ada',
      email: 'ada@example.org',
      age: 36,
      visits: engine === 'pglite' ? '9007199254740' : expect.anything(),
      active: true,
      created: new Date('2024-01-02T03:04:05.670Z'),
      born: new Date(1815, 11, 10),
    });
    expect(rows[1]).toMatchObject({ age: null, active: false, born: null });
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(rows[0]));
  });

  test('binds parameters, which never become SQL', async () => {
    const hostile = `'); DROP TABLE users; --`;
    const inserted = await client.query('INSERT INTO users (name, age) VALUES ($1, $2) RETURNING id, name', [
      hostile,
      7,
    ]);
    expect(inserted.rows).toEqual([{ id: 3, name: hostile }]);
    const found = await client.query('SELECT name FROM users WHERE name = $1 AND age = $2', [hostile, 7]);
    expect(found.rows).toEqual([{ name: hostile }]);
    expect((await client.query('SELECT name FROM users WHERE name = $1', [`' OR '1'='1`])).rows).toEqual([]);
  });

  test('binds null, dates and booleans', async () => {
    const created = new Date('2025-06-07T08:09:10.123Z');
    const { rows } = await client.query(
      'INSERT INTO users (name, email, created, active) VALUES ($1, $2, $3, $4) RETURNING email, created, active',
      ['Cy', null, created, false],
    );
    expect(rows).toEqual([{ email: null, created, active: false }]);
  });

  test('counts the rows that a statement changed', async () => {
    expect(await client.query('UPDATE users SET active = $1', [true])).toMatchObject({
      command: 'UPDATE',
      rowCount: 2,
    });
    expect((await client.query('DELETE FROM users WHERE id = $1', [1])).rowCount).toBe(1);
    expect((await client.query('SELECT id FROM posts')).rows).toEqual([{ id: 3 }]);
  });

  test('names a violated constraint by its SQLSTATE', async () => {
    const insert = client.query('INSERT INTO users (name, email) VALUES ($1, $2)', ['X', 'ada@example.org']);
    await expect(insert).rejects.toMatchObject({
      code: '23505',
      detail: 'Key (email)=(ada@example.org) already exists.',
    });
    expect((await client.query('SELECT count(*) FROM users')).rows).toEqual([{ count: '2' }]);
  });

  test('undoes a transaction that is rolled back', async () => {
    await client.query('BEGIN');
    await client.query("UPDATE users SET name = 'changed'");
    await client.query("INSERT INTO posts (user_id, title) VALUES (1, 'new')");
    await client.query('DELETE FROM users WHERE id = 2');
    await client.query('ROLLBACK');
    expect((await client.query('SELECT name FROM users ORDER BY id')).rows).toEqual([
      { name: 'Ada' },
      { name: 'Bob' },
    ]);
    expect((await client.query('SELECT count(*) FROM posts')).rows).toEqual([{ count: '3' }]);
  });

  test('keeps a transaction that is committed', async () => {
    await client.query('BEGIN');
    await client.query("UPDATE users SET name = 'changed' WHERE id = 1");
    await client.query('COMMIT');
    expect((await client.query('SELECT name FROM users WHERE id = 1')).rows).toEqual([{ name: 'changed' }]);
  });

  test('undoes what follows a savepoint', async () => {
    await client.query('BEGIN');
    await client.query("UPDATE users SET name = 'kept' WHERE id = 1");
    await client.query('SAVEPOINT here');
    await client.query("UPDATE users SET name = 'undone' WHERE id = 1");
    await client.query('ROLLBACK TO SAVEPOINT here');
    await client.query('COMMIT');
    expect((await client.query('SELECT name FROM users WHERE id = 1')).rows).toEqual([{ name: 'kept' }]);
  });

  test('refuses all in a transaction that has failed, and rolls it back on COMMIT', async () => {
    await client.query('BEGIN');
    await client.query("UPDATE users SET name = 'changed' WHERE id = 1");
    await expect(client.query("INSERT INTO users (id, name) VALUES (1, 'again')")).rejects.toMatchObject({
      code: '23505',
    });
    await expect(client.query('SELECT id FROM users')).rejects.toMatchObject({ code: '25P02' });
    expect((await client.query('COMMIT')).command).toBe('ROLLBACK');
    expect((await client.query('SELECT name FROM users WHERE id = 1')).rows).toEqual([{ name: 'Ada' }]);
  });

  test('keeps prepared statements of the same name apart', async () => {
    const other = await database.connect();
    const mine = { name: 'find', text: 'SELECT name FROM users WHERE id = $1' };
    const theirs = { name: 'find', text: 'SELECT title FROM posts WHERE id = $1' };
    for (let round = 0; round < 3; round++) {
      expect((await client.query({ ...mine, values: [1] })).rows).toEqual([{ name: 'Ada' }]);
      expect((await other.query({ ...theirs, values: [3] })).rows).toEqual([{ title: 'three' }]);
    }
    await other.end();
    expect((await client.query({ ...mine, values: [2] })).rows).toEqual([{ name: 'Bob' }]);
  });

  test('answers queries that are sent at once', async () => {
    const pool = database.pool({ max: 5 });
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        pool.query<{ name: string }>('SELECT name FROM users WHERE id = $1', [(index % 2) + 1]),
      ),
    );
    expect(results.map(({ rows }) => rows[0]?.name)).toEqual(
      Array.from({ length: 40 }, (_, index) => (index % 2 ? 'Bob' : 'Ada')),
    );
    await pool.end();
  });

  test('answers several statements in one text', async () => {
    const results = (await client.query(
      "UPDATE users SET age = 1; SELECT name FROM users WHERE name = 'Ada; Bob'; -- nothing more;",
    )) as unknown as pg.QueryResult[];
    expect(results.map(({ command, rowCount }) => [command, rowCount])).toEqual([
      ['UPDATE', 2],
      ['SELECT', 0],
    ]);
    expect((await client.query('-- nothing')).command).toBeNull();
  });

  test('gives all tables with their types', async () => {
    const tables = await database.client.tables(1);
    expect(tables.map(({ name, total, rows }) => [name, total, rows.length])).toEqual([
      ['posts', 3, 1],
      ['users', 2, 1],
    ]);
    expect(tables[0]).toEqual({
      name: 'posts',
      columns: ['id', 'user_id', 'title'],
      types: ['integer', 'integer', 'text'],
      rows: [['1', '1', 'one']],
      total: 3,
    });
  });
});

describe('node-postgres on PostgreSQL alone', () => {
  let database: PlaygroundDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await PlaygroundDatabase.start('pglite');
    client = await database.connect();
  });
  afterAll(() => database.dispose());

  const EXPRESSIONS = `SELECT 9223372036854775807::bigint AS "bigint", 0.10::numeric AS "numeric",
    1.5::float8 AS "float", true AS "bool", '{"a":[1,null]}'::jsonb AS "jsonb", ARRAY[1,2] AS "integers",
    ARRAY['a','b,"c"'] AS "texts", '\\xdeadbeef'::bytea AS "bytea", NULL::text AS "nothing",
    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid AS "uuid", '2024-01-02 03:04:05.6Z'::timestamptz AS "time"`;

  test('gives every type as the driver does elsewhere', async () => {
    expect((await client.query(EXPRESSIONS)).rows[0]).toEqual({
      bigint: '9223372036854775807',
      numeric: '0.10',
      float: 1.5,
      bool: true,
      jsonb: { a: [1, null] },
      integers: [1, 2],
      texts: ['a', 'b,"c"'],
      bytea: Buffer.from('deadbeef', 'hex'),
      nothing: null,
      uuid: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      time: new Date('2024-01-02T03:04:05.600Z'),
    });
  });

  test('takes and gives binary values', async () => {
    const binary = { text: 'SELECT 7::int4 AS four, true AS yes', binary: true } as pg.QueryConfig;
    expect((await client.query(binary)).rows).toEqual([{ four: 7, yes: true }]);
    const bytes = Buffer.from([0, 255, 92]);
    expect((await client.query('SELECT $1::bytea AS bytes', [bytes])).rows).toEqual([{ bytes }]);
  });

  test('gives rows in portions', async () => {
    const other = await database.connect();
    const portions = { text: 'SELECT i FROM generate_series(1, $1::int) AS i', values: [5], rows: 2 };
    const results = await Promise.all([
      client.query<{ i: number }>(portions as pg.QueryConfig),
      other.query<{ i: number }>(portions as pg.QueryConfig),
    ]);
    for (const { rows } of results) expect(rows.map(({ i }) => i)).toEqual([1, 2, 3, 4, 5]);
    await other.end();
  });

  test('says where and why a statement is wrong', async () => {
    await database.client.reset({ schema: SCHEMA, seed: SEED });
    await expect(client.query('SELECT nope FROM users')).rejects.toMatchObject({
      code: '42703',
      position: '8',
    });
    await expect(
      client.query('INSERT INTO posts (user_id, title) VALUES (99, $1)', ['x']),
    ).rejects.toMatchObject({
      code: '23503',
      constraint: 'posts_user_id_fkey',
      table: 'posts',
      detail: 'Key (user_id)=(99) is not present in table "users".',
    });
    await expect(client.query("SELECT 'x'::int")).rejects.toMatchObject({ code: '22P02' });
    await expect(client.query('COPY users FROM STDIN')).rejects.toMatchObject({ code: '0A000' });
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('finds its prepared statements after the database was made again', async () => {
    await database.client.reset({ schema: SCHEMA, seed: SEED });
    const find = { name: 'find again', text: 'SELECT name FROM users WHERE id = $1', values: [1] };
    expect((await client.query(find)).rows).toEqual([{ name: 'Ada' }]);
    await database.client.reset({ schema: SCHEMA, seed: "INSERT INTO users (name) VALUES ('Eve')" });
    expect((await client.query(find)).rows).toEqual([{ name: 'Eve' }]);
    await client.query('DISCARD ALL');
    const other = await database.connect();
    expect((await other.query(find)).rows).toEqual([{ name: 'Eve' }]);
    await other.end();
  });

  test('keeps the settings of each connection apart', async () => {
    const other = await database.connect();
    const zone = async (connection: pg.Client): Promise<unknown> =>
      ((await connection.query('SHOW timezone')).rows[0] as { TimeZone: string }).TimeZone;
    await client.query("SET timezone TO 'Asia/Tokyo'");
    await other.query("SELECT set_config('timezone', $1, false)", ['Europe/Paris']);
    expect([await zone(client), await zone(other)]).toEqual(['Asia/Tokyo', 'Europe/Paris']);
    await client.query('BEGIN');
    await client.query("SET timezone TO 'America/Lima'");
    await client.query('ROLLBACK');
    expect([await zone(other), await zone(client)]).toEqual(['Europe/Paris', 'Asia/Tokyo']);
    await client.query('RESET ALL');
    await other.end();
    const third = await database.connect();
    expect([await zone(third), await zone(client)]).toEqual(['UTC', 'UTC']);
    await third.end();
  });
});
