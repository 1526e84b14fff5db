import { testRule } from '../rule-cases.ts';

/** A function with a list and a count, as it stands in most programs. */
const both = (list: string, count: string): string =>
  `async function page() {\n  const rows = await db.query(${list});\n  const total = await db.query(${count});\n}`;

const LIST = "'SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, limit]";

testRule('consistent-count-filter', {
  valid: [
    // Figures beside the list.
    "async function page() { const all = await db.query('SELECT COUNT(*) FROM users'); const active = await db.query('SELECT COUNT(*) FROM users WHERE active'); const rows = await db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, n]); }",
    "async function page() { const total = await db.query(`SELECT COUNT(*) FROM (${text}) AS found`); const active = await db.query('SELECT COUNT(*) FROM users WHERE active'); const rows = await db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, n]); }",
    {
      filename: 'scripts/fill.js',
      code: both(LIST, "'SELECT COUNT(*) FROM users WHERE done'"),
    },
    // The filter of the count, made to fit the list.
    "async function page() { let where = 'WHERE role = $1'; const total = await db.query(`SELECT COUNT(*) FROM users ${where}`, [role]); const rows = await db.query(`SELECT u.id FROM users u ${where.replace('role', 'u.role')} LIMIT $2`, [role, limit]); }",
    // Pieces that join themselves.
    "import SQL from '@nearform/sql';\nasync function page() { const parts = []; if (state) parts.push(SQL`state = ${state}`); const where = parts.length > 0 ? SQL`WHERE ${SQL.glue(parts, ' AND ')}` : SQL``; const order = SQL`ORDER BY id`; const total = await db.query(SQL`SELECT COUNT(*) FROM users ${where}`); const rows = await db.query(SQL`SELECT id FROM users ${where} ${order} LIMIT ${limit} OFFSET ${offset}`); }",
    // A condition that is written once, with what follows it in the list.
    "async function page() { const where = 'WHERE role = 1'; const total = await db.query(`SELECT COUNT(*) FROM users ${where}`); const rows = await db.query(`SELECT id FROM users ${where} ${order} LIMIT $1 OFFSET $2`, [limit, offset]); }",
    "async function page() { let where = 'WHERE deleted = FALSE'; if (year) { where += ` AND year = $${values.length + 1}`; values.push(year); } const total = await db.query(`SELECT COUNT(*) FROM users ${where}`, values); const rows = await db.query(`SELECT id FROM users ${where} ${order} LIMIT $${values.length + 1} OFFSET $${values.length + 2}`, [...values, limit, offset]); }",
    "async function page() { const conditions = ['deleted = 0']; if (term) { conditions.push('name LIKE ?'); values.push(term); } const where = `WHERE ${conditions.join(' AND ')}`; const total = await db.query(`SELECT COUNT(*) FROM users ${where}`, values); const rows = await db.query(`SELECT id FROM users ${where} ${order} LIMIT ${limit} OFFSET ${offset}`, values); }",
    // Placeholders that count themselves otherwise.
    both(
      '`SELECT id FROM users WHERE id NOT IN ($${values.length + index + 1}) ORDER BY id LIMIT $9`, [limit]',
      '`SELECT COUNT(*) FROM users WHERE id NOT IN ($${index + 1})`',
    ),
    // One expression before other conditions, on a line of its own.
    'async function page(where) { const rows = await db.query(`SELECT id FROM users WHERE\n  ${where} AND role = $2 ORDER BY id LIMIT $1`, [limit, role]); const total = await db.query(`SELECT COUNT(*) FROM users WHERE\n  ${where}`); return [rows, total]; }',
    'async function page(where) { const rows = await db.query(`SELECT id FROM users WHERE ${where} AND role = $2 ORDER BY id LIMIT $1`, [limit, role]); const total = await db.query(`SELECT COUNT(*) FROM users WHERE ${where}`); return [rows, total]; }',
    // The list chooses among texts, and the count among the same.
    "async function list(all, values) { const filter = all ? 'WHERE owner_id = $1' : 'WHERE owner_id = $1 AND state = $2'; const counting = all ? 'SELECT COUNT(*) FROM orders WHERE owner_id = $1' : 'SELECT COUNT(*) FROM orders WHERE owner_id = $1 AND state = $2'; const total = await db.query(counting, values); return db.query(`SELECT id FROM orders ${filter} ORDER BY id LIMIT $${all ? 2 : 3} OFFSET $${all ? 3 : 4}`, values); }",
    // One condition for both, whatever it holds.
    both(
      '`SELECT u.id FROM users u JOIN roles r ON r.id = u.role WHERE ${where} LIMIT $1`, [limit]',
      '`SELECT COUNT(*) FROM users u WHERE ${where}`',
    ),
    // The branch is taken where there is no filter.
    "async function page(term) { const rows = await db.query('SELECT id FROM users WHERE name ILIKE $1 ORDER BY id LIMIT $2', [term, limit]); if (!term) { const total = await db.query('SELECT COUNT(*) FROM users'); return [rows, total]; } return [rows]; }",
    // A count with more conditions, and conditions of joins.
    "async function page() { const list = await db.query('SELECT id FROM users WHERE role = $1 LIMIT $2', [role, n]); const count = await db.query('SELECT COUNT(*) FROM users WHERE role = $1 AND active', [role]); return [list, count]; }",
    both(LIST, "'SELECT COUNT(*) FROM users WHERE role = $1', [role]"),
    both(LIST, "'select count(*)::int as total from users where role = $1', [role]"),
    both(LIST, "'SELECT COUNT(*) FROM users u WHERE u.role = $1', [role]"),
    both(
      "'SELECT u.id FROM users u WHERE u.role = ? ORDER BY u.id LIMIT ?', [role, limit]",
      "'SELECT COUNT(*) FROM users WHERE role = ?', [role]",
    ),
    both("'SELECT id FROM users ORDER BY id LIMIT $1', [limit]", "'SELECT COUNT(*) FROM users'"),
    both("'SELECT id FROM users ORDER BY id LIMIT $1', [limit]", "'SELECT COUNT(*) FROM users WHERE active'"),
    both(
      "'SELECT id FROM users WHERE a = $1 AND b = $2 ORDER BY id LIMIT $3', []",
      "'SELECT COUNT(*) FROM users WHERE b = $1 AND a = $2', []",
    ),
    both(
      "'SELECT id FROM users WHERE a = $1 OR b = $2 ORDER BY id LIMIT $3', []",
      "'SELECT COUNT(*) FROM users WHERE a = $1 OR b = $2', []",
    ),
    both(
      "'SELECT id FROM users WHERE age BETWEEN $1 AND $2 ORDER BY id LIMIT $3', []",
      "'SELECT COUNT(*) FROM users WHERE age BETWEEN $1 AND $2', []",
    ),
    // Where the list goes on is no filter.
    both(
      "'SELECT id FROM users WHERE id > $1 ORDER BY id LIMIT $2', [last, limit]",
      "'SELECT COUNT(*) FROM users'",
    ),
    both(
      "'SELECT id FROM users WHERE (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT 20', [at, id]",
      "'SELECT COUNT(*) FROM users'",
    ),
    both(
      "'SELECT id FROM users WHERE role = $1 AND id > $2 ORDER BY id LIMIT $3', []",
      "'SELECT COUNT(*) FROM users WHERE role = $1', [role]",
    ),
    // The same text on both sides.
    both(
      '`SELECT id FROM users ${where} ORDER BY id LIMIT $1`, [limit]',
      '`SELECT COUNT(*) FROM users ${where}`',
    ),
    both(
      '`SELECT id FROM users WHERE ${conditions} ORDER BY id LIMIT $1`, [limit]',
      '`SELECT COUNT(*) FROM users WHERE ${conditions}`',
    ),
    both(LIST, '`SELECT COUNT(*) FROM users ${filter}`'),
    both(
      "'SELECT u.id FROM users u JOIN filters f ON f.id = u.filter_id ORDER BY u.id LIMIT $1', [limit]",
      "'SELECT COUNT(*) FROM users'",
    ),
    both('`SELECT id FROM users ${joins} ORDER BY id LIMIT $1`, [limit]', "'SELECT COUNT(*) FROM users'"),
    both(LIST, '`SELECT COUNT(*) FROM users WHERE ${conditions}`'),
    'async function page() {\n  await sql`SELECT id FROM users WHERE role = ${role} ORDER BY id LIMIT ${limit}`;\n  await sql`SELECT COUNT(*) FROM users WHERE role = ${role}`;\n}',
    // Another table, another function, another question.
    both(LIST, "'SELECT COUNT(*) FROM orders'"),
    "async function list() {\n  return db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, limit]);\n}\nasync function total() {\n  return db.query('SELECT COUNT(*) FROM users');\n}",
    both(LIST, "'SELECT role, COUNT(*) FROM users GROUP BY role'"),
    both(LIST, "'SELECT MAX(id) FROM users'"),
    both(LIST, "'SELECT id FROM users LIMIT 1'"),
    both("'SELECT id FROM users WHERE id = $1', [id]", "'SELECT COUNT(*) FROM users'"),
    both("'SELECT id FROM users WHERE role = $1 LIMIT 1', [role]", "'SELECT COUNT(*) FROM users'"),
    // Everything, and of it what is found.
    `${both(LIST, "'SELECT COUNT(*) FROM users'").slice(0, -2)}\n  await db.query('SELECT COUNT(*) FROM users WHERE role = $1', [role]);\n}`,
    // A dashboard.
    "async function dashboard() {\n  await db.query('SELECT COUNT(*) FROM orders');\n  await db.query('SELECT COUNT(*) FROM users');\n  await db.query('SELECT id FROM orders WHERE status = $1 ORDER BY id DESC LIMIT 5', ['open']);\n}",
    { code: both(LIST, "'SELECT COUNT(*) FROM users'"), filename: 'tests/page.ts' },
  ],
  invalid: [
    "import SQL from '@nearform/sql';\nasync function page() { const counting = SQL`SELECT ⟦COUNT(*)⟧ FROM users`; const total = await db.query(counting); const listing = SQL`SELECT id FROM users WHERE role = ${role} ORDER BY id LIMIT ${limit} OFFSET ${offset}`; const rows = await db.query(listing); }",
    "async function page() { const where = 'WHERE deleted = FALSE'; const total = await db.query(`SELECT ⟦COUNT(*)⟧ FROM users ${where}`); const rows = await db.query(`SELECT id FROM users ${where} AND kind = $3 ORDER BY id LIMIT $1 OFFSET $2`, [limit, offset, kind]); }",
    // A page beside other statements: by a number that is passed, or by an offset.
    "async function page(role, limit) { await db.query('SELECT name FROM settings WHERE id = 1'); const rows = await db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, limit]); const total = await db.query('SELECT ⟦COUNT(*)⟧ FROM users'); return { rows, total }; }",
    "async function page(role) { await db.query('SELECT name FROM settings WHERE id = 1'); const rows = await db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT 20 OFFSET 40', [role]); const total = await db.query('SELECT ⟦COUNT(*)⟧ FROM users'); return { rows, total }; }",
    // A comma at the end, which BigQuery and DuckDB allow.
    "async function page(role, limit) { const rows = await db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, limit]); const total = await db.query('SELECT ⟦COUNT(*)⟧, FROM users'); return { rows, total }; }",
    "async function list(all, values) { const filter = all ? 'WHERE owner_id = $1' : 'WHERE owner_id = $1 AND state = $2'; const total = await db.query('SELECT ⟦COUNT(*)⟧ FROM orders WHERE shop_id = $1', values); return db.query(`SELECT id FROM orders ${filter} ORDER BY id LIMIT $${all ? 2 : 3} OFFSET $${all ? 3 : 4}`, values); }",
    "async function page(term) { if (term) { const rows = await db.query('SELECT id FROM users WHERE name ILIKE $1 ORDER BY id LIMIT $2', [term, limit]); const total = await db.query('SELECT ⟦COUNT(*)⟧ FROM users'); return [rows, total]; } return []; }",
    both(LIST, "'SELECT ⟦COUNT(*)⟧ FROM users'"),
    both(LIST, "'select ⟦count(*)⟧::int as total from users'"),
    both(LIST, "'SELECT ⟦COUNT(id)⟧ AS total FROM users'"),
    both(LIST, "'SELECT ⟦COUNT(*)⟧ FROM users WHERE active'"),
    both(LIST, "'SELECT ⟦COUNT(*)⟧ FROM users WHERE status = $1', [status]"),
    both(
      "'SELECT id FROM users WHERE role = $1 AND active ORDER BY id LIMIT $2', [role, limit]",
      "'SELECT ⟦COUNT(*)⟧ FROM users WHERE role = $1', [role]",
    ),
    both(
      "'SELECT id FROM users WHERE email LIKE $1 ORDER BY id LIMIT $2 OFFSET $3', [q, limit, offset]",
      "'SELECT ⟦COUNT(*)⟧ FROM users'",
    ),
    both(
      "'SELECT id FROM users WHERE role = ? ORDER BY id LIMIT ?, ?', [role, offset, limit]",
      "'SELECT ⟦COUNT(*)⟧ AS total FROM users'",
    ),
    both(
      "'SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT 20', [role]",
      "'SELECT ⟦COUNT(*)⟧ FROM users'",
    ),
    both(
      "'SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT 20 OFFSET 40', [role]",
      "'SELECT ⟦COUNT(*)⟧ FROM users'",
    ),
    both('`SELECT id FROM users ${where} ORDER BY id LIMIT $1`, [limit]', "'SELECT ⟦COUNT(*)⟧ FROM users'"),
    both(
      '`SELECT id FROM users WHERE ${conditions} ORDER BY id LIMIT $1`, [limit]',
      "'SELECT ⟦COUNT(*)⟧ FROM users'",
    ),
    both(
      "'SELECT u.id FROM users u JOIN teams t ON t.id = u.team_id WHERE t.name = $1 ORDER BY u.id LIMIT $2', []",
      "'SELECT ⟦COUNT(*)⟧ FROM users'",
    ),
    both(
      "'SELECT id FROM users WHERE age BETWEEN $1 AND $2 ORDER BY id LIMIT $3', []",
      "'SELECT ⟦COUNT(*)⟧ FROM users'",
    ),
    both(
      "'SELECT id FROM users WHERE deleted_at IS NULL ORDER BY id LIMIT $1', [limit]",
      "'SELECT ⟦COUNT(*)⟧ FROM users'",
    ),
    "async function page() {\n  const [rows, total] = await Promise.all([\n    db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, limit]),\n    db.query('SELECT ⟦COUNT(*)⟧ FROM users'),\n  ]);\n}",
    "async function page() {\n  const total = await db.query('SELECT ⟦COUNT(*)⟧ FROM users');\n  const rows = await db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, limit]);\n}",
    'async function page() {\n  await sql`SELECT id FROM users WHERE role = ${role} ORDER BY id LIMIT ${limit}`;\n  await sql`SELECT ⟦COUNT(*)⟧ FROM users`;\n}',
    "class Users {\n  async page() {\n    await this.db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, limit]);\n    await this.db.query('SELECT ⟦COUNT(*)⟧ FROM users');\n  }\n}",
    "const page = (role) => Promise.all([db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, 20]), db.query('SELECT ⟦COUNT(*)⟧ FROM users')]);",
    "db.query('SELECT id FROM users WHERE role = $1 ORDER BY id LIMIT $2', [role, limit]);\ndb.query('SELECT ⟦COUNT(*)⟧ FROM users');",
  ],
  messages: [
    {
      code: both(LIST, "'SELECT COUNT(*) FROM users'"),
      message:
        'This counts rows of users that the list beside it leaves out, so that the total promises pages that are empty: repeat the filter of the list.',
    },
  ],
});
