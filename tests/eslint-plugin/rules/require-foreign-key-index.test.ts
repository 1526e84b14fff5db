import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../lint.ts';
import { testRule } from '../rule-cases.ts';

/** A table of PostgreSQL with a foreign key, and what follows it. */
const orders = (column: string, rest = ''): string =>
  `db.query(\`CREATE TABLE orders (id uuid PRIMARY KEY, ${column}); ${rest}\`);`;
const key = 'user_id uuid NOT NULL REFERENCES users (id)';
const marked = key.replace('user_id', '⟦user_id⟧');

testRule('require-foreign-key-index', {
  valid: [
    // Who did it.
    ...['created_by', 'approved_by_user_id', 'updated_by_id', 'registrado_por_id', '"verifiedBy"'].map(
      (column) => orders(`${column} uuid REFERENCES users (id)`),
    ),
    // A few rows.
    'db.query(`CREATE TABLE app_settings (key text PRIMARY KEY, updated_by uuid REFERENCES users (id))`);',
    `const before = \`CREATE TABLE orders (id uuid PRIMARY KEY, ${key});\`;\nexport const up = (knex) => knex.raw('DROP TABLE orders');\nexport const down = (knex) => knex.raw(before);`,
    orders('total int'),
    `export function down(db) { ${orders(key)} }`,
    orders('user_id uuid'),
    orders(key, 'CREATE INDEX ON orders (user_id)'),
    orders(key, 'CREATE INDEX orders_by_user ON orders (user_id)'),
    orders(key, 'CREATE UNIQUE INDEX i ON orders (user_id)'),
    orders(key, 'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (user_id)'),
    orders(key, 'CREATE INDEX i ON ONLY orders USING btree (user_id DESC)'),
    orders(key, 'CREATE INDEX i ON public.orders ("user_id")'),
    orders(key, 'CREATE INDEX i ON orders (user_id, created_at DESC)'),
    orders(key, 'CREATE INDEX i ON orders USING hash (user_id)'),
    orders(key, 'CREATE INDEX i ON orders (user_id) WHERE deleted_at IS NULL'),
    orders(key, 'CREATE INDEX i ON ${table} (user_id)'),
    orders(key, 'ALTER TABLE orders ADD UNIQUE (user_id)'),
    orders(key, 'ALTER TABLE orders ADD CONSTRAINT one UNIQUE (user_id, total)'),
    orders(`${key} UNIQUE`),
    orders(`${key}, UNIQUE (user_id, day)`),
    orders('user_id uuid UNIQUE REFERENCES users (id)'),
    "db.query('CREATE TABLE profiles (user_id uuid PRIMARY KEY REFERENCES users (id))');",
    "db.query('CREATE TABLE t (user_id uuid REFERENCES users (id), n int, PRIMARY KEY (user_id, n))');",
    "db.query('CREATE TABLE t (a uuid, b uuid, FOREIGN KEY (a, b) REFERENCES u (a, b), PRIMARY KEY (b, a))');",
    "db.query('CREATE TABLE t (a uuid, b uuid, FOREIGN KEY (a, b) REFERENCES u (a, b), PRIMARY KEY (a, c))');",
    `db.query('CREATE TABLE orders (id uuid PRIMARY KEY, ${key})');\ndb.query('CREATE INDEX i ON orders (user_id)');`,
    `const up = () => db.query('CREATE INDEX i ON orders (user_id)');\ndb.query('CREATE TABLE orders (${key})');`,
    "db.query('ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id)');",
    "db.query('ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id)');",
    "db.query('CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id))');",
    "import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({});\npool.query('CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES u (id))');",
    "db.query('CREATE TABLE t (a int REFERENCES u (id))');",
    "db.query('CREATE TEMP TABLE t (a uuid REFERENCES u (id))');",
    'db.query(`CREATE TABLE ${name} (a uuid REFERENCES u (id))`);',
    'db.query(`CREATE TABLE t (${column} uuid REFERENCES u (id))`);',
    'db.query(`CREATE TABLE t (id uuid, FOREIGN KEY (a, ${column}) REFERENCES u (a, b))`);',
    "db.query(`CREATE TABLE t (id uuid, note text DEFAULT 'REFERENCES')`);",
    "log.info('CREATE TABLE t (a uuid REFERENCES u (id))')",
    "export const text = 'CREATE TABLE t (a uuid REFERENCES u (id))';",
    { code: orders(key), filename: 'tests/store.test.ts' },
    { code: orders(key), filename: 'src/__tests__/store.ts' },
  ],
  invalid: [
    orders('⟦standby⟧ uuid REFERENCES users (id)'),
    orders('⟦by_user_id⟧ uuid REFERENCES users (id)'),
    'db.query(`CREATE TABLE user_settings (key text PRIMARY KEY, ⟦user_id⟧ uuid REFERENCES users (id))`);',
    orders(marked),
    orders(marked, 'CREATE INDEX i ON orders (created_at)'),
    orders(marked, 'CREATE INDEX i ON orders (created_at, user_id)'),
    orders(marked, 'CREATE INDEX i ON others (user_id)'),
    orders(marked, 'CREATE INDEX i ON orders (lower(user_id))'),
    orders(marked, 'CREATE INDEX i ON "Orders" (user_id)'),
    orders(marked, 'CREATE INDEX i ON orders ("User_id")'),
    orders(`${marked} ON DELETE RESTRICT`),
    orders('⟦user_id⟧ uuid, FOREIGN KEY (user_id) REFERENCES users (id)').replace(
      '⟦user_id⟧ uuid, FOREIGN KEY (user_id)',
      'user_id uuid, FOREIGN KEY (⟦user_id⟧)',
    ),
    orders('user_id uuid, CONSTRAINT fk FOREIGN KEY (⟦user_id⟧) REFERENCES users'),
    orders('⟦"userId"⟧ uuid REFERENCES users'),
    orders(`${marked}, ⟦shop_id⟧ uuid REFERENCES shops (id)`),
    orders(`${marked}, UNIQUE (day, user_id)`),
    "db.query('CREATE TABLE user_roles (user_id uuid REFERENCES users, ⟦role_id⟧ uuid REFERENCES roles, PRIMARY KEY (user_id, role_id))');",
    "db.query('CREATE TABLE t (a uuid, b uuid, FOREIGN KEY (⟦a⟧, b) REFERENCES u (a, b), PRIMARY KEY (c, a))');",
    "db.query('CREATE TABLE t (id bigserial, ⟦parent_id⟧ bigint REFERENCES t (id))');",
    "db.query('ALTER TABLE orders ADD COLUMN ⟦user_id⟧ uuid REFERENCES users (id)');",
    "db.query('ALTER TABLE orders ADD COLUMN IF NOT EXISTS ⟦user_id⟧ uuid REFERENCES users (id), ADD COLUMN n int');",
    "import { Pool } from 'pg';\nconst pool = new Pool();\npool.query('CREATE TABLE t (⟦a⟧ int REFERENCES u (id))');",
    "import Database from 'better-sqlite3';\nconst db = new Database('a');\ndb.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, ⟦a⟧ INTEGER REFERENCES u (id))');",
    'sql`CREATE TABLE t (⟦a⟧ uuid REFERENCES u (id))`',
    "db.query('CREATE TABLE IF NOT EXISTS shop.t (⟦a⟧ uuid REFERENCES u (id))');",
    { code: orders(marked), filename: 'db/migrations/001.ts' },
    { code: orders(marked.replace('uuid', 'int')), filename: 'src/schema.ts' },
    {
      code: "db.query('CREATE TABLE t (id int, ⟦a⟧ int REFERENCES u (id))');",
      options: [{ dialect: 'postgresql' }],
    },
  ],
  suggestions: [
    {
      code: 'db.query(`CREATE TABLE orders (user_id uuid REFERENCES users (id)); SELECT 1`);',
      output:
        'db.query(`CREATE TABLE orders (user_id uuid REFERENCES users (id)); CREATE INDEX ON orders (user_id); SELECT 1`);',
    },
    {
      code: 'db.query(`CREATE TABLE t (a uuid, b uuid, FOREIGN KEY (a, b) REFERENCES u (a, b));`);',
      output:
        'db.query(`CREATE TABLE t (a uuid, b uuid, FOREIGN KEY (a, b) REFERENCES u (a, b)); CREATE INDEX ON t (a, b);`);',
    },
  ],
  messages: [
    {
      code: orders(key),
      message:
        'Nothing indexes user_id, so that every DELETE in users and every join from it reads all of orders: add an index.',
    },
  ],
});

