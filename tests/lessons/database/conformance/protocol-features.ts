import type pg from 'pg';
import { errorOf, withClient, withError, type ConformanceCase } from './case.ts';

/** Statements with names, results in portions. */
export const PREPARED: readonly ConformanceCase[] = [
  {
    name: 'named statements of two connections are apart',
    observe: async (database) => {
      const [one, other] = [await database.connect(), await database.connect()];
      const mine = { name: 'find', text: 'SELECT name FROM users WHERE id = $1' };
      const theirs = { name: 'find', text: 'SELECT title FROM posts WHERE id = $1' };
      const seen: unknown[] = [];
      for (const id of [1, 2]) {
        seen.push(
          (await one.query({ ...mine, values: [id] })).rows,
          (await other.query({ ...theirs, values: [id] })).rows,
        );
      }
      await other.end();
      seen.push((await one.query({ ...mine, values: [3] })).rows);
      return seen.flat();
    },
    seen: [{ name: 'Ada' }, { title: 'one' }, { name: 'Bob' }, { title: 'two' }, { name: 'Cy' }],
  },
  withClient(
    'a name stands for one text',
    async (client) => {
      await client.query({ name: 'find', text: 'SELECT 1 AS one' });
      return (await errorOf(client.query({ name: 'find', text: 'SELECT 2 AS two' }))).message;
    },
    "Prepared statements must be unique - 'find' was used for a different statement",
  ),
  withClient(
    'a named statement takes values of other kinds each time',
    async (client) => {
      const insert = {
        name: 'insert',
        text: 'INSERT INTO users (name, age, tags) VALUES ($1, $2, $3) RETURNING name, age, tags',
      };
      const rows: unknown[] = [];
      const all: unknown[][] = [
        ['a', 1, ['x']],
        ['b', null, null],
        ['c', 0, []],
      ];
      for (const values of all) rows.push(...(await client.query({ ...insert, values })).rows);
      return rows;
    },
    [
      { name: 'a', age: 1, tags: ['x'] },
      { name: 'b', age: null, tags: null },
      { name: 'c', age: 0, tags: [] },
    ],
  ),
  withClient(
    'a named statement that fails can be used again',
    async (client) => {
      const divide = (by: number) =>
        client.query({ name: 'divide', text: 'SELECT 6 / $1::integer AS n', values: [by] });
      const { code } = await errorOf(divide(0));
      return [code, (await divide(2)).rows];
    },
    ['22012', [{ n: 3 }]],
  ),
  withClient(
    'a named statement whose rows have changed their shape',
    async (client) => {
      const all = { name: 'all', text: 'SELECT * FROM posts' };
      await client.query(all);
      await client.query('ALTER TABLE posts ADD note text');
      const { code, message } = await errorOf(client.query(all));
      return [code, message];
    },
    ['0A000', 'cached plan must not change result type'],
  ),
  withClient(
    'PREPARE, EXECUTE and DEALLOCATE in SQL',
    async (client) => {
      await client.query('PREPARE by_id (integer) AS SELECT name FROM users WHERE id = $1');
      const { rows } = await client.query('EXECUTE by_id(2)');
      const { command } = await client.query('DEALLOCATE by_id');
      return [rows, command, (await errorOf(client.query('EXECUTE by_id(2)'))).code];
    },
    [[{ name: 'Bob' }], 'DEALLOCATE', '26000'],
  ),
  withClient(
    'rows in portions of a portal, of which the driver counts the last',
    async (client) => {
      const portions = { text: 'SELECT n FROM generate_series(1, $1::integer) AS n', values: [5], rows: 2 };
      const { rows, rowCount } = await client.query<{ n: number }>(portions as pg.QueryConfig);
      return [rows.map(({ n }) => n), rowCount];
    },
    [[1, 2, 3, 4, 5], 1],
  ),
  {
    name: 'rows in portions of two connections at once',
    observe: async (database) => {
      const clients = [await database.connect(), await database.connect()];
      const portions = { text: 'SELECT id + $1::integer AS n FROM users ORDER BY id', rows: 1 };
      const results = await Promise.all(
        clients.map((client, index) =>
          client.query<{ n: number }>({ ...portions, values: [index] } as pg.QueryConfig),
        ),
      );
      return results.map(({ rows }) => rows.map(({ n }) => n));
    },
    seen: [
      [1, 2, 3],
      [2, 3, 4],
    ],
  },
  withClient(
    'a cursor in SQL',
    async (client) => {
      await client.query('BEGIN');
      await client.query('DECLARE numbers CURSOR FOR SELECT n FROM generate_series(1, 5) AS n');
      const portions = [];
      for (const count of [2, 2, 2])
        portions.push(
          (await client.query<{ n: number }>(`FETCH ${count} FROM numbers`)).rows.map(({ n }) => n),
        );
      await client.query('CLOSE numbers');
      await client.query('COMMIT');
      return portions;
    },
    [[1, 2], [3, 4], [5]],
  ),
];

/** What the database says unasked, and what it is not asked for here. */
export const CONVERSATIONS: readonly ConformanceCase[] = [
  withClient(
    'notices have the fields of errors',
    async (client) => {
      const heard: unknown[] = [];
      client.on('notice', ({ severity, code, message, detail, hint }) =>
        heard.push({ severity, code, message, detail, hint }),
      );
      await client.query(
        "DO $$ BEGIN RAISE NOTICE 'so far %', 7 USING DETAIL = 'half', HINT = 'go on'; RAISE WARNING 'careful'; END $$",
      );
      await client.query('DROP TABLE IF EXISTS nowhere');
      return heard;
    },
    [
      { severity: 'NOTICE', code: '00000', message: 'so far 7', detail: 'half', hint: 'go on' },
      { severity: 'WARNING', code: '01000', message: 'careful', detail: undefined, hint: undefined },
      {
        severity: 'NOTICE',
        code: '00000',
        message: 'table "nowhere" does not exist, skipping',
        detail: undefined,
        hint: undefined,
      },
    ],
  ),
  {
    name: 'a notification reaches those that listen, when its transaction is committed',
    observe: async (database) => {
      const [listener, sender] = [await database.connect(), await database.connect()];
      const heard: string[] = [];
      const both = new Promise<void>((resolve) => {
        listener.on('notification', ({ channel, payload }) => {
          heard.push(`${channel}: ${payload}`);
          if (heard.length === 2) resolve();
        });
      });
      await listener.query('LISTEN jobs');
      await sender.query('BEGIN');
      await sender.query("NOTIFY jobs, 'never'");
      await sender.query('ROLLBACK');
      await sender.query("NOTIFY jobs, 'one'");
      await sender.query('SELECT pg_notify($1, $2)', ['jobs', 'two']);
      await both;
      await listener.query('UNLISTEN jobs');
      await sender.query("NOTIFY jobs, 'late'");
      await listener.query('SELECT 1');
      return heard;
    },
    seen: ['jobs: one', 'jobs: two'],
  },
  withClient(
    'COPY TO STDOUT counts its rows',
    async (client) => {
      const { command, rowCount } = await client.query('COPY users TO STDOUT');
      return [command, rowCount];
    },
    ['COPY', 3],
  ),
  withError('COPY FROM STDIN without a stream', 'COPY posts (user_id, title) FROM STDIN', [], {
    message: 'COPY from stdin failed: No source stream defined',
    code: '57014',
    severity: 'ERROR',
    where: 'COPY posts, line 1',
  }),
];
