import { testCases, testRule } from '../rule-cases.ts';

/** A table of PostgreSQL with one more column. */
const table = (column: string): string =>
  `pgPool.query(\`CREATE TABLE visits (id bigint PRIMARY KEY, ${column})\`);`;

testRule('prefer-timestamptz', {
  valid: [
    { code: 'CREATE TABLE visits (id INTEGER PRIMARY KEY, data jsonb, at timestamp);', filename: 'dump.sql' },
    { code: 'CREATE TABLE `visits` (id int PRIMARY KEY, at timestamp);', filename: 'dump.sql' },
    { code: "CREATE TABLE visits (id int PRIMARY KEY, kind enum('a'), at timestamp);", filename: 'dump.sql' },
    { code: '-- serial\nCREATE TABLE visits (id int PRIMARY KEY, at timestamp);', filename: 'dump.sql' },
    // What a migration makes again when it is taken back, and tables that end with the session.
    {
      code: "export const down = (db) => db.query('CREATE TABLE visits (id uuid PRIMARY KEY, at timestamp)');",
      filename: 'migrations/1.ts',
    },
    "import pg from 'pg'; new pg.Pool().query('CREATE TEMP TABLE visits (at timestamp)');",
    "import pg from 'pg'; new pg.Pool().query('CREATE TABLE visits (day date, at time)');",
    { code: 'CREATE TABLE visits (id int PRIMARY KEY, at timestamp);', filename: 'dump.sql' },
    // Lines that are shown, and not held.
    'show({ users: `CREATE TABLE users (id serial, at timestamp)` });',
    "const lines = { users: 'CREATE TABLE users (id serial, at timestamp)' };",
    table('at timestamptz NOT NULL'),
    table('at TIMESTAMPTZ(3)'),
    table('at timestamp with time zone'),
    table('at TIMESTAMP WITH TIME ZONE NOT NULL'),
    table('at timestamp(3) with time zone'),
    table('day date'),
    table('at time without time zone'),
    table('timestamp bigint'),
    table('"timestamp" timestamptz'),
    table("note text DEFAULT 'a timestamp'"),
    table('note text -- at timestamp\n'),
    table("at timestamptz DEFAULT (now() AT TIME ZONE 'UTC')"),
    table('at timestamptz DEFAULT now()::timestamp'),
    table('at timestamptz DEFAULT CAST(now() AS timestamp)'),
    table('at timestamptz, CHECK (at > CAST(0 AS timestamp))'),
    table('at timestamp ${zone}'),
    table('${column} timestamp'),
    table('at ${type}'),
    table('PRIMARY KEY (timestamp)'),
    "pgPool.query('SELECT at::timestamp FROM visits LIMIT 1')",
    "pgPool.query('SELECT CAST(at AS timestamp) FROM visits LIMIT 1')",
    "pgPool.query('CREATE INDEX i ON visits (timestamp)')",
    "pgPool.query('ALTER TABLE visits ALTER COLUMN at TYPE timestamptz')",
    "pgPool.query('ALTER TABLE visits DROP COLUMN timestamp')",
    "pgPool.query('ALTER TABLE visits ADD CONSTRAINT timestamp UNIQUE (at)')",
    "pgPool.query('ALTER TABLE visits ADD at timestamptz')",
    "pgPool.query('CREATE TABLE visits AS SELECT now()::timestamp AS at')",
    "db.query('CREATE TABLE visits (id bigint PRIMARY KEY, at timestamp NOT NULL)')",
    "db.query('CREATE TABLE visits (uuid char(36) PRIMARY KEY, at timestamp NOT NULL)')",
    "db.query('CREATE TABLE visits (id char(36) DEFAULT (uuid()), at timestamp NOT NULL)')",
    "db.query('CREATE TABLE visits (id int AUTO_INCREMENT PRIMARY KEY, at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)')",
    "db.query('CREATE TABLE visits (id uuid, at timestamp) ENGINE=InnoDB')",
    "db.query('CREATE TABLE visits (id uuid, at timestamp, seen datetime)')",
    'db.query("CREATE TABLE visits (id int, list text DEFAULT \'[]\', at timestamp)")',
    "mysqlPool.query('CREATE TABLE visits (id bigint, at timestamp)')",
    "sqliteDb.exec('CREATE TABLE visits (id bigint, at timestamp)')",
    "import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({});\npool.query('CREATE TABLE visits (id bigint, at timestamp)');",
    "import Database from 'better-sqlite3';\nconst db = new Database('a.db');\ndb.exec('CREATE TABLE visits (id bigint, at timestamp)');",
    { code: table('at timestamp'), filename: 'tests/visits.test.ts' },
    { code: table('at timestamp'), filename: 'tests/seeds/visits.ts' },
    {
      code: "db.query('CREATE TABLE visits (id int AUTO_INCREMENT, at timestamp)')",
      options: [{ dialect: 'postgresql' }],
    },
    "log.info('CREATE TABLE visits (id uuid, at timestamp)')",
    "export const text = 'CREATE TABLE visits (id uuid NOT NULL, at timestamp)';",
  ],
  invalid: [
    // An integer for a key that another table gave, beside one that PostgreSQL numbers.
    {
      code: 'CREATE TABLE kinds (kind_id integer PRIMARY KEY, name text);\nCREATE TABLE visits (id SERIAL PRIMARY KEY, at ⟦timestamp⟧);',
      filename: 'schema.sql',
    },
    'export default `CREATE TABLE "Items" (id serial PRIMARY KEY, at ⟦timestamp without time zone⟧ NOT NULL)`;',
    {
      code: 'CREATE TABLE visits (id bigserial PRIMARY KEY, at ⟦timestamp⟧);',
      filename: 'db-migrations/002.sql',
    },
    {
      code: '-- Structure of `visits`\nCREATE TABLE visits (id serial PRIMARY KEY, at ⟦timestamp⟧);',
      filename: 'dump.sql',
    },
    {
      code: "CREATE TYPE kind AS ENUM ('a');\nCREATE TABLE visits (id int PRIMARY KEY, at ⟦timestamp⟧);",
      filename: 'dump.sql',
    },
    {
      code: '/* Drops `visits` */\nCREATE TABLE "visits" (id int, at ⟦TIMESTAMP(3)⟧, CONSTRAINT "visits_pkey" PRIMARY KEY (id));',
      filename: 'migrations/1/migration.sql',
    },
    {
      code: "CREATE TABLE visits (id serial PRIMARY KEY, note text DEFAULT 'auto_increment', at ⟦timestamp⟧);",
      filename: 'dump.sql',
    },
    {
      code: 'CREATE TABLE visits (id uuid PRIMARY KEY, at ⟦timestamp without time zone⟧);',
      filename: 'dump.sql',
    },
    {
      code: "db.query('CREATE TABLE visits (id uuid PRIMARY KEY, at ⟦timestamp⟧)');",
      filename: 'db/seeds/visits.ts',
    },
    "import pg from 'pg'; new pg.Pool().query('CREATE TABLE visits (at ⟦timestamp⟧) PARTITION BY RANGE (at)');",
    'const tables = { users: `CREATE TABLE users (id serial, at ⟦timestamp⟧)`, visits: `CREATE TABLE visits (id serial, at ⟦timestamp⟧)` }; exports.tables = Object.values(tables);',
    'export const createVisits = () => `CREATE TABLE visits (id uuid NOT NULL, at ⟦timestamp⟧)`;',
    { code: table('at ⟦timestamp⟧'), filename: 'db/seeds/seed.js' },
    { code: table('at ⟦timestamp⟧'), filename: 'bin/seed.js' },
    table('at ⟦timestamp⟧ NOT NULL'),
    table('at ⟦TIMESTAMP⟧ NOT NULL DEFAULT NOW()'),
    table('at ⟦timestamp⟧'),
    table('at ⟦timestamp(3)⟧ NOT NULL'),
    table('at ⟦timestamp without time zone⟧ NOT NULL'),
    table('at ⟦TIMESTAMP (6) WITHOUT TIME ZONE⟧'),
    table('"at" ⟦timestamp⟧'),
    table('timestamp ⟦timestamp⟧ NOT NULL'),
    table('at ⟦timestamp⟧[]'),
    table('a ⟦timestamp⟧, b timestamptz, c ⟦timestamp⟧'),
    table("at ⟦timestamp⟧ DEFAULT (now() AT TIME ZONE 'UTC')"),
    "pgPool.query('CREATE TABLE IF NOT EXISTS shop.visits (at ⟦timestamp⟧)')",
    "pgPool.query('CREATE UNLOGGED TABLE visits (at ⟦timestamp⟧)')",
    'pgPool.query(`CREATE TABLE ${name} (at ⟦timestamp⟧)`)',
    "pgPool.query('ALTER TABLE visits ADD COLUMN at ⟦timestamp⟧')",
    "pgPool.query('ALTER TABLE visits ADD at ⟦timestamp⟧ NOT NULL')",
    "pgPool.query('ALTER TABLE IF EXISTS ONLY visits ADD COLUMN IF NOT EXISTS at ⟦timestamp⟧, DROP COLUMN b')",
    "db.query('CREATE TABLE visits (id uuid PRIMARY KEY, at ⟦timestamp⟧ NOT NULL)')",
    "db.query('CREATE TABLE visits (id serial PRIMARY KEY, at ⟦timestamp⟧ NOT NULL)')",
    "db.query('CREATE TABLE visits (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at ⟦timestamp⟧)')",
    "db.query('CREATE TABLE visits (id bigint, tags text[], at ⟦timestamp⟧)')",
    "db.query('CREATE TABLE users (id uuid PRIMARY KEY)');\ndb.query('CREATE TABLE visits (id bigint, at ⟦timestamp⟧)');",
    "import { Pool } from 'pg';\nconst pool = new Pool();\npool.query('CREATE TABLE visits (at ⟦timestamp⟧)');",
    "import postgres from 'postgres';\nconst sql = postgres();\nsql`CREATE TABLE visits (at ⟦timestamp⟧)`;",
    { code: table('at ⟦timestamp⟧'), filename: 'db/migrations/001.ts' },
    { code: table('at ⟦timestamp⟧'), filename: 'tests/visits.test.ts', options: [{ checkTests: true }] },
    {
      code: "db.query('CREATE TABLE visits (id bigint PRIMARY KEY, at ⟦timestamp⟧ NOT NULL)')",
      options: [{ dialect: 'postgresql' }],
    },
  ],
  suggestions: [
    { code: table('at timestamp NOT NULL'), output: table('at timestamptz NOT NULL') },
    { code: table('at TIMESTAMP(3)'), output: table('at TIMESTAMPTZ(3)') },
    { code: table('at timestamp(3) without time zone'), output: table('at timestamptz(3)') },
  ],
  messages: [
    {
      code: table('visited_at timestamp'),
      message: 'visited_at drops the offset that comes with a time: make it timestamptz.',
    },
  ],
});