test('a later migration that is named for indexes may make it', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'later-indexes-'));
  const folder = join(cwd, 'migrations');
  const code = orders(key);
  const count = (name: string, index: string): number => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), index);
    return lint(code, ['require-foreign-key-index'], { cwd, filename: 'migrations/002-orders.js' }).length;
  };
  const index = 'db.query(`CREATE INDEX orders_user ON "orders" ("user_id")`);';
  for (const name of [
    '003-add-indexes.js',
    '003-indices.ts',
    '003-index.sql',
    '003-index-orders.mjs',
    '003-Index.cts',
  ])
    expect(count(name, index), name).toBe(0);
  for (const name of ['003-orders.sql', '003-indexes.json', '003-indexes.sql.bak'])
    expect(count(name, index), name).toBe(1);
  for (const on of [
    'ON orders(user_id)',
    'ON  ONLY  public.orders  ( user_id, at)',
    'on "shop"."orders" using btree ("user_id")',
    'ON `orders` USING  btree  (`user_id` DESC)',
  ])
    expect(count('003-add-indexes.js', `CREATE INDEX orders_user\n${on};`), on).toBe(0);
  for (const on of [
    'ON orders (at, user_id)',
    'ON orders (user_id_text)',
    'ON orders_old (user_id)',
    'ON orders (lower(user_id))',
    'OF orders (user_id)',
    'person orders (user_id)',
  ])
    expect(count('003-add-indexes.js', `CREATE INDEX orders_user\n${on};`), on).toBe(1);
  expect(count('003-add-indexes.js', index.replace('user_id', 'shop_id'))).toBe(1);
  expect(count('003-add-indexes.js', index.replace('"orders"', '"old_orders"'))).toBe(1);
  expect(count('001-add-indexes.js', index)).toBe(1);
  expect(count('003-shops.js', index)).toBe(1);
  rmSync(cwd, { recursive: true });
});
