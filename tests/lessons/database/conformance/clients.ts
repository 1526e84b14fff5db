import pg from 'pg';
import { errorOf, withClient, type ConformanceCase } from './case.ts';

export const CLIENTS: readonly ConformanceCase[] = [
  withClient(
    'queries that are sent at once on one client are answered in turn',
    async (client) => {
      const order: unknown[] = [];
      await Promise.all(
        Array.from({ length: 10 }, async (_, index) => {
          const sql = index % 3 === 2 ? 'SELECT 1 / 0' : 'SELECT $1::integer AS n';
          const outcome = await client.query<{ n: number }>(sql, index % 3 === 2 ? [] : [index]).then(
            ({ rows }) => rows[0]?.n,
            (error: pg.DatabaseError) => error.code,
          );
          order.push(outcome);
        }),
      );
      return order;
    },
    [0, 1, '22012', 3, 4, '22012', 6, 7, '22012', 9],
  ),
  withClient(
    'a query with a callback',
    (client) =>
      new Promise((resolve) => {
        client.query('SELECT $1::text AS a', ['x'], (error, { rows }) => resolve([error, rows]));
      }),
    [null, [{ a: 'x' }]],
  ),
  withClient(
    'a query with events',
    (client) =>
      new Promise((resolve) => {
        const heard: unknown[] = [];
        const query = client.query(new pg.Query('SELECT id FROM users ORDER BY id LIMIT 2'));
        query.on('row', (row: unknown) => heard.push(row));
        query.on('error', (error) => resolve(error));
        query.on('end', ({ rowCount }) => resolve([...heard, rowCount]));
      }),
    [{ id: 1 }, { id: 2 }, 2],
  ),
  withClient(
    'literals and identifiers are quoted',
    async (client) => {
      const sql = `SELECT ${client.escapeLiteral("it's \\ ok")} AS ${client.escapeIdentifier('a "b"')}`;
      return (await client.query(sql)).rows;
    },
    [{ 'a "b"': "it's \\ ok" }],
  ),
  {
    name: 'a client ends once, and then refuses',
    observe: async (database) => {
      const client = await database.connect();
      const ended = new Promise((resolve) => client.once('end', () => resolve('ended')));
      await client.end();
      const { message } = await errorOf(client.query('SELECT 1'));
      const again = await errorOf(client.connect());
      return [await ended, message, again.message];
    },
    seen: [
      'ended',
      'Client was closed and is not queryable',
      'Client has already been connected. You cannot reuse a client.',
    ],
  },
  {
    name: 'queries before the connection stands wait for it',
    observe: async (database) => {
      const client = database.client();
      const connected = client.connect();
      const { rows } = await client.query('SELECT 1 AS one');
      await connected;
      await client.end();
      return rows;
    },
    seen: [{ one: 1 }],
  },
  {
    name: 'settings of one connection are not those of another',
    observe: async (database) => {
      const [one, other] = [await database.connect(), await database.connect()];
      const zone = async (client: pg.Client) =>
        (await client.query<{ TimeZone: string }>('SHOW timezone')).rows[0]?.TimeZone;
      await one.query("SET timezone TO 'Asia/Tokyo'");
      await other.query("SELECT set_config('timezone', $1, false)", ['Europe/Paris']);
      const { rows } = await one.query("SELECT '2024-07-01 00:00:00Z'::timestamptz::text AS text");
      return [await zone(one), await zone(other), rows];
    },
    seen: ['Asia/Tokyo', 'Europe/Paris', [{ text: '2024-07-01 09:00:00+09' }]],
  },
  {
    name: 'a setting that the client brings along',
    observe: async (database) => {
      const client = await database.connect({ application_name: 'shop', options: '-c datestyle=SQL,DMY' });
      const { rows } = await client.query(
        "SELECT current_setting('application_name') AS name, '2024-02-29'::date::text AS day",
      );
      return rows;
    },
    seen: [{ name: 'shop', day: '29/02/2024' }],
  },
  {
    name: 'a statement that takes longer than its client allows',
    observe: async (database) => {
      const client = await database.connect({ statement_timeout: 50 });
      return client.query('SELECT pg_sleep(0.2)').then(
        () => undefined,
        ({ message }: Error) => message,
      );
    },
    seen: 'canceling statement due to statement timeout',
  },
  {
    name: 'an answer that the driver does not wait for',
    observe: async (database) => {
      const client = await database.connect({ query_timeout: 50 });
      const { message } = await errorOf(client.query('SELECT pg_sleep(0.2)'));
      return message;
    },
    seen: 'Query read timeout',
  },
];

