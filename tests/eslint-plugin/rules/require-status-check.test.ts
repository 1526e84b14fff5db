import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../lint.ts';
import { testRule } from '../rule-cases.ts';

const table = (columns: string): string => `await db.query(\`CREATE TABLE orders (${columns})\`);`;

testRule('require-status-check', {
  valid: [
    // A copy that takes the place of a table.
    "db.query(`CREATE TABLE new_orders (id uuid PRIMARY KEY, status text DEFAULT 'new')`);",
    // A type of its own that is named as text begins.
    "db.query(`CREATE TABLE charges (id INT PRIMARY KEY, status charge_status NOT NULL DEFAULT 'open')`);",
    "db.query('CREATE TABLE orders (id uuid PRIMARY KEY, status integer NOT NULL DEFAULT 0)');",
    "db.query('CREATE TABLE orders (id uuid PRIMARY KEY, status text NOT NULL)');",
    table(
      "id uuid PRIMARY KEY, status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid'))",
    ),
    table("id uuid PRIMARY KEY, status text DEFAULT 'pending', CHECK (status IN ('pending', 'paid'))"),
    table(
      "id uuid PRIMARY KEY, status text DEFAULT 'pending', CONSTRAINT known CHECK (lower(status) = status)",
    ),
    table("id uuid PRIMARY KEY, status order_status NOT NULL DEFAULT 'pending'"),
    table("id uuid PRIMARY KEY, status text DEFAULT 'pending' REFERENCES order_statuses (name)"),
    table(
      "id uuid PRIMARY KEY, status text DEFAULT 'pending', FOREIGN KEY (status) REFERENCES statuses (name)",
    ),
    table("id int PRIMARY KEY, status ENUM('pending', 'paid') DEFAULT 'pending'"),
    table('id uuid PRIMARY KEY, status text'),
    table('id uuid PRIMARY KEY, status text NOT NULL'),
    table("id uuid PRIMARY KEY, status text DEFAULT ''"),
    table('id uuid PRIMARY KEY, status text DEFAULT NULL'),
    table('id uuid PRIMARY KEY, status integer NOT NULL DEFAULT 0'),
    table('id uuid PRIMARY KEY, status boolean DEFAULT true'),
    table("id uuid PRIMARY KEY, state text DEFAULT 'https://example.com/a'"),
    table("id uuid PRIMARY KEY, name text DEFAULT 'anonymous'"),
    table("id uuid PRIMARY KEY, city text DEFAULT 'Berlin'"),
    table("id uuid PRIMARY KEY, type text DEFAULT 'x'"),
    table("id uuid PRIMARY KEY, status_text text DEFAULT 'pending'"),
    table("id uuid PRIMARY KEY, statuses text DEFAULT 'pending'"),
    table("id uuid PRIMARY KEY, status text DEFAULT current_setting('app.status')"),
    "await db.query(\"CREATE TABLE orders (status text DEFAULT 'new'); ALTER TABLE orders ADD CONSTRAINT known CHECK (status IN ('new'));\");",
    "await db.query(\"ALTER TABLE orders ADD COLUMN status text DEFAULT 'new' CHECK (status <> '')\");",
    "await db.query('ALTER TABLE orders DROP COLUMN status');",
    'await db.query("ALTER TABLE orders ALTER COLUMN status SET DEFAULT \'new\'");',
    'await db.query("SELECT id FROM orders WHERE status = \'new\' LIMIT 10");',
    'await db.query("UPDATE orders SET status = \'paid\' WHERE id = $1", [id]);',
    'const text = "CREATE TABLE orders (status text DEFAULT \'new\')";\nexpect(text).toBe(other);',
    { code: table("id uuid PRIMARY KEY, status text DEFAULT 'new'"), filename: 'tests/orders.test.ts' },
  ],
  invalid: [
    "db.query(`CREATE TABLE news (id uuid PRIMARY KEY, ⟦status⟧ text DEFAULT 'new')`);",
    table("id uuid PRIMARY KEY, ⟦status⟧ text DEFAULT 'new'"),
    table("id uuid PRIMARY KEY, ⟦status⟧ text NOT NULL DEFAULT 'new'"),
    table("id uuid PRIMARY KEY, ⟦status⟧ VARCHAR(50) NOT NULL DEFAULT 'pending'"),
    table("id uuid PRIMARY KEY, ⟦status⟧ varchar DEFAULT 'in progress' NOT NULL"),
    table("id uuid PRIMARY KEY, ⟦status⟧ character varying(20) DEFAULT 'new'"),
    table('id uuid PRIMARY KEY, ⟦"status"⟧ text DEFAULT \'new\''),
    table("id uuid PRIMARY KEY, ⟦STATUS⟧ text DEFAULT 'new'"),
    table("id uuid PRIMARY KEY, ⟦state⟧ text DEFAULT 'open'"),
    table("id uuid PRIMARY KEY, ⟦role⟧ text DEFAULT 'user'"),
    table("id uuid PRIMARY KEY, ⟦payment_status⟧ text DEFAULT 'unpaid'"),
    table("id uuid PRIMARY KEY, ⟦user_role⟧ text DEFAULT 'user'"),
    table("id uuid PRIMARY KEY, ⟦priority⟧ text DEFAULT 'low'"),
    table("id uuid PRIMARY KEY, ⟦visibility⟧ text DEFAULT 'public'"),
    table("id uuid PRIMARY KEY, ⟦status⟧ text DEFAULT 'new', total numeric CHECK (total >= 0)"),
    table("id uuid PRIMARY KEY, total numeric CHECK (total >= 0), ⟦status⟧ text DEFAULT 'new'"),
    table("id uuid PRIMARY KEY, ⟦status⟧ text DEFAULT 'new', ⟦role⟧ text DEFAULT 'user'"),
    'await db.query("ALTER TABLE orders ADD COLUMN ⟦status⟧ text DEFAULT \'new\'");',
    'await db.query("ALTER TABLE orders ADD ⟦status⟧ text NOT NULL DEFAULT \'new\'");',
    {
      code: table("id uuid PRIMARY KEY, ⟦status⟧ text DEFAULT 'new'"),
      filename: 'migrations/0002-orders.ts',
    },
  ],
  messages: [
    {
      code: table("id uuid PRIMARY KEY, status text DEFAULT 'new'"),
      message:
        'status takes any text, so that a typing error becomes one more status: add CHECK (status IN (…)), or make it an enum.',
    },
  ],
});

