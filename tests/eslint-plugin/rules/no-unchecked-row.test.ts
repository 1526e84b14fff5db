import { testRule } from '../rule-cases.ts';

const find = "const result = await db.query('SELECT id, name FROM users WHERE id = $1', [id]);\n";
const update =
  "const result = await db.query('UPDATE users SET name = $1 WHERE id = $2 RETURNING id', [name, id]);\n";

/** What a function does before it reads the row of a team. */
const after = (before: string): string =>
  `async function f(id, line) { ${before} const { rows } = await db.query('SELECT name FROM teams WHERE id = $1', [id]); return ⟦rows[0]⟧.name; }`;
const old = "const { rows: [old] } = await db.query('SELECT mail FROM teams WHERE id = $1', [id]);";
const leave = 'if (!old) throw new NotFound();';
/** A function that makes sure that there is a row, and what another does before it reads that. */
const ensured = (insert: string, before: string): string =>
  `async function ensure(id) { await db.query(\`${insert} VALUES ($1)\`, [id]); }\n${after(before)}`;
/** Where the key of the row comes from. */
const keyed = (made: string, key = 'line.team_id'): string => after(made).replace('[id]', `[${key}]`);
const unmarked = (code: string): string => code.replace('⟦', '').replace('⟧', '');

testRule('no-unchecked-row', {
  valid: [
    // It has got the thing before, or put it there within a callback.
    "async function restore(actor, id) { const existing = await getUserById(id); touch(existing); const { rows } = await db.query('UPDATE users SET gone = NULL WHERE id = $1 RETURNING name', [id]); return rows[0].name; }",
    'async function update(id, data) { const old = await this.getShop(id); values.push(id); const { rows } = await db.query(`UPDATE shops SET ${set} WHERE id = $${count} RETURNING name`, values); return rows[0].name; }',
    "async function add(id) { const made = await transaction(async (client) => { const { rows } = await client.query('INSERT INTO teams (a) VALUES (1) RETURNING id'); return rows[0].id; }); const { rows } = await db.query('SELECT name FROM teams WHERE id = $1', [made]); return rows[0].name; }",
    "async function leave(id, actor) { const found = await db.query(`SELECT at FROM visits WHERE id = $1 ${actor ? 'AND user_id = $2' : ''}`, actor ? [id, actor.id] : [id]); if (found.rows.length === 0) throw new NotFound(); const { rows } = await db.query('UPDATE visits SET at = now() WHERE id = $1 RETURNING name', [id]); return rows[0].name; }",
    "async function login(mail) { const result = await db.query('SELECT id FROM users WHERE mail = $1', [mail]); const user = result.rows[0]; if (!user) throw new NotFound(); const { rows } = await db.query('UPDATE users SET at = now() WHERE id = $1 RETURNING name', [user.id]); return rows[0].name; }",
    // The condition itself names the row, whatever else is passed.
    `async function find() { const { rows } = await db.query("SELECT value, $1::text AS label FROM settings WHERE name = 'site'", [label]); return rows[0].value; }`,
    // It has read the row before, and left where there was none.
    ...[
      after(`${old} ${leave}`),
      after(`${old} if (!old) return null;`),
      after(`let old; ${old.replace('const {', '({').replace(';', ');')} ${leave}`),
      after(`const [old] = await sql\`SELECT mail FROM "public"."teams" WHERE id = \${id}\`; ${leave}`),
      after(
        `${old.replace('SELECT mail FROM teams', 'SELECT mail FROM users u JOIN teams ON true')} ${leave}`,
      ),
      after(`${old.replace('SELECT mail FROM teams', 'UPDATE ONLY public.teams SET a = 1')} ${leave}`),
      after(`${old.replace('SELECT mail FROM teams', 'DELETE FROM teams')} ${leave}`),
      // Whoever is in a team, or a line of it, has a team.
      ...['team_users', 'teams_lines'].map((table) =>
        after(`${old.replace('teams WHERE id', `${table} WHERE team_id`)} ${leave}`).replace(
          'teams WHERE id',
          'teams WHERE team_id',
        ),
      ),
      // It has made sure of it.
      ...[
        'INSERT INTO teams (id)',
        'insert into "public"."teams" (id)',
        '\n  INSERT IGNORE INTO teams (id)',
        'INSERT OR IGNORE INTO teams (id)',
      ].map((insert) => ensured(insert, 'await ensure(id);')),
      // The key is that of another row.
      keyed('const line = await findLine(id);').replace('id, line', 'id'),
      keyed('const found = await findLines(id); const line = found.rows[0];').replace('id, line', 'id'),
    ].map(unmarked),
    "async function f(a, b) { const known = await db.query('SELECT EXISTS (SELECT 1 FROM likes WHERE a = $1 AND b = $2)', [a, b]); const like = await db.query('SELECT by FROM likes WHERE a = $1 AND b = $2', [a, b]); if (!known.rows[0].exists) return null; return like.rows[0].by; }",
    // Whoever is in the team has a team.
    "async function f(id, user) { const seat = (await db.query('SELECT 1 FROM team_users WHERE team_id = $1 AND user_id = $2', [id, user])).rows[0]; if (!seat) return null; const { rows } = await db.query('SELECT name FROM teams WHERE team_id = $1', [id]); return rows[0].name; }",
    // The function has read the row before, and left where there was none.
    "async function f(id) { const { rows: [old] } = await db.query('SELECT status FROM quotes WHERE id = $1', [id]); if (!old) throw new NotFound(); const { rows } = await db.query('UPDATE quotes SET status = $1 WHERE id = $2 RETURNING *', [status, id]); return rows[0].status; }",
    // Its list of values is filled elsewhere.
    "async function f(id) { const old = await db.query('SELECT * FROM quotes WHERE id = $1', [id]); if (old.rows.length === 0) return null; values.push(id); const { rows } = await db.query(`UPDATE quotes SET ${sets.join(', ')} WHERE id = $${count} RETURNING *`, values); return rows[0].status; }",
    "async function ensureRow(id) { await db.query('INSERT INTO settings (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [id]); }\nasync function f(id) { await ensureRow(id); const { rows } = await db.query('SELECT mail FROM settings WHERE user_id = $1', [id]); return rows[0].mail; }",
    "async function f(id) { const line = await findLine(id); const { rows } = await db.query('SELECT name FROM records WHERE id = $1', [line.record_id]); return rows[0].name; }",
    "app.post('/login', async (req, res) => { try { const { rows } = await db.query('SELECT hash FROM users WHERE email = $1', [email]); check(rows[0].hash); } catch { res.status(401).end(); } });",
    "async function f() { const found = await db.query('SELECT id FROM moves WHERE key = $1', [key]); if (!found.rows[0]?.id) throw new Error('gone'); return found.rows[0].id; }",
    'async function f() { const found = await db.query(`SELECT ${fn}(total) AS value FROM orders WHERE user_id = $1`, [id]); return found.rows[0].value; }',
    "const data = await pool.promise().query('SELECT id FROM users WHERE name = ?', [name]); const rows = data[0]; if (!rows[0]) throw new Error(); send(rows[0].id);",
    "const data = await pool.promise().query('SELECT id FROM users WHERE name = ?', [name]); const rows = data[0]; send(rows[0]?.id);",
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
    "const result = await db.query('DELETE FROM notes USING pg_class c WHERE c.oid = notes.id AND notes.id = $1 RETURNING notes.id', [id]);\nreturn result.rows[0].id;",
    "const result = await db.query('SELECT numbackends FROM pg_stat_database WHERE datname = $1', [name]);\nreturn result.rows[0].numbackends;",
    "await db.query('INSERT INTO users (id) VALUES ($1)', [id]);\nconst result = await db.query('SELECT name FROM users WHERE id = $1', [id]);\nuse(result.rows[0].name);",
    "await db.query('UPDATE users SET name = $1 WHERE id = $2', [name, id]);",
    "const [rows] = await pool.query('SELECT id FROM users WHERE id = ?', [id]);\nif (rows.length === 0) fail();\nuse(rows[0].id);",
    'const [user] = await sql`SELECT id FROM users WHERE id = ${id}`;\nif (!user) fail();\nuse(user.id);',
    'const result = await load(id);\nreturn result.rows[0].name;',
    { code: `${find}return result.rows[0].name;`, filename: 'tests/users.ts' },
  ],
  invalid: [
    "async function restore(actor, id) { const existing = await getUserById(actor.id); touch(existing); const { rows } = await db.query('UPDATE users SET gone = NULL WHERE id = $1 RETURNING name', [id]); return ⟦rows[0]⟧.name; }",
    "async function restore(actor, id) { const existing = await countOf(id); touch(existing); const { rows } = await db.query('UPDATE users SET gone = NULL WHERE id = $1 RETURNING name', [id]); return ⟦rows[0]⟧.name; }",
    "async function read(id) { const existing = await getUserById(id); touch(existing); const { rows } = await db.query('SELECT name FROM teams WHERE id = $1', [id]); return ⟦rows[0]⟧.name; }",
    // The catch answers for what stands in the block before it.
    "async function find(req, res) { try { await check(req); } catch (error) { const { rows } = await db.query('SELECT name FROM users WHERE id = $1', [req.params.id]); res.status(403).json({ name: ⟦rows[0]⟧.name }); } }",
    "const data = await pool.promise().query('SELECT id FROM users WHERE name = ?', [name]); const rows = ⟦data[0]⟧; send(rows[0].id);",
    // It has not left, or at another time, or asked for another row.
    after(old),
    after(`${old} if (!old) log(id);`),
    after(`${old} while (!old) throw new NotFound();`),
    after(`if (!id) return null; ${old}`),
    after(old).replace('return ⟦', `${leave} return ⟦`),
    after(`${old.replace('teams', 'users')} ${leave}`),
    after(`${old.replace('[id]', '[line]')} ${leave}`),
    `async function other(id) { ${old} ${leave} }\n${after('')}`,
    after('').replace('return ⟦rows[0]⟧.name;', `const name = ⟦rows[0]⟧.name; ${old} ${leave} return name;`),
    after(`${old.replace('teams WHERE id', 'users_team WHERE team_id')} ${leave}`).replace(
      'teams WHERE id',
      'teams WHERE team_id',
    ),
    after(`${old.replace('teams WHERE id', 'team_users WHERE user_id')} ${leave}`).replace(
      'teams WHERE id',
      'teams WHERE team_id',
    ),
    'async function f(id) { const old = await db.query(`SELECT mail FROM teams WHERE mail = $${count}`, values); if (old.rows.length === 0) return null; const { rows } = await db.query(`SELECT name FROM teams WHERE id = $${count}`, values); return ⟦rows[0]⟧.name; }',
    // It may not have made sure of it.
    ensured('INSERT INTO teams (id)', ''),
    ensured('INSERT INTO teams (id)', 'if (line) await ensure(id);'),
    ensured('INSERT INTO teams (id)', 'run(() => ensure(id));'),
    ensured('INSERT INTO teams (id)', 'for (const each of line) await ensure(each);'),
    ensured('INSERT INTO teams (id)', '').replace('return ⟦', 'await ensure(id); return ⟦'),
    ensured('INSERT INTO users (id)', 'await ensure(id);'),
    ensured('SELECT id FROM teams UNION', 'await ensure(id);'),
    `${ensured('INSERT INTO teams (id)', '')}\nasync function g(id) { await ensure(id); }`,
    // Nothing shows where the key comes from.
    keyed(''),
    keyed('const line = await findLine(id);', 'line.idea').replace('id, line', 'id'),
    keyed('const line = await findLine(id);', 'line').replace('id, line', 'id'),
    keyed('const line = findLine(id);').replace('id, line', 'id'),
    keyed('const line = await request.json();').replace('id, line', 'id'),
    // What was written was no such row.
    after("const gone = await db.query('DELETE FROM logs WHERE id = $1', [id]); log(gone.rowCount);"),
    after("await db.query('UPDATE teams SET seen = now() WHERE id = $1', [id]);"),
    `async function g(id) { await db.query('INSERT INTO teams (id) VALUES ($1)', [id]); }\n${after('')}`,
    "async function f(id, changes) { const { rows } = await db.query('UPDATE teams SET name = $1 WHERE id = $2 RETURNING id', [changes.name, id]); return ⟦rows[0]⟧.id; }",
    "async function f(a, b) { const known = await db.query('SELECT EXISTS (SELECT 1 FROM likes WHERE a = $1)', [a]); const like = await db.query('SELECT by FROM likes WHERE a = $1 AND b = $2', [a, b]); if (!known.rows[0].exists) return null; return ⟦like.rows[0]⟧.by; }",
    "async function f(a, b) { const known = await db.query('SELECT EXISTS (SELECT 1 FROM likes WHERE a = $1 AND b = $2)', [a, b]); const like = await db.query('SELECT by FROM likes WHERE a = $1 AND b = $2', [a, b]); log(known); return ⟦like.rows[0]⟧.by; }",
    "async function f(id, user) { const seat = (await db.query('SELECT 1 FROM team_users WHERE team_id = $1 AND user_id = $2', [id, user])).rows[0]; if (!seat) return null; const { rows } = await db.query('SELECT name FROM rooms WHERE team_id = $1', [id]); return ⟦rows[0]⟧.name; }",
    "async function f(id) { const seat = (await db.query('SELECT 1 FROM team_users WHERE id = $1', [id])).rows[0]; if (!seat) return null; const { rows } = await db.query('SELECT name FROM teams WHERE id = $1', [id]); return ⟦rows[0]⟧.name; }",
    "async function f(id) { const old = await db.query('SELECT * FROM quotes WHERE owner = $1', [id]); if (old.rows.length === 0) return null; values.push(id); const { rows } = await db.query(`UPDATE quotes SET ${sets.join(', ')} WHERE id = $${count} RETURNING *`, values); return ⟦rows[0]⟧.status; }",
    "async function ensureRow(id) { await db.query('INSERT INTO users (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]); }\nasync function f(id) { await ensureRow(id); const { rows } = await db.query('SELECT mail FROM settings WHERE user_id = $1', [id]); return ⟦rows[0]⟧.mail; }",
    "async function ensureRow(id) { await db.query('INSERT INTO settings (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [id]); }\nasync function f(id, isNew) { if (isNew) await ensureRow(id); const { rows } = await db.query('SELECT mail FROM settings WHERE user_id = $1', [id]); return ⟦rows[0]⟧.mail; }",
    "async function f(id) { const { rows: [old] } = await db.query('SELECT status FROM quotes WHERE id = $1', [id]); const { rows } = await db.query('UPDATE quotes SET status = $1 WHERE id = $2 RETURNING *', [status, id]); return ⟦rows[0]⟧.status; }",
    "async function f(id) { const { rows: [owner] } = await db.query('SELECT id FROM owners WHERE id = $1', [id]); if (!owner) throw new NotFound(); const { rows } = await db.query('UPDATE quotes SET status = $1 WHERE id = $2 RETURNING *', [status, id]); return ⟦rows[0]⟧.status; }",
    "async function f(req) { const body = await req.json(); const { rows } = await db.query('SELECT name FROM records WHERE id = $1', [body.record_id]); return ⟦rows[0]⟧.name; }",
    "app.get('/', async (req, res) => { try { const { rows } = await db.query('SELECT hash FROM users WHERE id = $1', [id]); res.json(⟦rows[0]⟧.hash); } catch { res.status(500).end(); } });",
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