export const POOLS: readonly ConformanceCase[] = [
  {
    name: 'a pool answers more queries at once than it has connections',
    observe: async (database) => {
      const pool = database.pool({ max: 3 });
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          pool.query<{ n: number }>('SELECT $1::integer + id AS n FROM users WHERE id = 1', [index]),
        ),
      );
      const { totalCount, idleCount, waitingCount } = pool;
      await pool.end();
      return [results.map(({ rows }) => rows[0]?.n), totalCount, idleCount, waitingCount];
    },
    seen: [Array.from({ length: 20 }, (_, index) => index + 1), 3, 3, 0],
  },
  {
    name: 'a pool tells what becomes of its clients',
    observe: async (database) => {
      const pool = database.pool({ max: 1 });
      const heard = { connect: 0, acquire: 0, release: 0 };
      for (const event of ['connect', 'acquire', 'release'] as const) {
        pool.on(event as 'connect', () => void (heard[event] += 1));
      }
      await pool.query('SELECT 1');
      const client = await pool.connect();
      client.release(true);
      await pool.query('SELECT 1');
      await pool.end();
      return heard;
    },
    seen: { connect: 2, acquire: 3, release: 3 },
  },
  {
    name: 'a pool without a free client keeps others waiting, as long as it is told',
    observe: async (database) => {
      const pool = database.pool({ max: 1, connectionTimeoutMillis: 50 });
      const client = await pool.connect();
      const { message } = await errorOf(pool.query('SELECT 1'));
      client.release();
      const { rows } = await pool.query('SELECT 1 AS one');
      await pool.end();
      return [message, rows];
    },
    seen: ['timeout exceeded when trying to connect', [{ one: 1 }]],
  },
  {
    name: 'a client of a pool is released once',
    observe: async (database) => {
      const pool = database.pool();
      const client = await pool.connect();
      client.release();
      const { message } = await errorOf(Promise.resolve().then(() => client.release()));
      await pool.end();
      return message;
    },
    seen: 'Release called on client which has already been released to the pool.',
  },
  {
    name: 'a pool that has ended refuses',
    observe: async (database) => {
      const pool = database.pool();
      await pool.end();
      return [(await errorOf(pool.query('SELECT 1'))).message, (await errorOf(pool.end())).message];
    },
    seen: ['Cannot use a pool after calling end on the pool', 'Called end on pool more than once'],
  },
  {
    name: 'a transaction of a pool stays on its client',
    observe: async (database) => {
      const pool = database.pool({ max: 2 });
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await client.query("INSERT INTO posts (user_id, title) VALUES (1, 'new')");
        await client.query('COMMIT');
      } finally {
        client.release();
      }
      const { rows } = await pool.query('SELECT count(*) FROM posts');
      await pool.end();
      return rows;
    },
    seen: [{ count: '4' }],
  },
  {
    name: 'a pool with a callback',
    observe: (database) =>
      new Promise((resolve) => {
        const pool = database.pool();
        pool.query('SELECT $1::integer AS n', [7], (error, result) => {
          void pool.end().then(() => resolve([error, result.rows]));
        });
      }),
    seen: [undefined, [{ n: 7 }]],
  },
];
