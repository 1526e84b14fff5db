import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PlaygroundDatabase } from './playground-database.ts';

const SOURCE = {
  schema: 'CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL)',
  seed: "INSERT INTO users (name) VALUES ('Ada'), ('Bob')",
};

describe.each(['pglite', 'pg-mem'] as const)('sessions that share %s', (engine) => {
  let database: PlaygroundDatabase;

  beforeAll(async () => {
    database = await PlaygroundDatabase.start(engine);
  });
  afterAll(() => database.dispose());
  beforeEach(async () => {
    database.startProgram();
    await database.client.reset(SOURCE);
  });

  test('wait for another transaction and see what it committed', async () => {
    const one = await database.connect();
    const other = await database.connect();
    await one.query('BEGIN');
    await one.query("UPDATE users SET name = 'Grace' WHERE id = 1");
    const waiting = other.query('SELECT name FROM users WHERE id = 1');
    await one.query("UPDATE users SET name = 'Hedy' WHERE id = 1");
    await one.query('COMMIT');
    expect((await waiting).rows).toEqual([{ name: 'Hedy' }]);
  });

  test('are told when they wait for a transaction that does nothing', async () => {
    const one = await database.connect();
    const other = await database.connect();
    await one.query('BEGIN');
    await one.query("UPDATE users SET name = 'Grace' WHERE id = 1");
    await expect(other.query('SELECT name FROM users')).rejects.toMatchObject({
      code: '55P03',
      message: expect.stringContaining('one connection to the database'),
    });
    await expect(database.client.query('SELECT name FROM users')).rejects.toMatchObject({
      error: { code: '55P03' },
    });
    await one.query('ROLLBACK');
    expect((await other.query('SELECT count(*) FROM users')).rows).toEqual([{ count: '2' }]);
  });

  test('do not wait for a transaction that has only read, which sees what they commit', async () => {
    const one = await database.connect();
    const other = await database.connect();
    await one.query('BEGIN');
    const { rows: before } = await one.query('SELECT now(), name FROM users WHERE id = $1', [1]);
    await other.query("UPDATE users SET name = 'Grace' WHERE id = 1");
    const { rows: after } = await one.query('SELECT now(), name FROM users WHERE id = $1', [1]);
    expect([before[0].name, after[0].name]).toEqual(['Ada', 'Grace']);
    expect(after[0].now).toEqual(before[0].now);
    await one.query("UPDATE users SET name = 'Hedy' WHERE id = 2");
    await one.query('ROLLBACK');
    expect((await other.query('SELECT name FROM users ORDER BY id')).rows).toEqual([
      { name: 'Grace' },
      { name: 'Bob' },
    ]);
  });

  test('lose an update when two transactions read before either writes', async () => {
    const clients = await Promise.all([database.connect(), database.connect()]);
    for (const client of clients) await client.query('BEGIN');
    for (const client of clients) await client.query('SELECT name FROM users WHERE id = 1');
    for (const client of clients) {
      await client.query("UPDATE users SET name = name || '+' WHERE id = 1");
      await client.query('COMMIT');
    }
    expect((await database.client.query('SELECT name FROM users WHERE id = 1')).rows).toEqual([['Ada++']]);
  });

  test('lose what they left open when they end', async () => {
    const one = await database.connect();
    await one.query('BEGIN');
    await one.query('DELETE FROM users');
    await one.end();
    expect((await database.client.query('SELECT count(*) FROM users')).rows).toEqual([['2']]);
  });

  test('end with their program', async () => {
    const one = await database.connect();
    const hasEnded = new Promise((resolve) => one.once('end', resolve));
    await one.query('BEGIN');
    await one.query('DELETE FROM users');
    await database.client.closeProgram();
    expect((await database.client.query('SELECT count(*) FROM users')).rows).toEqual([['2']]);
    await hasEnded;
    await expect(one.query('SELECT 1')).rejects.toThrow();
  });

  test('are freed of their transaction when the database is made again', async () => {
    const one = await database.connect();
    await one.query('BEGIN');
    await one.query("INSERT INTO users (name) VALUES ('never')");
    await database.client.reset(SOURCE);
    expect((await database.client.query('SELECT count(*) FROM users')).rows).toEqual([['2']]);
    expect((await one.query('INSERT INTO users (name) VALUES ($1) RETURNING id', ['Cy'])).rows).toEqual([
      { id: 3 },
    ]);
  });

  test('take turns in the order in which they came', async () => {
    const clients = await Promise.all(Array.from({ length: 4 }, () => database.connect()));
    const order: number[] = [];
    await Promise.all(
      clients.map(async (client, index) => {
        await client.query('BEGIN');
        await client.query('INSERT INTO users (name) VALUES ($1)', [String(index)]);
        order.push(index);
        await client.query('COMMIT');
      }),
    );
    const { rows } = await database.client.query('SELECT name FROM users WHERE id > 2 ORDER BY id');
    expect(rows.map(([name]) => Number(name))).toEqual(order);
  });

  test('are no more than a server would take', async () => {
    const clients = await Promise.all(Array.from({ length: 100 }, () => database.connect()));
    await expect(database.connect()).rejects.toMatchObject({ code: '53300' });
    await clients[0]?.end();
    // The connection that ended and the one that begins come on different ports.
    const another = await vi.waitFor(() => database.connect());
    await another.end();
  });
});

