import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../lint.ts';
import { testRule } from '../rule-cases.ts';

const pg = "import pg from 'pg';\nconst db = new pg.Pool();\n";
const table = (columns: string): string => `${pg}await db.query(\`CREATE TABLE users (${columns})\`);`;

testRule('no-case-sensitive-email', {
  valid: [
    // What soon goes.
    `${pg}await db.query('CREATE TABLE email_otps (id uuid PRIMARY KEY, email text UNIQUE)');`,
    // A copy that takes the place of a table.
    `${pg}await db.query('CREATE TABLE users_new (id uuid PRIMARY KEY, email text UNIQUE)');`,
    `${pg}await db.query('CREATE TABLE new_users (id uuid PRIMARY KEY, email text UNIQUE)');`,
    // A type of its own, which is named for text.
    table('id uuid PRIMARY KEY, email text_folded UNIQUE'),
    "pgPool.query('CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE)'); pgPool.query('INSERT INTO users (email) VALUES ($1)', [email.toLowerCase()]);",
    "import { Pool } from 'pg'; new Pool().query('CREATE TABLE users (id uuid PRIMARY KEY, username text UNIQUE)');",
    table('id uuid PRIMARY KEY, email text NOT NULL'),
    table('id uuid PRIMARY KEY, email citext NOT NULL UNIQUE'),
    table('id uuid PRIMARY KEY, email text COLLATE case_insensitive UNIQUE'),
    table('id uuid PRIMARY KEY, email text UNIQUE CHECK (email = lower(email))'),
    table('id uuid PRIMARY KEY, email text UNIQUE, CHECK (email = lower(email))'),
    table('id uuid PRIMARY KEY, email email_address UNIQUE'),
    table('id uuid PRIMARY KEY, name text UNIQUE'),
    table('id uuid PRIMARY KEY, slug text UNIQUE'),
    table('id uuid PRIMARY KEY, username text UNIQUE'),
    table('id uuid PRIMARY KEY, email_verified boolean UNIQUE'),
    table('id uuid PRIMARY KEY, email_count integer UNIQUE'),
    table('id uuid PRIMARY KEY, email text, tenant_id uuid, UNIQUE (tenant_id, email)'),
    `${pg}await db.query('CREATE TABLE users (email text NOT NULL); CREATE UNIQUE INDEX users_email ON users (lower(email));');`,
    `${pg}await db.query('CREATE TABLE users (email text UNIQUE); CREATE UNIQUE INDEX users_email ON users (lower(email));');`,
    `${pg}await db.query('CREATE TABLE users (email text); CREATE INDEX users_email ON users (email);');`,
    `${pg}await db.query('CREATE TABLE users (email text); CREATE UNIQUE INDEX other_email ON others (email);');`,
    `${pg}await db.query('CREATE TABLE users (email text UNIQUE)');\nawait db.query('SELECT id FROM users WHERE lower(email) = $1', [email]);`,
    `${pg}await db.query('ALTER TABLE users ADD COLUMN email text');`,
    `${pg}await db.query('ALTER TABLE users ADD COLUMN email citext UNIQUE');`,
    `${pg}await db.query('ALTER TABLE users DROP COLUMN email');`,
    `${pg}await db.query('SELECT email FROM users WHERE id = $1', [id]);`,
    `${pg}await db.query('CREATE TEMP TABLE users (email text UNIQUE)');`,
    "import mysql from 'mysql2';\nconst db = mysql.createPool({});\ndb.query('CREATE TABLE users (id int PRIMARY KEY, email varchar(255) UNIQUE)');",
    "db.query('CREATE TABLE users (id int AUTO_INCREMENT PRIMARY KEY, email varchar(255) UNIQUE)');",
    "db.query('CREATE TABLE users (id int PRIMARY KEY, email varchar(255) UNIQUE)');",
    "const text = 'CREATE TABLE users (email text UNIQUE)';\nexpect(text).toBe(other);",
    { code: table('id uuid PRIMARY KEY, email text UNIQUE'), filename: 'tests/users.test.ts' },
  ],
  invalid: [
    `${pg}await db.query('CREATE TABLE tokenholders (id uuid PRIMARY KEY, ⟦email⟧ text UNIQUE)');`,
    "import { Pool } from 'pg'; new Pool().query('CREATE TABLE users (id uuid PRIMARY KEY, ⟦user_email⟧ varchar(99) UNIQUE)');",
    table('id uuid PRIMARY KEY, ⟦email⟧ text UNIQUE'),
    table('id uuid PRIMARY KEY, ⟦email⟧ text NOT NULL UNIQUE'),
    table('id uuid PRIMARY KEY, ⟦email⟧ VARCHAR(255) NOT NULL UNIQUE'),
    table('id uuid PRIMARY KEY, ⟦email⟧ character varying(255) UNIQUE'),
    table('id uuid PRIMARY KEY, ⟦e_mail⟧ text UNIQUE'),
    table('id uuid PRIMARY KEY, ⟦email_address⟧ text UNIQUE'),
    table('id uuid PRIMARY KEY, ⟦user_email⟧ text UNIQUE'),
    table('id uuid PRIMARY KEY, ⟦"email"⟧ text UNIQUE'),
    table('id uuid PRIMARY KEY, ⟦EMAIL⟧ text UNIQUE'),
    table('id uuid PRIMARY KEY, ⟦email⟧ text, UNIQUE (email)'),
    table('id uuid PRIMARY KEY, ⟦email⟧ text, CONSTRAINT one_email UNIQUE (email)'),
    `${pg}await db.query('CREATE TABLE users (⟦email⟧ text NOT NULL); CREATE UNIQUE INDEX users_email ON users (email);');`,
    `${pg}await db.query('ALTER TABLE users ADD COLUMN ⟦email⟧ text UNIQUE');`,
    `${pg}await db.query('ALTER TABLE users ADD ⟦email⟧ text UNIQUE');`,
    "db.query('CREATE TABLE users (id uuid PRIMARY KEY, ⟦email⟧ text UNIQUE, at timestamptz)');",
    "import Database from 'better-sqlite3';\nconst db = new Database('a.db');\ndb.exec('CREATE TABLE users (id text PRIMARY KEY, ⟦email⟧ text UNIQUE)');",
    {
      code: table('id uuid PRIMARY KEY, ⟦email⟧ text UNIQUE'),
      filename: 'migrations/0001-users.ts',
    },
    {
      code: table('id uuid PRIMARY KEY, ⟦email⟧ text UNIQUE, login text UNIQUE'),
      language: 'espree',
      filename: 'src/schema.js',
    },
  ],
  messages: [
    {
      code: table('id uuid PRIMARY KEY, email text UNIQUE'),
      message:
        '`A@x.io` and `a@x.io` are two values of email, and one person gets two accounts: make the unique index on lower(email), and store it so.',
    },
  ],
});

