import { testRule } from '../rule-cases.ts';

const find = "const result = await db.query('SELECT id, name FROM users WHERE id = $1', [id]);\n";
const update =
  "const result = await db.query('UPDATE users SET name = $1 WHERE id = $2 RETURNING id', [name, id]);\n";

testRule('no-unchecked-row', {
  valid: [
    // mysql2 gives the list of rows beside their fields.
    "const result = await connection.execute('SELECT id FROM labels WHERE name = ?', [name]);\nif (result[0].length === 0) return false;",
    "const result = await connection.execute('SELECT id FROM labels WHERE name = ?', [name]);\nreturn result[0].pop();",
    "const result = await connection.execute('SELECT id FROM labels WHERE name = ?', [name]);\nconst labels = result[0];\nreturn labels.map((label) => label.id);",
    // Builders, and rows that may be missing.
    "const users = await knex('users').where({ id }); use(users[0].id);",
    "const { rows } = await db.query('SELECT id FROM users WHERE id = $1', [id]); use(rows[0]?.id);",
    "const [result] = await db.query('UPDATE users SET active = NOT active WHERE id = ?', [id]);\nif (result.affectedRows === 0) return null;\nconst [rows] = await db.query('SELECT active FROM users WHERE id = ?', [id]);\nreturn rows[0].active;",
    "const users = await dataSource.query('UPDATE users SET code = $1 WHERE id = $2 RETURNING code', [code, id]);\nreturn users[0][0];",
    `${find}return result.rows[0];`,
    `${find}return result.rows[0] ?? null;`,
    `${find}return result.rows[0]?.name;`,
    `${find}return result.rows[0] ? result.rows[0].name : null;`,
    `${find}if (!result.rows[0]) return null;\nreturn result.rows[0].name;`,
    `${find}if (result.rowCount === 0) return null;\nreturn result.rows[0].name;`,
    `${find}if (result.rows.length === 0) return null;\nreturn result.rows[0].name;`,
    `${find}const user = result.rows[0];\nif (!user) return null;\nreturn user.name;`,
    `${find}const user = result.rows[0];\nreturn user?.name;`,
    `${find}const user = result.rows[0];\nreturn user && user.name;`,
    `${find}const user = result.rows[0];\nassertFound(user);\nreturn user.name;`,
    `${find}check(result);\nreturn result.rows[0].name;`,
    `${find}return toUser(result.rows[0]);`,
    `${find}function toUser(row) { return row ? row.name : null; }\nreturn toUser(result.rows[0]);`,
    `${find}function toUser(row) { if (!row) return null; return row.name; }\nreturn toUser(result.rows[0]);`,
    `${find}return result.rows.map((row) => row.name);`,
    "const { rows } = await db.query('SELECT id FROM users WHERE id = $1', [id]);\nif (rows.length) use(rows[0].id);",
    "const { rows, rowCount } = await db.query('SELECT id FROM users WHERE id = $1', [id]);\nuse(rows[0].id);",
    "const { rows: [user] } = await db.query('SELECT id FROM users WHERE id = $1', [id]);\nif (!user) return;\nuse(user.id);",
    "const result = await db.query('SELECT count(*) FROM users WHERE active = $1', [true]);\nreturn result.rows[0].count;",
    "const result = await db.query('SELECT max(age) FROM users WHERE active = $1', [true]);\nreturn result.rows[0].max;",
    "const result = await db.query('SELECT now()');\nreturn result.rows[0].now;",
    "const result = await db.query('SELECT EXISTS (SELECT 1 FROM users WHERE id = $1)', [id]);\nreturn result.rows[0].exists;",
    "const result = await db.query('SELECT version FROM schema_version');\nreturn result.rows[0].version;",
    'const result = await db.query("SELECT value FROM settings WHERE name = \'size\'");\nreturn result.rows[0].value;',
    "const result = await db.query('INSERT INTO users (name) VALUES ($1) RETURNING id', [name]);\nreturn result.rows[0].id;",
    "const result = await db.query('SELECT numbackends FROM pg_stat_database WHERE datname = $1', [name]);\nreturn result.rows[0].numbackends;",
    "await db.query('INSERT INTO users (id) VALUES ($1)', [id]);\nconst result = await db.query('SELECT name FROM users WHERE id = $1', [id]);\nuse(result.rows[0].name);",
    "await db.query('UPDATE users SET name = $1 WHERE id = $2', [name, id]);",
    "const [rows] = await pool.query('SELECT id FROM users WHERE id = ?', [id]);\nif (rows.length === 0) fail();\nuse(rows[0].id);",
    'const [user] = await sql`SELECT id FROM users WHERE id = ${id}`;\nif (!user) fail();\nuse(user.id);',
    'const result = await load(id);\nreturn result.rows[0].name;',
    { code: `${find}return result.rows[0].name;`, filename: 'tests/users.ts' },
  ],
  invalid: [
    `${find}return ⟦result.rows[0]⟧.name;`,
    `${find}const { name } = ⟦result.rows[0]⟧;`,
    `${find}const user = ⟦result.rows[0]⟧;\nreturn user.name;`,
    `${find}function toUser(row) { return { name: row.name }; }\nreturn toUser(⟦result.rows[0]⟧);`,
    `${find}const toUser = (row) => row.name;\nreturn toUser(⟦result.rows[0]⟧);`,
    `${find}const toUser = ({ name }) => name;\nreturn toUser(⟦result.rows[0]⟧);`,
    `${update}return ⟦result.rows[0]⟧.id;`,
    "class Users { async rename(id, name) { const result = await this.db.query('UPDATE users SET name = $1 WHERE id = $2 RETURNING id', [name, id]); return this.map(⟦result.rows[0]⟧); } map(row) { return { id: row.id }; } }",
    "const result = await db.query('DELETE FROM users WHERE id = $1 RETURNING id', [id]);\nreturn ⟦result.rows[0]⟧.id;",
    "const { rows } = await db.query('SELECT name FROM users WHERE id = $1', [id]);\nreturn ⟦rows[0]⟧.name;",
    "const { rows: [user] } = await db.query('SELECT name FROM users WHERE id = $1', [id]);\nreturn ⟦user⟧.name;",
    "const name = ⟦(await db.query('SELECT name FROM users WHERE id = $1', [id])).rows[0]⟧.name;",
    "const rows = await db.query('SELECT name FROM users WHERE id = ?', [id]);\nreturn ⟦rows[0]⟧.name;",
    "const [rows] = await pool.query('SELECT name FROM users WHERE id = ?', [id]);\nreturn ⟦rows[0]⟧.name;",
    "const [[user]] = await pool.query('SELECT name FROM users WHERE id = ?', [id]);\nreturn ⟦user⟧.name;",
    'const [user] = await sql`SELECT name FROM users WHERE id = ${id}`;\nreturn ⟦user⟧.name;',
    `${find}if (await verify(⟦result.rows[0]⟧.password, password)) login();`,
  ],
  messages: [
    {
      code: `${update}return result.rows[0].id;`,
      message:
        'This UPDATE finds no row when nothing meets its condition, and reading undefined throws, which is a 500: return null, and answer 404.',
    },
  ],
});