describe('transactions of PGlite that do more than read by a SELECT', () => {
  let database: PlaygroundDatabase;

  beforeAll(async () => {
    database = await PlaygroundDatabase.start('pglite');
    await database.client.reset({
      ...SOURCE,
      schema: `${SOURCE.schema};
        CREATE FUNCTION rename_all() RETURNS int LANGUAGE sql AS $$ UPDATE users SET name = 'x' RETURNING id $$`,
    });
  });
  afterAll(() => database.dispose());

  test.each([
    ['lock rows', 'BEGIN', 'SELECT name FROM users FOR UPDATE'],
    ['lock by a number', 'BEGIN', 'SELECT pg_advisory_xact_lock(7)'],
    ['call a function that writes', 'BEGIN', 'SELECT rename_all()'],
    ['see one state throughout', 'BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT name FROM users'],
  ])('keep others waiting when they %s', async (_what, begin, statement) => {
    const one = await database.connect();
    const other = await database.connect();
    await one.query(begin);
    await one.query(statement);
    await expect(other.query('SELECT 1')).rejects.toMatchObject({ code: '55P03' });
    await one.query('ROLLBACK');
    expect((await other.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await Promise.all([one.end(), other.end()]);
  });
});

describe('notifications', () => {
  test('reach who listens, and nobody else', async () => {
    const database = await PlaygroundDatabase.start('pglite');
    await database.client.reset(SOURCE);
    const [one, two, sender] = await Promise.all([
      database.connect(),
      database.connect(),
      database.connect(),
    ]);
    const heard: string[] = [];
    for (const [name, client] of Object.entries({ one, two, sender })) {
      client.on('notification', ({ channel, payload }) => heard.push(`${name} ${channel} ${payload}`));
    }
    await one.query('LISTEN jobs');
    await two.query('LISTEN "Jobs"; LISTEN jobs');
    await sender.query("NOTIFY jobs, 'first'");
    await sender.query('BEGIN');
    await sender.query('SELECT pg_notify($1, $2)', ['Jobs', 'second']);
    await sender.query('ROLLBACK');
    await sender.query('SELECT pg_notify($1, $2)', ['Jobs', 'third']);
    await two.query('UNLISTEN *');
    await sender.query("NOTIFY jobs, 'fourth'");
    await database.client.reset(SOURCE);
    await sender.query("NOTIFY jobs, 'fifth'");
    await Promise.all([one.query('SELECT 1'), two.query('SELECT 1')]);
    expect(heard.sort()).toEqual(
      ['one jobs first', 'two jobs first', 'two Jobs third', 'one jobs fourth', 'one jobs fifth'].sort(),
    );
    await database.dispose();
  });
});

describe('a database that is made again', () => {
  test('finds the statements that a connection prepared before', async () => {
    const database = await PlaygroundDatabase.start('pglite');
    await database.client.reset(SOURCE);
    const client = await database.connect();
    const find = { name: 'find again', text: 'SELECT name FROM users WHERE id = $1', values: [1] };
    expect((await client.query(find)).rows).toEqual([{ name: 'Ada' }]);
    await database.client.reset({ ...SOURCE, seed: "INSERT INTO users (name) VALUES ('Eve')" });
    expect((await client.query(find)).rows).toEqual([{ name: 'Eve' }]);
    await client.query('DISCARD ALL');
    expect((await (await database.connect()).query(find)).rows).toEqual([{ name: 'Eve' }]);
    await database.dispose();
  });

  test('keeps nothing of what a program made', async () => {
    const database = await PlaygroundDatabase.start('pglite');
    await database.client.reset(SOURCE);
    const client = await database.connect();
    await client.query('CREATE SCHEMA other; CREATE TABLE other.things (id int)');
    await client.query("CREATE TYPE mood AS ENUM ('glad')");
    await client.query('CREATE TEMP TABLE temporary (id int)');
    await client.query('CREATE ROLE reader; GRANT SELECT ON users TO reader');
    await client.query('CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1');
    await client.query("SET timezone TO 'Asia/Tokyo'");
    await database.client.reset(SOURCE);
    const { rows } = await database.client.query(
      `SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = 'other'),
              (SELECT count(*) FROM pg_type WHERE typname = 'mood'),
              (SELECT count(*) FROM pg_class WHERE relname = 'temporary'),
              (SELECT count(*) FROM pg_roles WHERE rolname = 'reader'),
              (SELECT count(*) FROM pg_proc WHERE proname = 'one')`,
    );
    expect(rows).toEqual([['0', '0', '0', '0', '0']]);
    expect((await client.query('SHOW timezone')).rows).toEqual([{ TimeZone: 'UTC' }]);
    await database.dispose();
  });

  test('is made again by itself when PostgreSQL crashes', async () => {
    const database = await PlaygroundDatabase.start('pglite');
    await database.client.reset(SOURCE);
    const [client, other] = await Promise.all([database.connect(), database.connect()]);
    await client.query('BEGIN');
    await client.query('DELETE FROM users');
    const waiting = other.query('SELECT count(*) FROM users');
    // PGlite has no programs to run, and does not survive the wish.
    await expect(client.query("COPY (SELECT 1) TO PROGRAM 'true'")).rejects.toMatchObject({
      code: '57P02',
      message: expect.stringContaining('crashed at this statement'),
    });
    expect((await waiting).rows).toEqual([{ count: '2' }]);
    await client.query("INSERT INTO users (name) VALUES ('Cy')");
    expect((await other.query('SELECT count(*) FROM users')).rows).toEqual([{ count: '3' }]);
    await database.dispose();
  });

  test('is made again even when a program has destroyed its catalogue', async () => {
    const database = await PlaygroundDatabase.start('pglite');
    await database.client.reset(SOURCE);
    const client = await database.connect();
    await client.query('DELETE FROM pg_class');
    await database.client.reset(SOURCE);
    expect((await client.query('SELECT count(*) FROM users')).rows).toEqual([{ count: '2' }]);
    await database.dispose();
  });

  test('is made by a second worker from the same bytes, or from the compiled module', async () => {
    const first = await PlaygroundDatabase.start('pglite');
    await first.client.reset(SOURCE);
    await first.dispose();
    const second = await PlaygroundDatabase.start('pglite', await first.compiledAssets());
    await second.client.reset(SOURCE);
    expect((await second.client.query('SELECT count(*) FROM users')).rows).toEqual([['2']]);
    await second.dispose();
  });
});
