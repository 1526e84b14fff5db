import { expect, test } from 'vitest';
import { scan } from '../../eslint-plugin/src/sql/scanner.ts';
import { lint } from './lint.ts';
import { testCases } from './rule-cases.ts';

/** Files are let go by their text before a rule looks at them; however a program is laid out, none may be that concerns one. */
const layouts: readonly (readonly [rule: string, code: string])[] = [
  ['no-select-star', "knex('users').select<User>('*');"],
  ['no-select-star', 'const rows = await pool.query(\n  `\n\n    (SELECT * FROM users)`,\n);'],
  ['no-select-star', 'db.query("use shop;select * from users where id = 1");'],
  ['no-select-star', "db.query('lock tables users write, orders read; select * from users where id = 1');"],
  ['no-select-star', 'db.query(`\n  use shop;\n  select * from users where id = 1`);'],
  ['no-verb-url', "app.get<Params>(\n  '/getUsers',\n  list,\n);"],
  ['no-verb-url', "fetch<User[]>('/getUsers');"],
  ['no-verb-url', "fetch ('/getUsers');"],
  ['no-verb-url', "fetch?.('/getUsers');"],
  ['no-verb-url', "axios?.get('http://0.0.0.0:3000/getUsers');"],
  ['no-error-in-success-status', "app.get('/users', (req, res) => { res.json<Body>({ success: false }); });"],
  [
    'no-error-in-success-status',
    "app.get('/users', (req, res) => { (res as Response).status(200).json({ success: false }); });",
  ],
  ['no-verb-url', "app['get']('/getUsers', list);"],
  ['no-verb-url', "app [ 'get' ] ('/getUsers', list);"],
  ['no-verb-url', "app.route({ 'method': 'GET', url: '/getUsers', handler: list });"],
  ['no-verb-url', "const routes = [{ 'method' : 'GET', path: '/getUsers', handler: list }];"],
  ['no-select-star', 'prisma.$queryRaw<User[]>`SELECT * FROM users`;'],
  ['no-select-star', "db.selectFrom('users').selectAll()"],
  ['no-dynamic-order-by', "app.get('/', (req) => knex('a').orderBy\n  (req.query.sort));"],
  ['no-dynamic-order-by', "app.get('/', (req) => Order.findAll({ 'order' : [[req.query.sort, 'ASC']] }));"],
  ['no-error-in-success-status', 'export const GET = () => NextResponse.json({ success: false });'],
  [
    'no-error-in-success-status',
    'export const GET = () => new Response(JSON.stringify({ success: false }));',
  ],
  [
    'no-internal-error-leak',
    "app.get('/', (req, res) => { try { a(); } catch (e) { fail(\n  res, 500, e.message); } });",
  ],
  ['jwt-require-expiry', "require('jsonwebtoken').sign({ id }, key);"],
  ['jwt-require-expiry', "const jwt = require<Jwt>('jsonwebtoken');\njwt.sign({ id }, key);"],
  ['jwt-require-expiry', "const jwt = require(\n  'jsonwebtoken',\n);\njwt.sign({ id }, key);"],
];

test.each(layouts)('%s is asked about %s', (rule, code) => {
  expect(lint(code, [rule]).map(({ ruleId }) => ruleId)).toEqual([`backend-patterns/${rule}`]);
});

test('a dollar quote ends at its own tag, and one that never ends is none', () => {
  const kinds = (text: string): string[] => scan(text).tokens.map(({ kind, text: own }) => `${kind} ${own}`);
  expect(kinds('$a$ x $b$ y $a$ $b$')).toEqual(['string $a$ x $b$ y $a$', 'parameter $b$']);
  expect(kinds('$a$a$ $$ x $$')).toEqual(['parameter $a$a$', 'string $$ x $$']);
});

/** A handler that is all of its file, so that no other text says that there is SQL in it. */
const only = (call: string): string => `app.get('/', (req) => ${call});`;
const words = (text: string): string[] => text.split(' ');
const Q = '⟦${req.query.q}⟧';

