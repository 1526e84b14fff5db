import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type pg from 'pg';
import { PlaygroundDatabase } from './playground-database.ts';

describe('the log of statements', () => {
  let database: PlaygroundDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await PlaygroundDatabase.start('pglite');
    await database.client.reset({
      schema: `CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL);
        CREATE TABLE posts (id serial, user_id int REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED)`,
      seed: "INSERT INTO users (name) VALUES ('Ada'), ('Bob')",
    });
    client = await database.connect();
  });
  afterAll(() => database.dispose());
  beforeEach(() => database.takeRecords());

  test('holds text, parameters, command and rows', async () => {
    await client.query('SELECT name FROM users WHERE id <= $1 AND name <> $2', [2, null]);
    await client.query('INSERT INTO users (name) VALUES ($1), ($2)', ['x', Buffer.from('yz')]);
    const records = await database.takeRecords();
    expect(records).toEqual([
      {
        id: expect.any(Number),
        sql: 'SELECT name FROM users WHERE id <= $1 AND name <> $2',
        parameters: ['2', null],
        command: 'SELECT',
        rows: 0,
        milliseconds: expect.any(Number),
        began: expect.any(Number),
        engine: 'pglite',
      },
      expect.objectContaining({ parameters: ['x', '\\x797a'], command: 'INSERT', rows: 2 }),
    ]);
    expect((records[1]?.id ?? 0) - (records[0]?.id ?? 0)).toBe(1);
  });

  test('holds every statement of a text, as an injection would send it', async () => {
    await client.query("SELECT 1; UPDATE users SET name = name; /* ; */ SELECT ';'");
    expect((await database.takeRecords()).map(({ sql, command, rows }) => [sql, command, rows])).toEqual([
      ['SELECT 1', 'SELECT', 1],
      ['UPDATE users SET name = name', 'UPDATE', 4],
      ["/* ; */ SELECT ';'", 'SELECT', 1],
    ]);
  });

  test('holds the error, where it stands in its own statement, and nothing that came after', async () => {
    await client.query('SELECT 1; SELECT nope; SELECT 2').catch(() => undefined);
    const records = await database.takeRecords();
    expect(records.map(({ sql }) => sql)).toEqual(['SELECT 1', 'SELECT nope']);
    expect(records[1]?.error).toEqual({
      message: 'column "nope" does not exist',
      code: '42703',
      position: 8,
    });
    await client.query('SELEC $1', ['x']).catch(() => undefined);
    expect(await database.takeRecords()).toMatchObject([
      { sql: 'SELEC $1', parameters: ['x'], command: 'SELEC', error: { code: '42601', position: 1 } },
    ]);
  });

  test('tells a failed COMMIT from one that worked', async () => {
    await client.query('INSERT INTO posts (user_id) VALUES (99)').catch(() => undefined);
    await client.query('BEGIN');
    await client.query('SELECT 1 / 0').catch(() => undefined);
    await client.query('COMMIT');
    expect((await database.takeRecords()).map(({ command, error }) => [command, error?.code])).toEqual([
      ['INSERT', '23503'],
      ['BEGIN', undefined],
      ['SELECT', '22012'],
      ['ROLLBACK', undefined],
    ]);
  });

  test('holds what a prepared statement was given each time', async () => {
    const find = { name: 'find', text: 'SELECT name FROM users WHERE id = $1' };
    await client.query({ ...find, values: [1] });
    await client.query({ ...find, values: [2] });
    expect((await database.takeRecords()).map(({ sql, parameters }) => [sql, parameters])).toEqual([
      [find.text, ['1']],
      [find.text, ['2']],
    ]);
  });

  test('holds nothing that the playground itself asks', async () => {
    await database.client.query('SELECT 1');
    await database.client.tables(1);
    await database.client.explain('SELECT 1', []);
    expect(await database.takeRecords()).toEqual([]);
  });

  test('does not grow with what a program sends', async () => {
    await client.query(`SELECT length('${'x'.repeat(1_000_000)}')`);
    await client.query('SELECT length($1)', ['y'.repeat(1_000_000)]);
    const records = await database.takeRecords();
    expect(records[0]?.sql.length).toBeLessThan(30_000);
    expect(records[1]?.parameters[0]?.length).toBeLessThan(3_000);
  });
});
