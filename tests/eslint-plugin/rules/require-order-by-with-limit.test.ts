import { testRule } from '../rule-cases.ts';

testRule('require-order-by-with-limit', {
  valid: [
    'db.query(`SELECT * FROM ${table} LIMIT 5`);',
    'db.query(`SELECT rowid, * FROM "${table}" LIMIT 100;`);',
    "async function findExample() { return db.query('SELECT id FROM users LIMIT 5'); }",
    // Whoever runs it wants to see some rows.
    {
      filename: 'server/check_users.js',
      code: "const { rows } = await db.query('SELECT id, name FROM users LIMIT 3');\nconsole.log(rows);\nprocess.exit();",
    },
    // Looked at by hand, or by EXPLAIN.
    { filename: 'scripts/check.ts', code: "db.query('SELECT id FROM users WHERE gone LIMIT 50');" },
    "const SLOW = 'SELECT id FROM users WHERE gone LIMIT 50';\ndb.query(SLOW);\ndb.query(`EXPLAIN ANALYZE ${SLOW}`);",
    // Portions of what is cleaned up, and samples.
    "function findExpiredImages(before) { return db.query('SELECT id FROM images WHERE expires_at < $1 LIMIT 100', [before]); }",
    "class Images { orphans() { return db.query('SELECT id FROM images WHERE owner IS NULL LIMIT 100'); } }",
    "const sample = () => db.query('SELECT id FROM images LIMIT 100');",
    "db.query('SELECT id FROM users ORDER BY id LIMIT 20')",
    "db.query('SELECT id FROM users ORDER BY created_at DESC, id DESC LIMIT $1', [limit])",
    "db.query('SELECT id FROM users')",
    "db.query('SELECT id FROM users ORDER BY id FETCH FIRST 10 ROWS ONLY')",
    // One row, or none.
    "db.query('SELECT id FROM users WHERE status = $1 LIMIT 1', [status])",
    "db.query('SELECT id FROM users WHERE id = $1 LIMIT 5', [id])",
    "db.query('SELECT id FROM users LIMIT 0')",
    "db.query('SELECT id FROM users WHERE status = $1 LIMIT 2', [status])",
    "db.query('SELECT COUNT(*) FROM users LIMIT 10')",
    "db.query('SELECT 1 FROM users LIMIT 10')",
    "db.query('SELECT EXISTS (SELECT id FROM users WHERE active LIMIT 5)')",
    "db.query('SELECT NOW() LIMIT 5')",
    // Any rows will do.
    "db.query('DELETE FROM logs WHERE id IN (SELECT id FROM logs WHERE at < $1 LIMIT 1000)', [at])",
    "db.query('WITH old AS (SELECT id FROM logs LIMIT 1000) DELETE FROM logs USING old WHERE logs.id = old.id')",
    "db.query('UPDATE jobs SET taken = true WHERE id = ANY (SELECT id FROM jobs LIMIT 10) RETURNING id')",
    "db.query('SELECT id FROM jobs WHERE taken IS NULL LIMIT 10 FOR UPDATE SKIP LOCKED')",
    "db.query('SELECT COUNT(*) FROM (SELECT id FROM users LIMIT 1000) AS some')",
    "db.query('INSERT INTO sample SELECT id FROM users LIMIT 100')",
    "db.query('DELETE FROM logs WHERE at < ? LIMIT 1000', [at])",
    "db.query('UPDATE users SET seen = 1 WHERE seen = 0 LIMIT 100')",
    ...['IN', '= ANY', '= ALL', '= SOME', 'NOT IN', 'AND EXISTS', 'AND NOT EXISTS'].map(
      (test) => `db.query('SELECT id FROM users WHERE a ${test} (SELECT a FROM logs LIMIT 1000)')`,
    ),
    // The order could come from elsewhere.
    'db.query(`SELECT id FROM users ${orderBy} LIMIT 20`)',
    'db.query(`SELECT id FROM users WHERE active ${rest} LIMIT 20`)',
    "let text = 'SELECT id FROM users';\nif (sort) text += ' ORDER BY name, id';\ntext += ' LIMIT 20';\ndb.query(text);",
    "db.query('SELECT id FROM (SELECT id FROM users LIMIT 100) AS some ORDER BY id LIMIT 20')",
    "db.query('SELECT id FROM users UNION ALL SELECT id FROM admins ORDER BY id LIMIT 20')",
    "db.query('SELECT id FROM (SELECT id FROM users ORDER BY id) AS u LIMIT 20')",
    "db.query('WITH u AS (SELECT id FROM users ORDER BY id) SELECT id FROM u LIMIT 20')",
    // No table.
    "db.query('SELECT n FROM generate_series(1, 100) AS n LIMIT 10')",
    "db.query('VALUES (1), (2) LIMIT 1')",
    "log.info('SELECT id FROM users LIMIT 10')",
    "describe('SELECT id FROM users LIMIT 10', () => {})",
    'knex("users").limit(20)',
    { code: "db.query('SELECT id FROM users LIMIT 10')", filename: 'src/users.test.ts' },
    { code: "db.query('SELECT id FROM users LIMIT 10')", filename: 'db/seeds/users.ts' },
  ],
  invalid: [
    'db.query(`SELECT * FROM ${table} ⟦LIMIT⟧ $1`, [count]);',
    'db.query(`SELECT * FROM ${table} WHERE age > 1 ⟦LIMIT⟧ 5`);',
    'db.query(`SELECT * FROM ${table} ⟦LIMIT⟧ 5 OFFSET 10`);',
    'db.query(`SELECT * FROM users JOIN ${table} ON true ⟦LIMIT⟧ 5`);',
    {
      filename: 'server/check_users.js',
      code: "export const some = () => db.query('SELECT id, name FROM users ⟦LIMIT⟧ 3');",
    },
    {
      filename: 'server/users.js',
      code: "const { rows } = await db.query('SELECT id, name FROM users ⟦LIMIT⟧ 3');\nif (rows.length === 0) process.exit(1);",
    },
    { filename: 'scripts/mend.ts', code: "db.query('SELECT id FROM users ⟦LIMIT⟧ 50 OFFSET $1', [start]);" },
    "function findImages(before) { return db.query('SELECT id FROM images WHERE made_at < $1 ⟦LIMIT⟧ 100', [before]); }",
    "const examplesOf = () => db.query('SELECT id FROM images ⟦LIMIT⟧ 100');",
    "db.query('SELECT id FROM users ⟦LIMIT⟧ 20')",
    "db.query('SELECT id FROM users ⟦limit⟧ 20')",
    "db.query('SELECT id FROM users WHERE active ⟦LIMIT⟧ $1', [limit])",
    "db.query('SELECT id FROM users ⟦LIMIT⟧ ?, ?', [offset, limit])",
    "db.query('SELECT id FROM users ⟦LIMIT⟧ $1 OFFSET $2', [limit, offset])",
    "db.query('SELECT id FROM users ⟦OFFSET⟧ $1', [offset])",
    "db.query('SELECT id FROM users OFFSET $1 ⟦LIMIT⟧ $2', [offset, limit])",
    "db.query('SELECT id FROM users ⟦FETCH FIRST⟧ 10 ROWS ONLY')",
    'db.query(`SELECT id FROM users ⟦LIMIT⟧ ${limit}`)',
    'db.query(`SELECT id FROM users WHERE status = ${status} ⟦LIMIT⟧ ${limit} OFFSET ${offset}`)',
    'sql`SELECT id FROM users ⟦LIMIT⟧ ${limit}`',
    'prisma.$queryRaw`SELECT id FROM users ⟦LIMIT⟧ ${limit}`',
    "db.prepare('SELECT id FROM users ⟦LIMIT⟧ 50').all()",
    "db.query('SELECT u.id, o.total FROM users u JOIN orders o ON o.user_id = u.id ⟦LIMIT⟧ 100')",
    "db.query('SELECT status, COUNT(*) FROM orders GROUP BY status ⟦LIMIT⟧ 5')",
    "db.query('SELECT id, row_number() OVER (ORDER BY id) FROM users ⟦LIMIT⟧ 20')",
    "db.query('SELECT id FROM users UNION ALL SELECT id FROM admins ⟦LIMIT⟧ 20')",
    "db.query('SELECT id FROM (SELECT id FROM users ⟦LIMIT⟧ 100) AS some')",
    "db.query('WITH some AS (SELECT id FROM users ⟦LIMIT⟧ 10) SELECT id FROM some')",
    "db.query('SELECT id FROM users -- ORDER BY id\\n⟦LIMIT⟧ 20')",
    "db.query('SELECT id FROM users WHERE a = (SELECT a FROM logs ⟦LIMIT⟧ 1000)')",
    "db.query('SELECT id FROM users JOIN (SELECT a FROM logs ⟦LIMIT⟧ 1000) l ON true')",
    "db.query('SELECT id FROM users WHERE note = \\'ORDER BY\\' ⟦LIMIT⟧ 20')",
    "const text = 'SELECT id FROM users ⟦LIMIT⟧ 20';\npool.query(text);",
    "export const LATEST = 'SELECT id FROM users ⟦LIMIT⟧ 20';",
    "db.query('SELECT id FROM users WHERE a = 1 ' + '⟦LIMIT⟧ 20')",
    "db.query('SELECT id FROM users WHERE user_id <> $1 ⟦LIMIT⟧ 2')".replace(' 2', ' 3'),
    "db.query('SELECT id FROM users ⟦LIMIT⟧ 2')",
    {
      code: "db.query('SELECT id FROM users ⟦LIMIT⟧ 10')",
      filename: 'src/users.test.ts',
      options: [{ checkTests: true }],
    },
  ],
  suggestions: [
    {
      code: 'db.query("SELECT u.\\"id\\", u.name FROM users u WHERE u.active LIMIT 20")',
      output:
        'db.query("SELECT u.\\"id\\", u.name FROM users u WHERE u.active ORDER BY u.\\"id\\" LIMIT 20")',
    },
    {
      code: "db.query('SELECT id, name FROM users LIMIT 20')",
      output: "db.query('SELECT id, name FROM users ORDER BY id LIMIT 20')",
    },
    {
      code: "db.query('SELECT u.id, u.name FROM users u WHERE u.active LIMIT $1', [limit])",
      output: "db.query('SELECT u.id, u.name FROM users u WHERE u.active ORDER BY u.id LIMIT $1', [limit])",
    },
  ],
  messages: [
    {
      code: "db.query('SELECT name FROM users LIMIT 20')",
      message:
        'Without ORDER BY this LIMIT keeps any rows of users, other ones on the next run: add an ORDER BY that ends with a unique column.',
    },
  ],
});