testCases('no-interpolated-sql', {
  valid: [
    only("db.query(start + ' from ' + 'x')"),
    only('log(`update of ${req.query.q} failed`)'),
    only('keep(`where ${req.query.q}`)'),
  ],
  invalid: [
    // How a statement begins, whatever stands before it.
    ...[
      `select a from ${Q}`,
      `Select a from ${Q}`,
      `(select a from ${Q})`,
      `  select a from ${Q}`,
      `\n\tselect a from ${Q}`,
      `; select a from ${Q}`,
      `-- a\nselect a from ${Q}`,
      `/* a */ select a from ${Q}`,
      `\\nselect a from ${Q}`,
      `select* from ${Q}`,
      `select(a) from ${Q}`,
      `select\\na from ${Q}`,
      `select ${Q}, 1 from a`,
      `insert into ${Q} values (1)`,
      `insert ignore into ${Q} values (1)`,
      `insert or replace into ${Q} values (1)`,
      `replace into ${Q} values (1)`,
      `merge into ${Q} using a on b`,
      `update ${Q} set a = 1`,
      `update\n${Q}\nset a = 1`,
      `delete from ${Q}`,
      `create table ${Q} (a int)`,
      `alter table ${Q} add a int`,
      `drop table ${Q}`,
      `truncate table ${Q}`,
      `truncate ${Q}`,
      `with a as (select 1) select b from ${Q}`,
      `with recursive a as (select 1) select b from ${Q}`,
      `with a (b) as (select 1) select b from ${Q}`,
      `with a as materialized (select 1) select b from ${Q}`,
      `with a as not materialized (select 1) select b from ${Q}`,
      `pragma table_info(${Q})`,
      `explain select a from ${Q}`,
      `show columns from ${Q}`,
      `show tables like '${Q}'`,
      `show tables from ${Q}`,
      `call run(${Q})`,
      `values (${Q})`,
      `set a = ${Q}`,
      `set session a = ${Q}`,
      `set transaction ${Q}`,
      `begin; select a from ${Q}`,
      `begin transaction; select a from ${Q}`,
      `comment on table ${Q} is 'x'`,
      `grant all on ${Q} to a`,
      `declare a cursor for select b from ${Q}`,
      `do $$ ${Q} $$`,
    ].map((text) => only(`db.query(\`${text}\`)`)),
    only("db.query('select a from ' + ⟦req.query.q⟧)"),
    only('db.query("select a from " + ⟦req.query.q⟧)'),
    only("db.query('\\tselect a from ' + ⟦req.query.q⟧)"),
    only("db.query('insert'.concat(x) + ' into ' + ⟦req.query.q⟧ + ' values (1)')"),
    // A later part that a text begins with.
    ...[
      'where a =',
      'where a <',
      'where a like',
      'where a between',
      'and a =',
      'or a >',
      'having a =',
      'limit',
      'limit 5,',
    ].map((part) => only(`db.query(start + \`${part} ${Q}\`)`)),
    // A later part alone, upper case and lower, at a database by any of its names.
    ...words('FROM JOIN').map((word) => only(`db.query(start + ' ${word} ' + ⟦req.query.q⟧)`)),
    ...['WHERE a =', 'HAVING a =', 'LIMIT', 'where a =', 'having a ='].map((part) =>
      only(`db.query(start + ' ${part} ' + ⟦req.query.q⟧)`),
    ),
    ...words('FROM JOIN LIMIT from').map((word) => only(`db.query(\`\${start} ${word} ${Q}\`)`)),
    ...['where a =', 'join b on c =', 'limit', 'and a =', 'and a like', 'and a in', 'set a =', 'values'].map(
      (part) => only(`db.query(\`\${start} ${part} (${Q})\`)`),
    ),
    ...words(
      'database pool conn pg postgres knex prisma tx trx transaction dataSource drizzle kysely neon orm em d1 mysql sqlite',
    ).map((name) => only(`${name}.query(start + ' FROM ' + ⟦req.query.q⟧)`)),
    // What takes SQL whatever it is called on.
    ...words('whereRaw havingRaw fromRaw joinRaw').map((name) => only(`users.${name}(⟦req.query.q⟧)`)),
    only('users.$queryRawUnsafe(`select a from ⟦${req.query.q}⟧`)'),
  ],
});
