import { describe } from 'vitest';
import { testCases } from './rule-cases.ts';

const words = (text: string): string[] => text.split(' ');
const unmarked = (code: string): string => code.replaceAll('⟦', '').replaceAll('⟧', '');
const query = (text: string): string => `db.query(\`${text}\`);`;
const table = 'pgPool.query(\'CREATE TABLE users (id bigint PRIMARY KEY, name text, "Old" int)\');\n';

describe('stars', () => {
  testCases('no-select-star', {
    valid: [
      ...[
        'SELECT id FROM users',
        'SELECT count(*) FROM users',
        'SELECT a * b FROM users',
        "SELECT '*' FROM users",
        'SELECT id FROM users WHERE EXISTS (SELECT * FROM orders)',
        'SELECT id FROM users WHERE id IN (SELECT * FROM orders)',
        'SELECT id, (SELECT * FROM orders) FROM users',
        'SELECT * FROM (SELECT id FROM users) u',
        'SELECT u.* FROM (SELECT id FROM users) u',
        'SELECT u.* FROM (SELECT id FROM users) u JOIN orders o ON true',
        'SELECT id FROM (SELECT * FROM users) u',
        'WITH u AS (SELECT id FROM users) SELECT * FROM u',
        'WITH u AS (SELECT * FROM users) SELECT id FROM u',
        'WITH u AS (SELECT id FROM users), v AS (SELECT * FROM u) SELECT * FROM v',
        'WITH RECURSIVE u AS (SELECT id FROM users UNION SELECT * FROM u) SELECT * FROM u',
        'SELECT * FROM generate_series(1, 2)',
        'SELECT * FROM (VALUES (1)) v',
        ...words(
          'information_schema.tables pg_catalog.pg_class performance_schema.x sys.x mysql.user pg_class sqlite_master pragma_x dual',
        ).map((name) => `SELECT * FROM ${name}`),
        'SELECT * FROM ${table}',
        'SELECT * FROM x_${table}',
        'SELECT * FROM app.x_${table}',
        'SELECT * FROM app.${table}',
        'WITH ${ctes} SELECT * FROM u',
        'SELECT x.* FROM users u',
        'INSERT INTO users (a) VALUES (1) RETURNING id',
        'INSERT INTO users (a) VALUES (1)',
      ].map(query),
      { code: "const text = 'SELECT * FROM users WHERE id = 1';", filename: 'src/users.test.ts' },
      ...[
        "list.select('*');",
        "select('*');",
        "knex('users').select('id');",
        "knex('users').select('*x');",
        "knex('users').select('users.*x');",
        "knex('users').select('a.b.*');",
        "knex('users').select(star);",
        "knex('users').where('*');",
        "knex.with('u', sub).select('*').from('u');",
        "knex.withRecursive('u', sub).select('*').from('u');",
        "knex.select('*').from(knex('users').select('id'));",
        "knex.select('*').from((q) => q.from('users'));",
        "knex.select('*').from(function () { this.from('users'); });",
        "knex('users').whereExists(knex('orders').select('*'));",
        "knex('users').join(knex('orders').select('*').as('o'));",
        "knex('users').select('id').union(knex('orders').select('*'));",
        "knex('users').insert(knex('orders').select('*'));",
        "knex('users').where('id', 'in', knex('orders').select('*'));",
        "const sub = knex('orders').select('*').as('o');",
        "db.selectAll('users');",
        "db.selectFrom((q) => q.selectFrom('users')).selectAll();",
        'thing.selectAll();',
        "thing.xselectFrom('users').selectAll();",
        "thing.selectFromAll('users').selectAll();",
        ...words(
          'exists from fromSelf with withRecursive join leftJoin joinRaw union unionAll intersect except where whereIn andWhere orWhere having insert select raw expression values',
        ).map((name) => `knex('users').${name}(knex('orders').select('*'));`),
      ],
    ],
    invalid: [
      ...[
        'SELECT ⟦*⟧ FROM users',
        'SELECT u.⟦*⟧ FROM users u',
        'SELECT users.⟦*⟧ FROM users',
        'SELECT u.⟦*⟧, o.id FROM users u JOIN orders o ON true',
        'SELECT u.⟦*⟧, o.⟦*⟧ FROM users u, orders o',
        'SELECT id, ⟦*⟧ FROM users',
        'SELECT DISTINCT ⟦*⟧ FROM users',
        'SELECT ALL ⟦*⟧ FROM users',
        'SELECT TOP 5 ⟦*⟧ FROM users',
        'SELECT DISTINCT ON (a, b) ⟦*⟧ FROM users',
        'SELECT DISTINCT ON (a) u.⟦*⟧ FROM users u',
        'SELECT id FROM users UNION SELECT ⟦*⟧ FROM orders',
        'SELECT * FROM (SELECT ⟦*⟧ FROM users) u',
        'SELECT u.* FROM (SELECT ⟦*⟧ FROM users) u',
        'SELECT (SELECT 1 FROM a), u.* FROM (SELECT ⟦*⟧ FROM users) u',
        'SELECT u.* FROM orders o JOIN (SELECT ⟦*⟧ FROM users) u ON true WHERE o.a IN (SELECT 1)',
        'SELECT * FROM (SELECT id FROM a UNION SELECT ⟦*⟧ FROM users) u',
        'SELECT * FROM (SELECT * FROM (SELECT ⟦*⟧ FROM users) a) u',
        'WITH u AS (SELECT ⟦*⟧ FROM users) SELECT * FROM u',
        'WITH u AS (SELECT id FROM users) SELECT ⟦*⟧ FROM s.u',
        'WITH u AS (SELECT id FROM users) SELECT ⟦*⟧ FROM orders JOIN u ON true',
        'WITH u AS (SELECT id FROM users) SELECT o.⟦*⟧ FROM orders o JOIN u ON true',
        'INSERT INTO users (a) VALUES (1) RETURNING ⟦*⟧',
        'UPDATE users SET a = 1 WHERE id = 1 RETURNING ⟦*⟧',
        'DELETE FROM users WHERE id = 1 RETURNING users.⟦*⟧',
        'INSERT INTO copies SELECT id FROM users RETURNING ⟦*⟧',
        'SELECT ⟦*⟧ FROM ${TABLE}',
        'SELECT ⟦*⟧ FROM ${schema}.users',
        'SELECT ⟦*⟧ FROM x.pages',
        'SELECT ⟦*⟧ FROM "users"',
        'SELECT a IS DISTINCT FROM b, u.⟦*⟧ FROM users u',
        'SELECT a IS NOT DISTINCT FROM b, u.⟦*⟧ FROM users u',
        'SELECT ⟦*⟧ FROM users WHERE a IS DISTINCT FROM b',
        'SELECT ⟦*⟧ FROM users; SELECT ⟦*⟧ FROM orders',
      ].map(query),
      ...[
        "knex('users').select('⟦*⟧');",
        "knex('users').select('id', 'users.⟦*⟧');",
        "knex('users').select(['⟦*⟧']);",
        "knex.select('⟦*⟧').from('users');",
        "knex('users').insert(row).returning('⟦*⟧');",
        "knex('users').insert(row).returning(['⟦*⟧']);",
        "knex('users').select('⟦*⟧').join('orders', 'a', 'b');",
        "db.selectFrom('users').⟦selectAll⟧();",
        "db.selectFrom('users').⟦selectAll⟧('users');",
        "db.insertInto('users').values(row).⟦returningAll⟧();",
        "const q = db.selectFrom('users'); q.⟦selectAll⟧();",
        "const q = knex('users'); q.select('⟦*⟧');",
        "const q = User.query(); q.select('⟦*⟧');",
        "knex('a').where((q) => { const rows = knex('users').select('⟦*⟧'); });",
        "const q = repo.createQueryBuilder('u'); q.select('u.⟦*⟧');",
        "knex('users').xfrom(knex('a')).select('⟦*⟧');",
        "knex('users').fromx(knex('a')).select('⟦*⟧');",
        "User.query().select('⟦*⟧');",
        "repository.createQueryBuilder('u').select('u.⟦*⟧');",
        "trx('users').select('⟦*⟧');",
        'const q = SQL`SELECT ⟦*⟧ FROM users`; q.append(SQL` WHERE a = ${a}`); db.query(q);',
        "this.knex('users').select('⟦*⟧');",
        "if (a) { const rows = knex('users').select('⟦*⟧'); }",
        "const rows = () => { return knex('users').select('⟦*⟧'); };",
      ],
    ],
    messages: [
      ...(
        [
          ["knex('users').select('*');", 'users'],
          ["knex.select('*').from('users as u');", 'users'],
          ["knex.select('*').from('users AS u');", 'users'],
          ["db.selectFrom('users').selectAll();", 'users'],
          ["knex('users').join('orders', 'a', 'b').select('*');", 'the table'],
          ['knex(table).select("*");', 'the table'],
          ["knex.select('*').fromx('users');", 'the table'],
          ["knex.select('*').xfrom('users');", 'the table'],
          ['db.query(`SELECT * FROM users`);', 'users'],
          ['db.query(`SELECT * FROM users, orders`);', 'users and orders'],
          ['db.query(`SELECT * FROM ${TABLE}`);', 'the table'],
        ] as const
      ).map(([code, name]) => ({
        code,
        message: `\`SELECT *\` reads every column of ${name}, those added later too: name the columns that you need.`,
      })),
      ...(
        [
          ["knex('users').insert(row).returning('*');", 'users'],
          ["knex.insert(row).into('users').returning('*');", 'users'],
          ["db.insertInto('users').values(row).returningAll();", 'users'],
          ["db.updateTable('users').set(row).returningAll();", 'users'],
          ["db.deleteFrom('users').returningAll();", 'users'],
          ['db.query(`UPDATE users SET a = 1 RETURNING *`);', 'users'],
          ['db.query(`DELETE FROM app.users RETURNING *`);', 'users'],
          [
            "import { users } from './tables.js';\ndb.query(`DELETE FROM ${users} RETURNING *`);",
            'the table',
          ],
        ] as const
      ).map(([code, name]) => ({
        code,
        message: `\`RETURNING *\` sends every column of ${name} back, those added later too: name the columns that you need.`,
      })),
    ],
    suggestions: [
      {
        code: `${table}pgPool.query('SELECT * FROM users');`,
        output: `${table}pgPool.query('SELECT id, name, "Old" FROM users');`,
      },
      {
        code: `${table}pgPool.query('SELECT u.* FROM users u');`,
        output: `${table}pgPool.query('SELECT u.id, u.name, u."Old" FROM users u');`,
      },
      {
        code: `${table}knex('users').select('*');`,
        output: `${table}knex('users').select('id', 'name', 'Old');`,
      },
      {
        code: `${table}knex('users').insert(row).returning('*');`,
        output: `${table}knex('users').insert(row).returning(['id', 'name', 'Old']);`,
      },
      {
        code: `${table}knex('users').insert(row).returning(['*']);`,
        output: `${table}knex('users').insert(row).returning(['id', 'name', 'Old']);`,
      },
      {
        code: "pgPool.query('SELECT * FROM users');",
        output: "pgPool.query('SELECT id, mail FROM users');",
        options: [{ tables: { users: ['id', 'mail'] } }],
      },
      {
        code: "sqlitePool.query('CREATE TABLE IF NOT EXISTS app.users (id, name, UNIQUE (name), CHECK (id > 0))');\npgPool.query('SELECT * FROM users');",
        output:
          "sqlitePool.query('CREATE TABLE IF NOT EXISTS app.users (id, name, UNIQUE (name), CHECK (id > 0))');\npgPool.query('SELECT id, name FROM users');",
      },
    ],
  });
});

