import type pg from 'pg';
import { errorOf, withClient, type ConformanceCase } from './case.ts';

const names = async (client: pg.Client) =>
  (await client.query<{ name: string }>('SELECT name FROM users ORDER BY id')).rows.map(({ name }) => name);

export const TRANSACTIONS: readonly ConformanceCase[] = [
  withClient(
    'COMMIT keeps what was done',
    async (client) => {
      await client.query('BEGIN');
      await client.query("UPDATE users SET name = 'Grace' WHERE id = 1");
      const { command, rowCount } = await client.query('COMMIT');
      return [command, rowCount, await names(client)];
    },
    ['COMMIT', null, ['Grace', 'Bob', 'Cy']],
  ),
  withClient(
    'ROLLBACK undoes what was done',
    async (client) => {
      await client.query('BEGIN');
      await client.query("UPDATE users SET name = 'Grace'");
      await client.query("INSERT INTO users (name) VALUES ('Eve')");
      await client.query('DELETE FROM posts');
      await client.query('ROLLBACK');
      return [await names(client), (await client.query('SELECT id FROM posts')).rowCount];
    },
    [['Ada', 'Bob', 'Cy'], 3],
  ),
  withClient(
    'ROLLBACK undoes changes of the schema',
    async (client) => {
      await client.query('BEGIN');
      await client.query('CREATE TABLE made (a integer)');
      await client.query('ALTER TABLE users DROP COLUMN tags');
      await client.query('ROLLBACK');
      const { code } = await errorOf(client.query('SELECT a FROM made'));
      return [code, (await client.query('SELECT tags FROM users WHERE id = 1')).rows];
    },
    ['42P01', [{ tags: ['a', 'b'] }]],
  ),
  withClient(
    'ROLLBACK does not give a number of a sequence back',
    async (client) => {
      await client.query('BEGIN');
      await client.query("INSERT INTO users (name) VALUES ('Eve')");
      await client.query('ROLLBACK');
      return (await client.query("INSERT INTO users (name) VALUES ('Fay') RETURNING id")).rows;
    },
    [{ id: 5 }],
  ),
  withClient(
    'after an error a transaction refuses all, and its COMMIT is a ROLLBACK',
    async (client) => {
      await client.query('BEGIN');
      await client.query("UPDATE users SET name = 'Grace' WHERE id = 1");
      const first = await errorOf(client.query("INSERT INTO users (id, name) VALUES (1, 'again')"));
      const second = await errorOf(client.query('SELECT id FROM users'));
      const { command } = await client.query('COMMIT');
      return [first.code, second.code, second.message, command, await names(client)];
    },
    [
      '23505',
      '25P02',
      'current transaction is aborted, commands ignored until end of transaction block',
      'ROLLBACK',
      ['Ada', 'Bob', 'Cy'],
    ],
  ),
  withClient(
    'a savepoint undoes what follows it',
    async (client) => {
      await client.query('BEGIN');
      await client.query("UPDATE users SET name = 'kept' WHERE id = 1");
      await client.query('SAVEPOINT here');
      await client.query("UPDATE users SET name = 'undone' WHERE id = 1");
      await client.query('ROLLBACK TO SAVEPOINT here');
      await client.query("UPDATE users SET name = 'later' WHERE id = 2");
      await client.query('COMMIT');
      return names(client);
    },
    ['kept', 'later', 'Cy'],
  ),
  withClient(
    'a savepoint saves a transaction that has failed',
    async (client) => {
      await client.query('BEGIN');
      await client.query("UPDATE users SET name = 'kept' WHERE id = 1");
      await client.query('SAVEPOINT here');
      const { code } = await errorOf(client.query("INSERT INTO users (id, name) VALUES (1, 'again')"));
      await client.query('ROLLBACK TO here');
      await client.query('RELEASE here');
      const { command } = await client.query('COMMIT');
      return [code, command, await names(client)];
    },
    ['23505', 'COMMIT', ['kept', 'Bob', 'Cy']],
  ),
  withClient(
    'savepoints of one name lie on each other',
    async (client) => {
      await client.query('BEGIN');
      await client.query('SAVEPOINT s');
      await client.query("UPDATE users SET name = 'one' WHERE id = 1");
      await client.query('SAVEPOINT s');
      await client.query("UPDATE users SET name = 'two' WHERE id = 1");
      await client.query('ROLLBACK TO s');
      const [inner] = await names(client);
      await client.query('RELEASE s');
      await client.query('ROLLBACK TO s');
      const [outer] = await names(client);
      await client.query('COMMIT');
      return [inner, outer];
    },
    ['one', 'Ada'],
  ),
  withClient(
    'a savepoint that does not exist',
    async (client) => {
      await client.query('BEGIN');
      const missing = await errorOf(client.query('ROLLBACK TO nowhere'));
      await client.query('ROLLBACK');
      const outside = await errorOf(client.query('SAVEPOINT here'));
      return [missing.code, missing.message, outside.code, outside.message];
    },
    [
      '3B001',
      'savepoint "nowhere" does not exist',
      '25P01',
      'SAVEPOINT can only be used in transaction blocks',
    ],
  ),
  withClient(
    'BEGIN within a transaction and COMMIT outside one are warnings',
    async (client) => {
      const heard: unknown[] = [];
      client.on('notice', ({ severity, code, message }) => heard.push([severity, code, message]));
      for (const sql of ['BEGIN', 'BEGIN', 'COMMIT', 'COMMIT']) await client.query(sql);
      return heard;
    },
    [
      ['WARNING', '25001', 'there is already a transaction in progress'],
      ['WARNING', '25P01', 'there is no transaction in progress'],
    ],
  ),
  withClient(
    'now() stands still within a transaction',
    async (client) => {
      await client.query('BEGIN');
      const { rows: first } = await client.query<{ now: Date }>('SELECT now()');
      await client.query('UPDATE users SET created = now() WHERE id = 1');
      const { rows } = await client.query(
        'SELECT created = now() AS same, created = $1 AS told FROM users WHERE id = 1',
        [first[0]?.now],
      );
      await client.query('COMMIT');
      return [(rows[0] as { same: boolean }).same];
    },
    [true],
  ),
  withClient(
    'a transaction that may only read',
    async (client) => {
      await client.query('BEGIN READ ONLY');
      const { code, message } = await errorOf(client.query('DELETE FROM posts'));
      await client.query('ROLLBACK');
      return [code, message];
    },
    ['25006', 'cannot execute DELETE in a read-only transaction'],
  ),
  withClient(
    'a constraint that waits for COMMIT',
    async (client) => {
      await client.query(
        'ALTER TABLE posts ALTER CONSTRAINT posts_user_id_fkey DEFERRABLE INITIALLY DEFERRED',
      );
      await client.query('BEGIN');
      await client.query("INSERT INTO posts (user_id, title) VALUES (99, 'x')");
      const { code } = await errorOf(client.query('COMMIT'));
      return [code, (await client.query('SELECT id FROM posts')).rowCount];
    },
    ['23503', 3],
  ),
  withClient(
    'SET LOCAL ends with its transaction',
    async (client) => {
      const zone = async () => (await client.query<{ TimeZone: string }>('SHOW timezone')).rows[0]?.TimeZone;
      await client.query("SET timezone TO 'Asia/Tokyo'");
      await client.query('BEGIN');
      await client.query("SET LOCAL timezone TO 'Europe/Paris'");
      const within = await zone();
      await client.query('COMMIT');
      return [within, await zone()];
    },
    ['Europe/Paris', 'Asia/Tokyo'],
  ),
  {
    name: 'a connection that ends rolls its transaction back',
    observe: async (database) => {
      const one = await database.connect();
      await one.query('BEGIN');
      await one.query('DELETE FROM posts');
      await one.end();
      return (await (await database.connect()).query('SELECT id FROM posts')).rowCount;
    },
    seen: 3,
  },
  {
    name: 'each statement of a transaction sees what others have committed',
    observe: async (database) => {
      const [one, other] = [await database.connect(), await database.connect()];
      await one.query('BEGIN');
      const before = await names(one);
      await other.query("UPDATE users SET name = 'Grace' WHERE id = 1");
      const after = await names(one);
      await one.query('COMMIT');
      return [before[0], after[0]];
    },
    seen: ['Ada', 'Grace'],
  },
  {
    name: 'a row that another changes is waited for',
    observe: async (database) => {
      const [one, other] = [await database.connect(), await database.connect()];
      await one.query('BEGIN');
      await one.query('UPDATE users SET age = age + 1 WHERE id = 1');
      const waiting = other.query('UPDATE users SET age = age + 1 WHERE id = 1 RETURNING age');
      await one.query('COMMIT');
      return (await waiting).rows;
    },
    seen: [{ age: 38 }],
  },
  {
    name: 'a row that another has written and not committed is read as it was',
    observe: async (database) => {
      const [one, other] = [await database.connect(), await database.connect()];
      await one.query('BEGIN');
      await one.query("UPDATE users SET name = 'Grace' WHERE id = 1");
      const read = await names(other).catch((error: Error) => error.message);
      await one.query('ROLLBACK');
      return read;
    },
    seen: ['Ada', 'Bob', 'Cy'],
  },
  {
    name: 'two that wait for each other: one is told of the deadlock',
    observe: async (database) => {
      const clients = [await database.connect(), await database.connect()];
      const rows = [1, 2];
      for (const [index, client] of clients.entries()) {
        await client.query('BEGIN');
        const locked = client
          .query('UPDATE users SET age = 1 WHERE id = $1', [rows[index]])
          .catch((error: pg.DatabaseError) => error.code);
        if (typeof (await locked) === 'string') return await locked;
      }
      const codes = await Promise.all(
        clients.map(async (client, index) => {
          const code = await client.query('UPDATE users SET age = 2 WHERE id = $1', [rows[1 - index]]).then(
            () => undefined,
            (error: pg.DatabaseError) => error.code,
          );
          await client.query('ROLLBACK');
          return code;
        }),
      );
      return codes.find((code) => code !== undefined);
    },
    seen: '40P01',
  },
  {
    name: 'a serializable transaction fails when another changed what it changes',
    observe: async (database) => {
      const [one, other] = [await database.connect(), await database.connect()];
      await one.query('BEGIN ISOLATION LEVEL SERIALIZABLE');
      await names(one);
      const changed = await other
        .query('UPDATE users SET age = 1 WHERE id = 1')
        .catch((error: Error) => error.message);
      if (typeof changed === 'string') return changed;
      const { code } = await errorOf(one.query('UPDATE users SET age = 2 WHERE id = 1'));
      return code;
    },
    seen: '40001',
  },
];