test.each([
  ["db.query('INSERT INTO users (email) VALUES ($1)', [email.toLowerCase()]);", 'src/routes/auth.js', 0],
  ["body('email').isEmail().normalizeEmail();", 'src/routes/auth.js', 0],
  ['const normalizeEmail = other;', 'src/routes/auth.js', 1],
  ['register({ name, email: body.email.toLowerCase() });', 'src/routes/auths.ts', 0],
  [
    "db.query('INSERT INTO users (email) VALUES ($1)', [email.toLowerCase()]);",
    'src/routes/superAdmin.js',
    0,
  ],
  ['exports.email = { email: Joi.string().email()\n  .lowercase() };', 'src/middleware/validate.js', 0],
  // What is only looked at in lower case, of something else, or by a stranger.
  ['register({ name: body.name.toLowerCase(), email: body.email });', 'src/routes/auths.ts', 1],
  ['if (email.toLowerCase() === own) greet();', 'src/routes/auth.js', 1],
  [
    "db.query('INSERT INTO users (email) VALUES ($1)', [email]);\nname.toLowerCase();",
    'src/routes/auth.js',
    1,
  ],
  ["db.query('INSERT INTO users (email) VALUES ($1)', [email.toLowerCase()]);", 'node_modules/a/auth.js', 1],
])('another file of the project may store addresses in lower case: %s in %s', (code, file, count) => {
  const cwd = mkdtempSync(join(tmpdir(), 'lowered-emails-'));
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, 'package.json'), '{}');
  writeFileSync(join(cwd, file), code);
  const table = 'CREATE TABLE users (id uuid PRIMARY KEY, email text UNIQUE);';
  expect(lint(table, ['no-case-sensitive-email'], { cwd, filename: 'db/schema.sql' })).toHaveLength(count);
  rmSync(cwd, { recursive: true });
});

test.each([
  ['DROP TABLE users;', 0],
  ['DROP TABLE IF EXISTS "public"."users";', 0],
  ['DROP TABLE users; CREATE TABLE IF NOT EXISTS users (email text UNIQUE);', 1],
  ['DROP TABLE users_old;', 1],
  ['DROP TABLE users.audit;', 1],
])('a later migration may drop the table: %s', (later, count) => {
  const cwd = mkdtempSync(join(tmpdir(), 'dropped-table-'));
  mkdirSync(join(cwd, 'drizzle'));
  writeFileSync(join(cwd, 'drizzle/0002_later.sql'), later);
  const table = 'CREATE TABLE users (id uuid PRIMARY KEY, email text UNIQUE);';
  const filename = 'drizzle/0001_users.sql';
  expect(lint(table, ['no-case-sensitive-email'], { cwd, filename })).toHaveLength(count);
  rmSync(cwd, { recursive: true });
});

test.each([
  ['apps/api/src/users/service.ts', '{}', 0],
  ['apps/api/src/other.ts', '{}', 1],
  ['apps/api/src/other.ts', '{"dependencies":{"better-auth":"1"}}', 0],
])('another package of the project may store addresses in lower case: %s, %s', (file, packageJson, count) => {
  const cwd = mkdtempSync(join(tmpdir(), 'lowered-emails-'));
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  mkdirSync(join(cwd, 'packages/db'), { recursive: true });
  writeFileSync(join(cwd, 'package.json'), '{}');
  writeFileSync(join(cwd, 'packages/db/package.json'), packageJson);
  writeFileSync(join(cwd, file), "db.query('INSERT INTO users (email) VALUES ($1)', [email.toLowerCase()]);");
  const table = 'CREATE TABLE users (id uuid PRIMARY KEY, email text UNIQUE);';
  const filename = 'packages/db/schema.sql';
  expect(lint(table, ['no-case-sensitive-email'], { cwd, filename })).toHaveLength(count);
  rmSync(cwd, { recursive: true });
});
