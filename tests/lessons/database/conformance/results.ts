import pg from 'pg';
import { withClient, withValue, type ConformanceCase } from './case.ts';

/** How a result is told. */
export const RESULTS: readonly ConformanceCase[] = [
  withClient(
    'a result has its command, its rows and their number',
    async (client) => {
      const { command, rowCount, rows, oid } = await client.query(
        'SELECT id, name FROM users ORDER BY id LIMIT 2',
      );
      return { command, rowCount, rows, oid };
    },
    {
      command: 'SELECT',
      rowCount: 2,
      rows: [
        { id: 1, name: 'Ada' },
        { id: 2, name: 'Bob' },
      ],
      oid: null,
    },
  ),
  withClient(
    'a result has the fields of its columns',
    async (client) => {
      const { fields } = await client.query(
        'SELECT id, name, email, balance, created, tags, 1 AS one FROM users',
      );
      return fields.map(({ name, dataTypeID, dataTypeSize, dataTypeModifier, format, columnID, tableID }) => [
        name,
        dataTypeID,
        dataTypeSize,
        dataTypeModifier,
        format,
        columnID,
        tableID > 0,
      ]);
    },
    [
      ['id', 23, 4, -1, 'text', 1, true],
      ['name', 25, -1, -1, 'text', 2, true],
      ['email', 1043, -1, 44, 'text', 3, true],
      ['balance', 1700, -1, 655366, 'text', 5, true],
      ['created', 1184, 8, -1, 'text', 8, true],
      ['tags', 1009, -1, -1, 'text', 11, true],
      ['one', 23, 4, -1, 'text', 0, false],
    ],
  ),
  withClient(
    'a result without rows has fields',
    async (client) => {
      const { fields, rows, rowCount } = await client.query('SELECT id FROM users WHERE false');
      return [fields.map(({ name }) => name), rows, rowCount];
    },
    [['id'], [], 0],
  ),
  withClient(
    'what changes rows counts them',
    async (client) => {
      const told = [];
      for (const sql of [
        "INSERT INTO posts (user_id, title) VALUES (1, 'x'), (2, 'y')",
        "UPDATE posts SET title = 'z' WHERE user_id = 1",
        'DELETE FROM posts WHERE user_id = 99',
        'DELETE FROM posts',
      ]) {
        const { command, rowCount, rows } = await client.query(sql);
        told.push([command, rowCount, rows]);
      }
      return told;
    },
    [
      ['INSERT', 2, []],
      ['UPDATE', 3, []],
      ['DELETE', 0, []],
      ['DELETE', 5, []],
    ],
  ),
  withClient(
    'RETURNING gives rows',
    async (client) => {
      const { rows, rowCount } = await client.query(
        'INSERT INTO users (name, tags) VALUES ($1, $2), ($3, $2) RETURNING id, name, tags, visits, active',
        ['Dan', ['x'], 'Eve'],
      );
      return [rowCount, rows];
    },
    [
      2,
      [
        { id: 4, name: 'Dan', tags: ['x'], visits: '0', active: true },
        { id: 5, name: 'Eve', tags: ['x'], visits: '0', active: true },
      ],
    ],
  ),
  withClient(
    'ON CONFLICT',
    async (client) => {
      const insert = (action: string) =>
        client.query(
          `INSERT INTO users (name, email) VALUES ('Eve', 'ada@example.org') ON CONFLICT (email) DO ${action}`,
        );
      const { rowCount } = await insert('NOTHING');
      const updated = await insert('UPDATE SET name = excluded.name RETURNING id, name');
      return [rowCount, updated.rows];
    },
    [0, [{ id: 1, name: 'Eve' }]],
  ),
  withClient(
    'an aggregate counts what its FILTER chooses',
    async (client) => {
      const { rows } = await client.query<{ n: string }>(
        'SELECT count(*) FILTER (WHERE age = 36) AS n FROM users',
      );
      return rows.map(({ n }) => n);
    },
    ['2'],
  ),
  withClient(
    'a value that is twice in IN (…) finds a row once',
    async (client) =>
      (await client.query<{ id: number }>('SELECT id FROM users WHERE id IN (1, 1)')).rows.map(
        ({ id }) => id,
      ),
    [1],
  ),
  withClient(
    '<> never finds NULL',
    async (client) =>
      (await client.query<{ id: number }>('SELECT id FROM users WHERE age <> 36')).rows.map(({ id }) => id),
    [],
  ),
  withClient(
    'ORDER BY the number of a column',
    async (client) =>
      (await client.query<{ name: string }>('SELECT id, name FROM users ORDER BY 2 DESC')).rows.map(
        ({ name }) => name,
      ),
    ['Cy', 'Bob', 'Ada'],
  ),
  withClient(
    'commands that give no rows',
    async (client) => {
      const told = [];
      for (const sql of [
        'CREATE TABLE made (a integer)',
        'ALTER TABLE made ADD b text',
        'TRUNCATE made',
        'DROP TABLE made',
        "SET TIME ZONE 'UTC'",
      ]) {
        const { command, rowCount } = await client.query(sql);
        told.push([command, rowCount]);
      }
      return told;
    },
    [
      ['CREATE', null],
      ['ALTER', null],
      ['TRUNCATE', null],
      ['DROP', null],
      ['SET', null],
    ],
  ),
  withClient(
    'an empty query',
    async (client) => {
      const { command, rowCount, rows } = await client.query('-- nothing');
      return { command, rowCount, rows };
    },
    { command: null, rowCount: null, rows: [] },
  ),
  withClient(
    'several statements in one text give several results',
    async (client) => {
      const results = (await client.query(
        "UPDATE posts SET title = ';'; SELECT title FROM posts LIMIT 1; -- nothing more;",
      )) as unknown as pg.QueryResult[];
      return results.map(({ command, rowCount, rows }) => [command, rowCount, rows]);
    },
    [
      ['UPDATE', 3, []],
      ['SELECT', 1, [{ title: ';' }]],
    ],
  ),
  withClient(
    'several statements in one text are one transaction',
    async (client) => {
      const code = await client.query("UPDATE users SET name = 'x'; SELECT 1 / 0").then(
        () => undefined,
        (error: pg.DatabaseError) => error.code,
      );
      return [code, (await client.query("SELECT count(*) FROM users WHERE name = 'x'")).rows];
    },
    ['22012', [{ count: '0' }]],
  ),
  withClient(
    'of two columns with one name the last is kept',
    async (client) => (await client.query('SELECT 1 AS a, 2 AS a, 3 AS b')).rows,
    [{ a: 2, b: 3 }],
  ),
  withClient(
    'rows as arrays keep every column',
    async (client) => {
      const query = {
        text: 'SELECT users.id, posts.id, $1::text FROM users JOIN posts ON user_id = users.id ORDER BY 2',
        rowMode: 'array' as const,
      };
      return (await client.query({ ...query, values: ['x'] })).rows;
    },
    [
      [1, 1, 'x'],
      [1, 2, 'x'],
      [2, 3, 'x'],
    ],
  ),
  withClient(
    'names of columns that nobody named',
    async (client) =>
      (
        await client.query(
          "SELECT 1, 'x', count(*), max(id), now() IS NULL, CASE WHEN true THEN 1 END FROM users",
        )
      ).fields.map(({ name }) => name),
    ['?column?', '?column?', 'count', 'max', '?column?', 'case'],
  ),
  withClient(
    'a query has parsers of its own',
    async (client) => {
      const types = {
        getTypeParser: (id: number) => (id === 20 ? BigInt : (text: string) => `${id}:${text}`),
      } as unknown as pg.CustomTypesConfig;
      return (
        await client.query({ text: 'SELECT visits, name FROM users WHERE id = $1', values: [1], types })
      ).rows;
    },
    [{ visits: 9007199254740993n, name: '25:Ada' }],
  ),
  withClient(
    'a client has parsers of its own',
    async (client) => {
      client.setTypeParser(pg.types.builtins.NUMERIC, Number);
      const { rows } = await client.query('SELECT balance FROM users WHERE id = 1');
      return rows;
    },
    [{ balance: 12.5 }],
  ),
  withClient(
    'values in binary form',
    async (client) => {
      const text = "SELECT 7::integer AS four, 1.5::float8 AS eight, true AS yes, 'x'::text AS text";
      return (await client.query({ text, binary: true } as pg.QueryConfig)).rows;
    },
    [{ four: 7, eight: 1.5, yes: true, text: 'x' }],
  ),
  withClient(
    'twenty thousand rows',
    async (client) => {
      const { rows } = await client.query<{ n: number }>('SELECT n FROM generate_series(1, 20000) AS n');
      return [rows.length, rows.reduce((sum, { n }) => sum + n, 0)];
    },
    [20_000, 200_010_000],
  ),
  withValue('a value of a megabyte', "SELECT repeat('ab', 500000)", [], 'ab'.repeat(500_000)),
];