test('a later migration may add the check', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'later-checks-'));
  const count = (filename: string, later: string, sql: string): number => {
    rmSync(join(cwd, 'db'), { recursive: true, force: true });
    mkdirSync(dirname(join(cwd, later)), { recursive: true });
    writeFileSync(join(cwd, later), sql);
    return lint(
      "CREATE TABLE orders (id uuid PRIMARY KEY, status text DEFAULT 'new');",
      ['require-status-check'],
      {
        cwd,
        filename,
      },
    ).length;
  };
  const own = 'db/migrations/002_orders.sql';
  const later = 'db/migrations/012_checks.sql';
  const sql =
    "ALTER TABLE orders ALTER COLUMN status TYPE varchar(30);\nALTER TABLE orders ADD CONSTRAINT known CHECK (\n  status IN ('new', 'paid')\n);";
  expect(count(own, later, sql)).toBe(0);
  expect(count('db/dump.sql', later, sql)).toBe(0);
  for (const change of [
    'alter  table  if  exists  only  "shop"."orders"  add  check  (status in (1))',
    'ALTER TABLE `orders` ADD CONSTRAINT known CHECK(lower(status) = any (kinds))',
    "ALTER TABLE orders ADD CHECK (length(note) > 3 AND `status` <> '')",
    "ALTER TABLE ONLY public.orders ADD CONSTRAINT known CHECK ((((kind)::text = 'a') OR ((status)::text = ANY (ARRAY['a', 'b']))))",
  ])
    expect(count(own, later, `${change};`), change).toBe(0);
  for (const change of [
    'ALTER TABLE orders_old ADD CHECK (status IN (1))',
    'ALTER TABLE orders ADD CHECK (order_status IN (1))',
    'ALTER TABLE orders ADD CHECK (at > (3 + (4))), ADD status_of int, ADD status text',
    'ALTER TABLE orders ADD recheck (status IN (1))',
    'ALTER TABLE orders; ALTER TABLE users ADD CHECK (status IN (1))',
    'CREATE TABLE orders (status text CHECK (status IN (1)))',
  ])
    expect(count(own, later, `${change};`), change).toBe(1);
  expect(count(own, later, sql.replace('CHECK (\n  status', 'CHECK (\n  kind'))).toBe(1);
  expect(count(own, later, sql.replaceAll('TABLE orders', 'TABLE old_orders'))).toBe(1);
  expect(count(own, 'db/migrations/001_checks.sql', sql)).toBe(1);
  expect(count(own, 'db/notes/012_checks.sql', sql)).toBe(1);
  expect(count(own, 'db/migrations/012_checks.txt', sql)).toBe(1);
  expect(count('db/dump.sql', 'db/migrations/012_checks.txt', sql)).toBe(1);
  rmSync(cwd, { recursive: true });
});