const outer = (select: string, rest = 'GROUP BY u.id'): string =>
  query(`SELECT u.id, ${select} FROM users u LEFT JOIN orders o ON o.user_id = u.id ${rest}`);

testCases('no-select-star', {
  valid: [
    "api.query().select('*');",
    "aUser.query().select('*');",
    "db('users').whereIn('id', () => db('orders').select('*'));",
    "db('users').whereIn('id', function () { return db('orders').select('*'); });",
    "if (all) where(db('orders').select('*'));",
  ],
  invalid: [
    "User.query().select('⟦*⟧');",
    "list.forEach(() => db('orders').select('⟦*⟧'));",
    "db('users').whereIn('id', function () { db('orders').select('⟦*⟧').then(send); });",
    "db('users').whereIn('id', function () { const rows = db('orders').select('⟦*⟧'); });",
    "db('users').whereIn('id', function () { if (all) { return db('orders').select('⟦*⟧'); } });",
  ],
});
testCases('no-select-star', {
  invalid: ['SELECT app.users.⟦*⟧ FROM app.users', 'SELECT DISTINCT ON (a, b) u.⟦*⟧ FROM users u'].map(query),
});

describe('lists', () => {
  testCases('no-null-json-agg', {
    valid: [
      ...[
        'json_agg(o.id) FILTER (WHERE o.id IS NOT NULL)',
        'json_agg(u.name)',
        "json_agg('x')",
        'json_agg(1)',
        'count(o.id)',
        'max(o.id)',
        'json_agg(o.id) OVER (PARTITION BY u.id)',
        '(SELECT json_agg(o.id) FROM orders o)',
        'array_remove(array_agg(o.id), NULL)',
        'json_agg',
      ].map((select) => outer(select)),
      outer('json_agg(o.id)', 'WHERE o.id IS NOT NULL GROUP BY u.id'),
      outer('json_agg(o.id)', 'WHERE o.status = 1 GROUP BY u.id'),
      outer('json_agg(o.id)', 'GROUP BY u.id HAVING count(o.id) > 0'),
      ...[
        'SELECT json_agg(o.id) FROM users u JOIN orders o ON o.user_id = u.id',
        'SELECT json_agg(u.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id',
        'SELECT json_agg(o.id) FROM users u RIGHT JOIN orders o ON o.user_id = u.id',
        'SELECT json_agg(o.id) FROM users u CROSS JOIN orders o',
        'SELECT json_agg(l.id) FROM users u JOIN orders o ON LEFT(o.code, 1) = u.code JOIN lines l ON l.order_id = o.id',
        'SELECT json_agg(l.id) FROM users u JOIN orders o ON o.left = u.code JOIN lines l ON l.order_id = o.id',
        'SELECT json_agg(o.id) FROM users u LEFT JOIN orders o ON true JOIN lines l ON l.order_id = o.id',
        'SELECT json_agg(o.id) FROM users u LEFT JOIN orders o ON true JOIN lines l USING (order_id)',
        'SELECT a FROM users u LEFT JOIN orders o ON true ORDER BY json_agg(o.id)',
      ].map(query),
    ],
    invalid: [
      ...words('json_agg jsonb_agg array_agg json_group_array JSON_AGG').map((name) =>
        outer(`⟦${name}⟧(o.id)`),
      ),
      ...[
        '⟦json_agg⟧(o)',
        '⟦json_agg⟧(o.*)',
        '⟦json_agg⟧(DISTINCT o.id)',
        '⟦json_agg⟧(o.id ORDER BY o.at)',
        '⟦json_agg⟧(o.id) AS orders',
        'coalesce(⟦json_agg⟧(o.id), 3)',
        "⟦json_agg⟧(json_build_object('id', o.id))",
        'name, ⟦json_agg⟧(o.id), 3',
      ].map((select) => outer(select)),
      outer('⟦json_agg⟧(o.id)', 'WHERE u.id = 1 GROUP BY u.id'),
      outer('⟦json_agg⟧(o.id)', 'GROUP BY u.id HAVING count(u.id) > 0'),
      ...[
        'SELECT ⟦json_agg⟧(u.id) FROM users u RIGHT JOIN orders o ON o.user_id = u.id',
        'SELECT ⟦json_agg⟧(u.id), ⟦json_agg⟧(o.id) FROM users u FULL JOIN orders o ON o.user_id = u.id',
        'SELECT ⟦json_agg⟧(orders.id) FROM users LEFT JOIN orders ON orders.user_id = users.id',
        'SELECT ⟦json_agg⟧(o.id) FROM users u LEFT JOIN orders o ON true JOIN lines l ON l.user_id = u.id',
        'SELECT ⟦json_agg⟧(o.id) FROM users u JOIN lines l ON true LEFT JOIN orders o ON true',
        'SELECT ⟦json_agg⟧(o.id) FROM users u NATURAL LEFT OUTER JOIN orders o',
        'WITH x AS (SELECT ⟦json_agg⟧(o.id) FROM users u LEFT JOIN orders o ON true) SELECT * FROM x',
        'SELECT a FROM users WHERE b = (SELECT ⟦json_agg⟧(o.id) FROM users u LEFT JOIN orders o ON true)',
      ].map(query),
      "mysqlPool.query('SELECT ⟦JSON_ARRAYAGG⟧(o.id) FROM users u LEFT JOIN orders o ON true');",
    ],
    suggestions: [
      { code: outer('json_agg(o.id)'), output: outer('json_agg(o.id) FILTER (WHERE o.id IS NOT NULL)') },
    ],
  });
});

