import { expect, test } from 'vitest';
import { lint } from './lint.ts';

/** Two drivers, so that only the handle itself tells which database gets the statement. */
const BOTH = "import pg from 'pg';\nimport mysql from 'mysql2';\n";
const ASK = 'query(`SELECT id FROM users WHERE id = ${id}`)';
const asked = (handle: string, before = ''): string =>
  `${before}export const find = (id) => ${handle}.${ASK};`;
const inClass = (members: string): string =>
  `${BOTH}import { Pool } from 'pg';\nclass Users { ${members} find(id) { return this.store.${ASK}; } }`;
const words = (text: string): string[] => text.split(' ');

/** What a placeholder is called in the database that gets the statement; null where nothing shows which that is. */
const PLACEHOLDERS: readonly (readonly [placeholder: string | null, codes: readonly string[]])[] = [
  [
    '$1',
    [
      ...words(
        'pgPool postgresDb postgresqlConn neonDb userPgPool usersPostgres pgvectorDb db.pgPool this.pgPool app.pgPool server.pg',
      ).map((handle) => asked(handle)),
      asked('pgPool.primary'),
      asked("pools['pgPool']"),
      asked('db', "import 'pg';\n"),
      asked('db', "import 'knex';\nimport 'pg';\n"),
      ...words(
        'pg pg-pool pg-promise postgres @neondatabase/serverless zapatos zapatos/db @electric-sql/pglite',
      ).map((name) => asked('store', `import driver from '${name}';\nconst store = driver.make();\n`)),
      asked('store', `${BOTH}const store = new pg.Pool();\n`),
      asked('store', `${BOTH}const pool = new pg.Pool();\nconst store = await pool.connect();\n`),
      asked('(await store)', `${BOTH}const store = pg.connect();\n`),
      asked('store', `${BOTH}let store = null;\nstore = pg.connect();\n`),
      asked('store', `${BOTH}let store;\nstore = pg.connect();\n`),
      `${BOTH}import { Pool } from 'pg';\nexport const find = (store: Pool, id) => store.${ASK};`,
      `${BOTH}import { Pool } from 'pg';\nexport const find = (store: Pool | null, id) => store.${ASK};`,
      `${BOTH}export const find = (store: pg.Pool, id) => store.${ASK};`,
      `${BOTH}export const find = (store: pg.types.Pool, id) => store.${ASK};`,
      inClass('store: Pool;'),
      inClass('store = new Pool();'),
      inClass("'store': Pool;"),
      inClass('constructor(private readonly store: Pool) {}'),
      inClass('constructor(private store: Pool = make()) {}'),
      inClass('make(store) {} constructor(other, private last: string, private store: Pool) {}'),
    ],
  ],
  [
    '?',
    [
      ...words(
        'mysqlPool mySQLDb connMySQL mariadbPool sqliteDb sqlite3Db userSqlite d1 libsqlDb app.mysqlPool',
      ).map((handle) => asked(handle)),
      ...words(
        'mysql mysql2 mysql2/promise mariadb better-sqlite3 sqlite3 @libsql/client @libsql/client/web',
      ).map((name) => asked('store', `import driver from '${name}';\nconst store = driver.make();\n`)),
      asked('store', `${BOTH}const store = mysql.createPool();\n`),
      asked('db', `${BOTH}const db = new sqlite3.Database('a');\n`),
      asked('pool', "import 'pg';\nimport mysql from 'mysql2';\nconst pool = mysql.createPool();\n"),
    ],
  ],
  [
    null,
    [
      ...words('db pool appDb this.db app.database serverDb').map((handle) => asked(handle)),
      asked('db', BOTH),
      ...words('mypg pgx my-mysql mysqlx mysql2/promises sqlite3x @libsql/clients knex').map((name) =>
        asked('db', `import driver from '${name}';\nconst db = driver.make();\n`),
      ),
      inClass('other: Pool;').replace('this.store', 'this.db'),
      inClass('db: Pool;').replace('this.store', 'other.db'),
      inClass('constructor(db: Pool) {}').replace('this.store', 'this.db'),
      inClass('set(db: Pool) {}').replace('this.store', 'this.db'),
    ],
  ],
];

test.each(PLACEHOLDERS.flatMap(([placeholder, codes]) => codes.map((code) => [placeholder, code] as const)))(
  'a value becomes %s in %s',
  (placeholder, code) => {
    const found = lint(code, ['no-interpolated-sql']);
    expect(found.map(({ messageId }) => messageId)).toEqual(['value']);
    expect(found.flatMap(({ suggestions = [] }) => suggestions.map(({ desc }) => desc))).toEqual(
      placeholder === null ? [] : [`Pass it as the bind parameter ${placeholder}.`],
    );
  },
);

/** Text that is a statement only where a database certainly gets it. */
const SURE = 'query(`SELECT ${req.query.q}`)';
const got = (handle: string, before = ''): string => `${before}app.get('/', (req) => ${handle}.${SURE});`;

test.each([
  ...words(
    'db userDb dbUsers getPool() this.db this.#db app.db appDb ctx.db db.client tx.sql DB userEntityManager myUsersDb',
  ).map((handle) => got(handle)),
  got('store', 'const store: Knex = make();\n'),
  got('db', "import app from 'express';\nconst db = app.get('db');\n"),
  got('db', 'let db = null;\n'),
  got('store', 'const store: orm.DataSource = make();\n'),
  got('store', 'const store: null | Knex = make();\n'),
])('a database gets what is asked for in %s', (code) => {
  expect(lint(code, ['no-interpolated-sql']).length).toBe(1);
});

test.each([
  ...words(
    'store users redis redisDb mongoDb queryClient apiDb2 dbs2 cache db.cache db.redisClient database2 page rdb dbx',
  ).map((handle) => got(handle)),
  got('db', "import db from 'redis';\n"),
  got('db', 'const db: Map<string, string> = make();\n'),
  got('db', "const db = 'users.db';\n"),
  got('store', 'const store: Knexx = make();\n'),
  got('store', 'const store: MyKnex = make();\n'),
  got('store', 'const store: redis.Other = make();\n'),
])('nothing shows that a database gets what is asked for in %s', (code) => {
  expect(lint(code, ['no-interpolated-sql'])).toEqual([]);
});

/** What a variable holds where a database gets it, after the text of a client was put into it. */
const held = (after: string): string =>
  `app.get('/', (req) => { let text = \`SELECT \${req.query.q}\`; ${after} return db.query(text); });`;

test.each([
  [1, ''],
  [1, "if (other) text = 'SELECT 1';"],
  [1, "if (other) { text = 'SELECT 1'; return db.query(text); }"],
  [1, "const later = () => { text = 'SELECT 1'; };"],
  [1, "text += ' LIMIT 9';"],
  [1, "text = text + ' LIMIT 9';"],
  [1, 'text = text.trim();'],
  [0, "text = 'SELECT 1';"],
  [0, "text ||= 'SELECT 1';"],
  [0, 'text = load();'],
  [0, '[text] = load();'],
  [0, '({ text } = load());'],
  [0, 'for (text of load()) keep();'],
])('%s texts of a client reach the database after: %s', (count, after) => {
  expect(lint(held(after), ['no-interpolated-sql']).length).toBe(count);
});