/** A table in a file of SQL, which no driver gives to a database, laid out as by hand. */
const dumped = (columns: string, rest = ''): { code: string; filename: string } => ({
  code: `CREATE TABLE visits (${columns})${rest};`.replaceAll(' ', '\n  '),
  filename: 'dump.sql',
});

testCases('prefer-timestamptz', {
  // What PostgreSQL alone has in a table.
  invalid: [
    ...'timestamptz jsonb bytea citext tsvector inet serial bigserial smallserial uuid text[]'
      .split(' ')
      .map((type) => dumped(`more ${type}, at ⟦timestamp⟧`)),
    ...[
      'TIME WITH TIME ZONE',
      'time without time zone',
      'int GENERATED ALWAYS AS IDENTITY',
      'char(36) DEFAULT gen_random_uuid()',
      'int DEFAULT (0 :: int)',
      ...['PRIMARY KEY', 'NOT NULL', 'DEFAULT f()', 'UNIQUE', 'REFERENCES users'].map(
        (rest) => `uuid ${rest}`,
      ),
    ].map((type) => dumped(`more ${type}, at ⟦timestamp⟧`)),
    dumped('at ⟦timestamp⟧, more uuid'),
    dumped('"more" uuid, at ⟦timestamp⟧'),
    dumped('more uuid , at ⟦timestamp⟧'),
    dumped('at ⟦timestamp⟧, CONSTRAINT "visits_pkey" PRIMARY KEY (at)'),
    // Names that begin or end as signs of others do.
    ...'unsigned_total total_unsigned datetimes xdatetime strftime_of engine enum_of charsets'
      .split(' ')
      .map((name) => dumped(`${name} jsonb, at ⟦timestamp⟧`)),
  ],
  // What only others have, whatever else there is.
  valid: [
    ...'tinyint mediumint datetime longtext mediumtext nvarchar(9) varchar2(9) enum(1)'
      .split(' ')
      .map((type) => dumped(`id uuid, more ${type}, at timestamp`)),
    ...[
      'int AUTO_INCREMENT',
      'int autoincrement',
      'int UNSIGNED',
      'text CHARSET utf8',
      "int DEFAULT (strftime('%s'))",
      'timestamp ON UPDATE CURRENT_TIMESTAMP',
      'INTEGER PRIMARY KEY',
    ].map((type) => dumped(`more ${type}, id uuid, at timestamp`)),
    dumped('id uuid, at timestamp', ' WITHOUT ROWID'),
    dumped('id uuid, at timestamp', ' ENGINE = InnoDB'),
    // Names that begin or end as signs of PostgreSQL do.
    ...'jsonbs xjsonb inet_of serial_number uuid_of citexts'
      .split(' ')
      .map((name) => dumped(`${name} int, at timestamp`)),
    dumped('more uuids, at timestamp'),
    dumped('more uuid2 NOT NULL, at timestamp'),
    dumped('at timestamp, CONSTRAINT visits_pkey PRIMARY KEY (at)'),
  ],
});
