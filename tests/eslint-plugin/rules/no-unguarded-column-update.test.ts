import { testRule } from '../rule-cases.ts';

const update = 'db.query(`UPDATE users SET ${set} WHERE id = $1`, values);';

testRule('no-unguarded-column-update', {
  valid: [
    {
      options: [{ checkCallers: false }],
      code: "export async function update(id, data) { const set = Object.keys(data).map((key, index) => `${key} = $${index + 2}`).join(', '); await db.query(`UPDATE users SET ${set} WHERE id = $1`, [id, ...Object.values(data)]); }",
    },
    'app.patch("/users", (req) => User.update(req.body, { where: { id: 1 } }));',
    'app.post("/users", (req) => usersRepository.save(req.body));',
    "db.query('UPDATE users SET name = $1 WHERE id = $2', [name, id])",
    "db.query('UPDATE users SET name = COALESCE($2, name) WHERE id = $1', [id, body.name])",
    // Names from a list.
    `export function save(data) {\n  const set = Object.keys(data).filter((key) => COLUMNS.includes(key)).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}`,
    `export function save(data) {\n  const set = Object.keys(data).filter((key) => COLUMNS.has(key)).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}`,
    `export function save(data) {\n  const set = Object.keys(data).filter((key) => key in COLUMNS).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}`,
    `export function save(data) {\n  const set = Object.keys(data).filter(isColumn).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}`,
    `export function save(data) {\n  const sets = [];\n  for (const key of Object.keys(data)) {\n    if (!COLUMNS.has(key)) continue;\n    sets.push(\`\${key} = ?\`);\n  }\n  const set = sets.join();\n  ${update}\n}`,
    `export function save(data) {\n  const sets = [];\n  for (const key of Object.keys(data)) {\n    if (COLUMNS.includes(key)) sets.push(\`\${key} = ?\`);\n  }\n  const set = sets.join();\n  ${update}\n}`,
    `export function save(data) {\n  const sets = [];\n  for (const [key, value] of Object.entries(data)) {\n    const column = COLUMNS.get(key);\n    if (column) sets.push(\`\${column} = ?\`);\n  }\n  const set = sets.join();\n  ${update}\n}`,
    `export function save(data) {\n  const set = Object.keys(data).map((key) => \`\${COLUMNS[key]} = ?\`).join();\n  ${update}\n}`,
    `export function save(data) {\n  if (!Object.keys(data).every((key) => COLUMNS.has(key))) throw new Error('column');\n  const set = Object.keys(data).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}`,
    `export function save(data) {\n  const { error } = schema.validate(data);\n  if (error) throw error;\n  const set = Object.keys(data).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}`,
    // Objects of the program.
    `const data = { name: request.body.name, email: request.body.email };\nconst set = Object.keys(data).map((key) => \`\${key} = ?\`).join();\n${update}`,
    `const COLUMNS = ['name', 'email'];\nconst set = COLUMNS.map((column) => \`\${column} = ?\`).join();\n${update}`,
    `const COLUMNS = { name: 'name' };\nconst set = Object.keys(COLUMNS).map((column) => \`\${column} = ?\`).join();\n${update}`,
    `function save(data) {\n  const set = Object.keys(data).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}\nsave({ name: request.body.name });`,
    `export function save(input) {\n  const data = pick(input, ['name']);\n  const set = Object.keys(data).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}`,
    `export function save(input) {\n  const data = schema.parse(input);\n  const set = Object.keys(data).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}`,
    // Values, not columns.
    "export function save(data) {\n  db.query('UPDATE users SET data = $1 WHERE id = $2', [JSON.stringify(data), id]);\n}",
    "export function save(data) {\n  db.query('UPDATE users SET name = $1, email = $2', Object.values(data));\n}",
    'export function save(data) {\n  db.query(`INSERT INTO users (name, email) VALUES (${Object.keys(data).map(() => "?").join()})`, Object.values(data));\n}',
    'export function find(data) {\n  const where = Object.keys(data).map((key) => `${key} = ?`).join(" AND ");\n  db.query(`SELECT id FROM users WHERE ${where} LIMIT 10`);\n}',
    'export function save(data) {\n  log.info(`SET ${Object.keys(data).join()}`);\n}',
    'export function find(data) {\n  const where = Object.keys(data).map((key) => `${key} = ?`).join(" AND ");\n  db.query(`UPDATE users SET name = ? WHERE ${where}`);\n}',
    'export function save(data) {\n  sql`UPDATE users SET ${Object.keys(data).join()} = 1`;\n}',
    // SET ?
    "app.post('/users', (req, res) => {\n  db.query('UPDATE users SET ? WHERE id = ?', req.body);\n});",
    "app.post('/users', (req, res) => {\n  db.query('INSERT INTO users SET ?', { name: req.body.name });\n});",
    "app.post('/users', (req, res) => {\n  const user = { name: req.body.name };\n  db.query('INSERT INTO users SET ?', user, done);\n});",
    "exports.create = (user, done) => {\n  db.query('INSERT INTO users SET ?', user, done);\n};",
    // Builders.
    "app.post('/users', async (req, res) => {\n  await knex('users').insert({ name: req.body.name });\n});",
    "app.post('/users', async (req, res) => {\n  const { name } = req.body;\n  await db.update(users).set({ name });\n});",
    "app.post('/users', async (req, res) => {\n  await db.update(users).set(schema.parse(req.body));\n});",
    "app.post('/users', async (req, res) => {\n  await prisma.user.create({ data: { name: req.body.name } });\n});",
    "app.post('/users', async (req, res) => {\n  cache.of('users').set(req.body);\n});",
    "app.get('/users', async (req, res) => {\n  await db.select('id').from(users).offset(req.query);\n});",
    "app.post('/users', async (req, res) => {\n  cache.set(req.body);\n  settings.update(req.body);\n});",
    {
      code: `export function save(data) {\n  const set = Object.keys(data).map((key) => \`\${key} = ?\`).join();\n  ${update}\n}`,
      filename: 'tests/save.ts',
    },
  ],
  invalid: [
    // What is added to a length asks nothing.
    "app.patch('/users/:id', (req, res) => { const sets = []; const values = []; for (const key of Object.keys(req.body)) { values.push(req.body[key]); sets.push(`⟦${key}⟧ = $${values.length+1}`); } return db.query(`UPDATE users SET ${⟦sets.join(', ')⟧} WHERE id = $1`, values); });",
    // A quoted name is another column than keys that fold.
    `app.patch('/users/:id', (req, res) => { const sets = Object.keys(req.body).map((key, i) => \`\${key} = $\${i + 2}\`); return pgPool.query(\`UPDATE users SET "updatedAt" = now(), ⟦\${sets.join(', ')}⟧ WHERE id = $1\`, values); });`,
    {
      options: [{ checkCallers: false }],
      code: "app.patch('/users/:id', async (req, res) => { await knex('users').where({ id: req.params.id }).update(⟦req.body⟧); });",
    },
    "app.patch('/users/:id', (req) => knex('users').where({ id: req.params.id }).update(⟦{ ...req.body }⟧));",
    `export function save(data) {\n  const set = Object.keys(data).map((key, i) => \`⟦\${key}⟧ = $\${i + 2}\`).join(', ');\n  if (set.length) ${update}\n}`,
    `export function save(data) {\n  const set = Object.entries(data).map(([key, value]) => \`⟦\${key}⟧ = ?\`).join(', ');\n  if (set.length) ${update}\n}`,
    `export function save(data) {\n  const keys = Object.keys(data);\n  if (keys.length === 0) return;\n  const set = keys.map((key) => \`⟦\${key}⟧ = ?\`).join(', ');\n  ${update}\n}`,
    "class Users {\n  async update(id: string, data: Partial<User>) {\n    const sets: string[] = [];\n    Object.entries(data).forEach(([key, value]) => {\n      sets.push(`⟦${key}⟧ = $1`);\n    });\n    if (sets.length === 0) return;\n    await this.db.query(`UPDATE users SET ${sets.join(', ')} WHERE id = $2`, values);\n  }\n}",
    "export function save(data) {\n  const sets = [];\n  for (const key in data) sets.push(`⟦${key}⟧ = ?`);\n  if (!sets.length) return;\n  db.query(`UPDATE users SET ${sets.join(', ')} WHERE id = ?`, values);\n}",
    "export function save(data) {\n  const sets = [];\n  for (const [key, value] of Object.entries(data)) sets.push(⟦key⟧ + ' = ?');\n  if (!sets.length) return;\n  db.query('UPDATE users SET ' + sets.join(', ') + ' WHERE id = ?', values);\n}",
    'export function save(data) {\n  const sets = [];\n  for (const key of Object.keys(data)) sets.push(`"⟦${key}⟧" = ?`);\n  if (!sets.length) return;\n  db.query(`UPDATE users SET ${sets.join()} WHERE id = ?`, values);\n}',
    'export function save(data) {\n  const sets = [];\n  for (const key of Object.keys(data)) sets.push(`⟦${snakeCase(key)}⟧ = ?`);\n  if (!sets.length) return;\n  db.query(`UPDATE users SET ${sets.join()} WHERE id = ?`, values);\n}',
    'export function save(data) {\n  const sets = [];\n  for (const key of Object.keys(data)) sets.push(`⟦${mysql.escapeId(key)}⟧ = ?`);\n  if (!sets.length) return;\n  db.query(`UPDATE users SET ${sets.join()} WHERE id = ?`, values);\n}',
    'export function save(data) {\n  const set = Object.keys(data).filter((key) => data.name !== undefined).map((key) => `⟦${key}⟧ = ?`).join();\n  if (set.length) db.query(`UPDATE users SET ${set} WHERE id = ?`, values);\n}'.replace(
      'filter((key) => data.name !== undefined).',
      '',
    ),
    "app.patch('/users/:id', async (req, res) => {\n  const set = Object.keys(req.body).map((key) => `⟦${key}⟧ = ?`).join();\n  if (set.length) await db.query(`UPDATE users SET ${set} WHERE id = ?`, values);\n});",
    "app.patch('/users/:id', async (req, res) => {\n  const { id, ...rest } = req.body;\n  const set = Object.keys(rest).map((key) => `⟦${key}⟧ = ?`).join();\n  if (set.length) await db.query(`UPDATE users SET ${set} WHERE id = ?`, values);\n});",
    'export function add(data) {\n  return db.query(`INSERT INTO users (⟦${Object.keys(data).join(", ")}⟧) VALUES (${marks})`, Object.values(data));\n}',
    'export function add(data) {\n  const columns = Object.keys(data);\n  return db.query(`INSERT INTO users (⟦${columns.join(", ")}⟧) VALUES (${marks})`, Object.values(data));\n}',
    "function save(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  if (set.length) db.query(`UPDATE users SET ${set} WHERE id = ?`, values);\n}\napp.patch('/users', (req, res) => save(req.body));",
    // Nothing left, and twice the same.
    'export function save(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  db.query(`UPDATE users SET ${⟦set⟧} WHERE id = ?`, values);\n}',
    "export function save(data) {\n  const sets = [];\n  for (const key of Object.keys(data)) sets.push(`⟦${key}⟧ = $${sets.length + 2}`);\n  db.query(`UPDATE users SET ${⟦sets.join(', ')⟧}, ⟦updated_at⟧ = NOW() WHERE id = $1`, values);\n}",
    'export function save(data) {\n  const set = Object.keys(data).map((key, index) => `⟦${key}⟧ = $${index + 2}`).join();\n  if (set.length) db.query(`UPDATE users SET ⟦version⟧ = version + 1, ${set} WHERE id = $1`, values);\n}',
    // MySQL and SQLite take a column twice.
    'export function save(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  if (set.length) db.query(`UPDATE users SET version = version + 1, ${set} WHERE id = ?`, values);\n}',
    "export function save(data) {\n  delete data['version'];\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  if (set.length) db.query(`UPDATE users SET version = version + 1, ${set} WHERE id = ?`, values);\n}",
    // Only where nothing looks at how many there are, and the list stands alone.
    "export function save(data) {\n  const sets = [\n    'updated_at = NOW()',\n  ];\n  for (const key of Object.keys(data)) sets.push(`⟦${key}⟧ = ?`);\n  db.query(`UPDATE users SET ${sets.join()} WHERE id = ?`, values);\n}",
    'export function save(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  db.query(`UPDATE users SET version = version + 1, ${set} WHERE id = ?`, values);\n}',
    'export function save(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  const text = `\n    UPDATE users SET\n      ${⟦set⟧}\n    WHERE id = ?`;\n  return db.query(text, values);\n}',
    'function a(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  if (set.length) db.query(`UPDATE a SET ${set} WHERE id = ?`, values);\n}\nfunction b(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  db.query(`UPDATE b SET ${⟦set⟧} WHERE id = ?`, values);\n}\nmodule.exports = { a, b };',
    'function a(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  db.query("UPDATE a SET " + set + " WHERE id = ?", values);\n}\nfunction b(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  db.query(`UPDATE b SET ${⟦set⟧} WHERE id = ?`, values);\n}\nmodule.exports = { a, b };',
    // A key that also names its placeholder, and keys of an upsert.
    'export function save(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = :${key}`).join();\n  if (set.length) db.query(`UPDATE users SET ${set} WHERE id = :id`, data);\n}',
    'export function save(data) {\n  const set = Object.keys(data).map((key, index) => `⟦${key}⟧ = $${index + 2}`).join();\n  if (set.length) db.query(`INSERT INTO users (id, at) VALUES ($1, now()) ON CONFLICT (id) DO UPDATE SET ⟦at⟧ = now(), ${set}`, values);\n}',
    'export function save(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = DEFAULT`).join();\n  db.query(`INSERT INTO users (id, at) VALUES (?, now()) ON DUPLICATE KEY UPDATE ${set}`, values);\n}',
    // Which columns are set twice, and in which databases.
    'export function save(data) {\n  const set = Object.keys(data).map((key, index) => `⟦${key}⟧ = $${index + 2}`).join();\n  if (set.length) db.query(`UPDATE users SET ⟦active⟧ = role = $1, ⟦rank⟧ = greatest(rank, level = 3), ${set} WHERE id = $1`, values);\n}',
    'import { Pool } from "pg";\nconst db = new Pool();\nexport function save(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = ?`).join();\n  if (set.length) db.query(`UPDATE users SET ⟦version⟧ = version + 1, ${set} WHERE id = ?`, values);\n}',
    'import mysql from "mysql2";\nconst db = mysql.createPool({});\nexport function save(data) {\n  const set = Object.keys(data).map((key) => `⟦${key}⟧ = 1`).join();\n  if (set.length) db.query(`UPDATE users SET version = version + 1, ${set} WHERE id = 1`, values);\n}',
    // SET ?
    "app.post('/users', (req, res) => {\n  db.query('INSERT INTO users SET ?', ⟦req.body⟧, done);\n});",
    "app.put('/users/:id', (req, res) => {\n  db.query('UPDATE users SET ? WHERE id = ?', [⟦req.body⟧, req.params.id]);\n});",
    "app.post('/users', (req, res) => {\n  const user = req.body;\n  db.query('INSERT INTO users SET ?', [⟦user⟧]);\n});",
    "app.post('/users', (req, res) => {\n  db.query('INSERT INTO users SET ?', [⟦{ ...req.body, active: true }⟧]);\n});",
    // Builders.
    "app.post('/users', async (req, res) => {\n  await knex('users').insert(⟦req.body⟧);\n});",
    "app.patch('/users/:id', async (req, res) => {\n  await knex('users').where({ id: 1 }).update(⟦req.body⟧);\n});",
    "app.patch('/users/:id', async (req, res) => {\n  const body = req.body;\n  await db.update(users).set(⟦body⟧).where(eq(users.id, 1));\n});",
    "app.patch('/users', (req) => knex('users').where('a', 1).where('b', 2).where('c', 3).where('d', 4).update(⟦req.body⟧));",
    "app.post('/users', async (req, res) => {\n  await prisma.user.create({ data: ⟦req.body⟧ });\n});",
    "app.post('/users', async (req, res) => {\n  await prisma.user.update({ where: { id: 1 }, data: ⟦{ ...req.body }⟧ });\n});",
  ],
  suggestions: [
    {
      code: "export function save(data) {\n  const sets = [];\n  for (const key of Object.keys(data)) sets.push(`${key} = ?`);\n  db.query(`UPDATE users SET ${sets.join(', ')} WHERE id = ?`, values);\n}",
      output:
        "export function save(data) {\n  const sets = [];\n  for (const key of Object.keys(data)) sets.push(`${key} = ?`);\n  if (sets.length === 0) return;\n  db.query(`UPDATE users SET ${sets.join(', ')} WHERE id = ?`, values);\n}",
    },
    {
      code: 'export function save(data) {\n  db.query(`UPDATE users SET ${Object.keys(data).map((key) => `${key} = ?`).join()} WHERE id = ?`, values);\n}',
      output: null,
    },
    {
      code: 'export function save(data) {\n  const set = Object.keys(data).map((key) => `${key} = ?`).join();\n  return run(() => db.query(`UPDATE users SET ${set} WHERE id = ?`, values));\n}',
      output: null,
    },
  ],
  messages: [
    {
      code: "app.post('/users', (req, res) => {\n  db.query('INSERT INTO users SET ?', req.body, done);\n});",
      message:
        'The client chooses which columns are written, password_hash and role among them: look each key up in a map of the columns that may change.',
    },
    {
      code: 'export function save(data) {\n  const set = Object.keys(data).map((key, index) => `${key} = $${index + 2}`).join();\n  db.query(`UPDATE users SET ${set}, updated_at = NOW() WHERE id = $1`, values);\n}',
      message: '`updated_at` is set twice, a syntax error (42601), when the object has a key of that name.',
    },
    {
      code: 'export function save(data) {\n  const set = Object.keys(data).map((key) => `${key} = ?`).join();\n  db.query(`UPDATE users SET ${set} WHERE id = ?`, values);\n}',
      message:
        'An object without keys leaves nothing after SET, which is a syntax error: answer before the query.',
    },
    {
      code: 'export function save(data) {\n  const set = Object.keys(data).map((key, index) => `${key} = $${index + 2}`).join();\n  db.query(`UPDATE users SET ${set} WHERE id = $1`, values);\n}',
      message:
        'An object without keys leaves nothing after SET, which is a syntax error (42601): answer before the query.',
    },
  ],
});