const find = (code: string): string => `export const find = (q: string, k: string) => ${code};`;
const like = (text: string, values = '[`%${⟦q⟧}%`]'): string => find(`pgPool.query("${text}", ${values})`);

describe('patterns', () => {
  testCases('no-unescaped-like', {
    valid: [
      ...[
        like('SELECT a FROM b WHERE c LIKE $1', '[q]'),
        like('SELECT a FROM b WHERE c = $1'),
        like('SELECT a FROM b WHERE c LIKE $2'),
        like('SELECT a FROM b WHERE c LIKE $1', '[`${q}`]'),
        like('SELECT a FROM b WHERE c LIKE $1', "['%' + 3]"),
        like('SELECT a FROM b WHERE c LIKE $1', "[q + 'x']"),
        like('SELECT a FROM b WHERE c LIKE $1', '[`%${escapeLike(q)}%`]'),
        like('SELECT a FROM b WHERE c LIKE $1', '[`%${q}%`.xtoLowerCase()]'),
        like('SELECT a FROM b WHERE c LIKE $1', '[`%${q}%`.toLowerCaseAll()]'),
        like('SELECT a FROM b WHERE c LIKE $1', "[`%${q.replace(/%/g, '')}%`]"),
        like('SELECT a FROM b WHERE c LIKE $1 || $2', '[q, k]'),
        like("SELECT a FROM b WHERE c LIKE 'x' || $1", '[q]'),
        like("SELECT a FROM b WHERE c LIKE f('%') AND d = $1", '[q]'),
        like('SELECT a FROM b WHERE c LIKE $1', '...values'),
        // A placeholder that no LIKE stands before, a name with an underscore, and operators that join no text.
        like("SELECT a FROM b WHERE c LIKE 'x%' AND d IN ($1)"),
        find('pgPool.query(\'SELECT a FROM b WHERE "LIKE"($1)\', [`%${q}%`])'),
        like('SELECT a FROM b WHERE c LIKE table_name || $1', '[q]'),
        like('SELECT a FROM b WHERE c LIKE $1', "[q - k + '%']"),
        find('pgPool.query(`SELECT a FROM b WHERE c LIKE ${`%${q}%`}`)'),
        // A pattern that is made of itself.
        "const pattern = pattern.toLowerCase(); pgPool.query('SELECT a FROM b WHERE c LIKE $1', [pattern]);",
        like('SELECT a FROM b WHERE c LIKE $1', '[...values, q]'),
        find("users.where('a', '=', `%${q}%`)"),
        find("users.has('a', 'like', `%${q}%`)"),
        find("users.where('a', operator, `%${q}%`)"),
        find("users.where('a', 'unlike', `%${q}%`)"),
        find("users.where('a', 'likely', `%${q}%`)"),
        find("users.elsewhereLike('a', `%${q}%`)"),
        find("users.whereLikely('a', `%${q}%`)"),
        find("users.whereLike('a')"),
        find('liked(users.a, `%${q}%`)'),
        find('unlike(users.a, `%${q}%`)'),
        find('find({ [Op.eq]: `%${q}%` })'),
        find('find({ [Op.likeAny]: `%${q}%` })'),
        find('find({ [Op.unlike]: `%${q}%` })'),
        find('find({ [Op[name]]: `%${q}%` })'),
        find('likely(users.a, `%${q}%`)'),
        find('find({ ...like, [like()]: `%${q}%` })'),
        find("db.prepare('SELECT a FROM b WHERE c LIKE ?').gets(`%${q}%`)"),
        find('find({ like: `%${q}%` })'),
        find('find({ [like]: `%${q}%` })'),
        'export const find = (q: string) => { q = escape(q); return like(a, `%${q}%`); };',
      ].map(unmarked),
      { code: unmarked(like('SELECT a FROM b WHERE c LIKE $1')), filename: 'tests/find.ts' },
    ],
    invalid: [
      ...[
        'SELECT a FROM b WHERE c LIKE $1',
        'SELECT a FROM b WHERE c ILIKE $1',
        'SELECT a FROM b WHERE c NOT LIKE $1',
        'SELECT a FROM b WHERE c LIKE lower($1)',
        'SELECT a FROM b WHERE c LIKE $1::text',
        'SELECT a FROM b WHERE c LIKE ($1)',
        'SELECT a FROM b WHERE (c LIKE $1)',
      ].map((text) => like(text)),
      like('SELECT a FROM b WHERE d = $1 AND c LIKE $2', '[k, `%${⟦q⟧}%`]'),
      like('SELECT a FROM b WHERE d = $1 AND c LIKE $2', '[k, `%${⟦q⟧}%`, ...values]'),
      like("SELECT a FROM b WHERE c LIKE '%' || $1 || '%'", '[⟦q⟧]'),
      like("SELECT a FROM b WHERE c LIKE $1 || '_'", '[⟦q⟧]'),
      like("SELECT a FROM b WHERE c LIKE $1::text || '%'", '[⟦q⟧]'),
      like("SELECT a FROM b WHERE c LIKE concat($1, k)::text || '%'", '[⟦q⟧]'),
      like("SELECT a FROM b WHERE c LIKE $1::text::varchar || '%'", '[⟦q⟧]'),
      like("SELECT a FROM b WHERE c LIKE concat('%', $1, '%')", '[⟦q⟧]'),
      like("SELECT a FROM b WHERE c LIKE concat('%', $1) || $2", '[⟦q⟧, ⟦k⟧]'),
      like("SELECT a FROM b WHERE c LIKE '%' || $1::text || '%' AND d = $2", '[⟦q⟧, k]'),
      ...[
        "['%' + ⟦q⟧]",
        "['%' + ⟦q⟧ + '%']",
        "[⟦q⟧ + '%' + ⟦k⟧]",
        "[k ? `%${⟦q⟧}` : 'x']",
        "[k ? 'x' : `%${⟦q⟧}`]",
        '[k || `%${⟦q⟧}`]',
        "[`%${⟦q⟧}` || 'x']",
        '[`%${⟦q⟧}%`.toLowerCase()]',
        '[`%${⟦q⟧}%`.toUpperCase()]',
        '[`%${⟦q⟧}%` as string]',
        '[`%${⟦q⟧}${⟦k⟧}`]',
      ].map((values) => like('SELECT a FROM b WHERE c LIKE $1', values)),
      'export const find = (q: string) => { const pattern = `%${⟦q⟧}%`; return pgPool.query("SELECT a FROM b WHERE c LIKE $1", [pattern]); };',
      'export const find = (q: string) => { const values = [`%${⟦q⟧}%`]; return pgPool.query("SELECT a FROM b WHERE c LIKE $1", values); };',
      find('sql`SELECT a FROM b WHERE c LIKE ${`%${⟦q⟧}%`}`'),
      find("db.query('SELECT a FROM b WHERE c LIKE :pattern', { replacements: { pattern: `%${⟦q⟧}%` } })"),
      find("db.query('SELECT a FROM b WHERE c LIKE :pattern', { pattern: `%${⟦q⟧}%` })"),
      find("db.query('SELECT a FROM b WHERE c LIKE @pattern', { other: 3, pattern: `%${⟦q⟧}%` })"),
      find("db.query('SELECT a FROM b WHERE d = ? AND c LIKE ?', [k, `%${⟦q⟧}%`])"),
      find("db.query('SELECT a FROM b WHERE c LIKE ?1', [`%${⟦q⟧}%`])"),
      find("pgPool.query({ text: 'SELECT a FROM b WHERE c LIKE $1', values: [`%${⟦q⟧}%`] })"),
      find("pgPool.query({ sql: 'SELECT a FROM b WHERE c LIKE $1', args: [`%${⟦q⟧}%`] })"),
      find("pgPool.query({ query: 'SELECT a FROM b WHERE c LIKE $1', bindings: [`%${⟦q⟧}%`] })"),
      ...words('all get run iterate bind each pluck').map((name) =>
        find(`db.prepare('SELECT a FROM b WHERE d = ? AND c LIKE ?').${name}(k, \`%\${⟦q⟧}%\`)`),
      ),
      find("db.prepare('SELECT a FROM b WHERE d = ? AND c LIKE ?').all([k, `%${⟦q⟧}%`])"),
      find("db.prepare('SELECT a FROM b WHERE c LIKE :p').all({ p: `%${⟦q⟧}%` })"),
      find("db.prepareStatement('SELECT a FROM b WHERE c LIKE ?').all(`%${⟦q⟧}%`)"),
      "import sqlite from 'sqlite3';\nexport const find = (q: string) => sqlite.all('SELECT a FROM b WHERE c LIKE ?', `%${⟦q⟧}%`, () => {});",
      find("users.where('a', 'like', `%${⟦q⟧}%`)"),
      find("users.orWhere('a', 'not ilike', `%${⟦q⟧}%`)"),
      find("users.whereLike('a', `%${⟦q⟧}%`)"),
      find("users.andWhereILike('a', `%${⟦q⟧}%`)"),
      find("users.whereNotLike('a', `%${⟦q⟧}%`)"),
      ...words('like ilike notLike notIlike ILike Like').map((name) =>
        find(`${name}(users.a, \`%\${⟦q⟧}%\`)`),
      ),
      find('Like(`%${⟦q⟧}%`)'),
      ...words('like iLike notLike notILike').map((name) => find(`find({ [Op.${name}]: \`%\${⟦q⟧}%\` })`)),
    ],
    suggestions: [
      {
        code: unmarked(like('SELECT a FROM b WHERE c LIKE $1')),
        output: unmarked(
          like('SELECT a FROM b WHERE c LIKE $1', "[`%${String(q).replace(/[\\\\%_]/g, '\\\\$&')}%`]"),
        ),
      },
      {
        code: find('like(a, `%${q.trim()}%`)'),
        output: find("like(a, `%${q.trim().replace(/[\\\\%_]/g, '\\\\$&')}%`)"),
      },
    ],
    messages: [
      {
        code: find('like(a, `%${q}%`)'),
        message:
          "The caller's text brings its own wildcards into LIKE, so that `_` finds everything and `%` before each letter keeps the database busy: escape `%`, `_` and `\\`.",
      },
    ],
  });
});
