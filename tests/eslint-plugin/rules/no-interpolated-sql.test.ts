import { describe, expect, test } from 'vitest';
import { lint } from '../lint.ts';
import { testCases, testRule } from '../rule-cases.ts';

/** An Express handler around a body. */
const handler = (body: string): string => `app.get('/users', async (req, res) => {\n${body}\n});`;
/** An exported function whose callers the file does not show. */
const find = (body: string): string =>
  `export async function find(name: string, ids: string[], dto: { email: string }) {\n${body}\n}`;

testRule('no-interpolated-sql', {
  valid: [
    // A function of the program around a schema that another file holds.
    "import { parse } from './validate';\nimport { listQuerySchema } from './shared';\nrouter.get('/', async (req, res) => { const q = parse(listQuerySchema, req.query); await pool.query(`SELECT id FROM t ORDER BY id LIMIT ${q.limit}`); });",
    {
      code: 'exports.list = (names) => db.query("SELECT id FROM users LIMIT " + names.size);',
      filename: 'src/users.js',
    },
    'export const find = (filters: { [name: string]: string; count: number }) => db.query(`SELECT id FROM users WHERE count = ${filters.count}`);',
    'export const find = (filters: { [name: string]: number }) => db.query(`SELECT id FROM users WHERE count = ${filters.size}`);',
    // What a caller is asked for is escaped, by its name.
    ...['safePath', 'escapedName', 'quoted', 'sanitized_name', 'validatedId'].map(
      (name) =>
        `exports.list = (${name}: string) => db.query(\`SELECT id FROM files WHERE path = '\${${name}}'\`);`,
    ),
    "exports.list = (sources: Array<{ safePath: string }>) => sources.map((source) => db.query(`SELECT id FROM files WHERE path = '${source.safePath}'`));",
    // The type of a default is the type of its parameter in every kind of TypeScript.
    {
      code: 'export const list = (limit = 10) => db.query(`SELECT id FROM users WHERE age > ${limit}`);',
      filename: 'src/list.tsx',
    },
    // Each text of a choice has a mark, which takes the first value.
    "const format = require('pg-format'); app.get('/', (req) => db.query(format(`SELECT a FROM b WHERE ${req.query.m ? 'd = %L' : 'c = %L'} AND e = %s LIMIT 3`, req.query.q, 'x')));",
    "const format = require('pg-format'); app.get('/', (req) => db.query(format(`SELECT a FROM b WHERE ${req.query.m ? 'c BETWEEN %L AND %L' : 'd IN (%L, %L)'} AND e = %s LIMIT 3`, req.query.q, req.query.r, 'x')));",
    // What is called as a handler is, and is none; what an action takes by its type.
    'const GET = async ({ params, request }) => db.query(`SELECT id FROM ${params.table}`);',
    'export const load = async ({ params }) => db.query(`SELECT id FROM ${params.table}`);',
    'export const list = async ({ params, request }) => db.query(`SELECT id FROM ${params.table}`);',
    'const actions = { list: async ({ params, request }) => db.query(`SELECT id FROM ${params.table}`) };',
    'export const commands = { list: async ({ params, request }) => db.query(`SELECT id FROM ${params.table}`) };',
    "'use server';\nexport async function list(kind: 'a' | 'b') { return db.query(`SELECT id FROM ${kind}`); }",
    "'use server';\nasync function list(table: string) { return db.query(`SELECT id FROM ${table}`); }",
    "'use client';\nexport async function list(table: string) { return db.query(`SELECT id FROM ${table}`); }",
    'export async function list(table: string) { return db.query(`SELECT id FROM ${table}`); }',
    "exports.list = (from, to) => { let span = null; if (isDate(from)) { span = `>= '${from}'`; } else if (isDate(to)) { span = `<= '${to}'`; } return db.query(`SELECT id FROM users WHERE joined ${span}`); };",
    'exports.list = (limit = 10) => db.query(`SELECT id FROM users LIMIT ${limit}`);',
    'exports.list = ({ size, page }) => { page = page * 10; size = size % 50; return db.query(`SELECT id FROM users LIMIT ${size} OFFSET ${page}`); };',
    // Marks, numbers, and a sum.
    "exports.list = (ids: string[]) => { const marks = ids.reduce((text, _, index) => text + (index ? ', ' : '') + `$${index + 1}`, ''); return db.query(`SELECT id FROM users WHERE id IN (${marks})`, ids); };",
    "exports.rank = (ids: string[]) => db.query(`UPDATE users SET rank = CASE id ${ids.reduce((text, id) => text + `WHEN ${Number(id)} THEN 1 `, '')} END WHERE active`);",
    'exports.pay = (prices) => db.query(`UPDATE orders SET total = ${prices.reduce((sum, price) => sum + price, 0)} WHERE open`);',
    'exports.list = (names) => db.query(`SELECT id FROM users WHERE name IN (${names.reduce((text, name) => { text += `, ${name}`; text = escaped(text); return text; }, "")})`);',
    'exports.list = (names) => db.query(`SELECT id FROM users WHERE name IN (${names.reduce((text, name) => { text += `, ${name}`; return escaped(text); }, "")})`);',
    // What an object is asked, and not told.
    "class Users { conditions = ['active']; has(name: string) { return this.conditions.includes(`name = '${name}'`); } run() { return db.query(`SELECT id FROM users WHERE ${this.conditions.join(' AND ')} LIMIT 5`); } }",
    // What an object keeps of itself.
    'class Users { find() { return this.db.query(`SELECT id FROM users WHERE id = ${this.request.user.id} AND kind = ${this.options.query.kind}`); } }',
    // An object of the program's own, and what the function that goes through one makes a number of.
    'app.get("/users", (req, res) => { let filter = ""; _.forOwn({ a: 1, b: 2 }, (value, key) => { filter += ` AND ${key} = \'${value}\'`; }); return db.query("SELECT id FROM users WHERE active" + filter); });',
    'app.get("/users", (req, res) => { const ids = _.map(req.body.ids, (id) => Number(id)).join(","); return db.query(`SELECT id FROM users WHERE id IN (${ids})`); });',
    // A text that is made before the check of what it is made of, and used under it.
    "exports.list = (status) => { const filter = `status = '${status}'`; if (!STATUSES.has(status)) throw new Error('status'); return db.query(`SELECT id FROM users WHERE ${filter} LIMIT 5`); };",
    "import SQL from 'sql-template-strings';\nexport const find = (name: string) => { const query = SQL`SELECT id FROM users`; query.append(SQL` WHERE name = ${name}`); return db.query(query); };",
    "export const find = (name: string) => { const query = new Query(); query.append(` WHERE name = '${name}'`); return query; };",
    'export const byName = (name: string) => repository.createQueryBuilder("u").where(`u.name = :name`, { name }).andWhere(`${alias}.kind = 1`).take(5).getMany();',
    'export const find = (reference: CollectionReference, name: string) => reference.where(`names.${name}`, "==", true);',
    'export const find = (name: string) => users.createQueryBuilder("u").cache(`users where name = \'${name}\'`, 500).getMany();',
    "export const find = (query: Query, name: string) => query.where(`name = '${name}'`);",
    'class Users { conditions: string[] = []; values: string[] = []; where(column: string, value: string) { this.values.push(value); this.conditions.push(`${column} = $${this.values.length}`); } run() { return db.query(`SELECT id FROM users WHERE ${this.conditions.join(" AND ")} LIMIT 5`, this.values); } }',
    'class Other { conditions: string[] = []; where(name: string) { this.conditions.push(`name is ${name}`); } } class Users { conditions: string[] = []; run() { return db.query(`SELECT id FROM users WHERE ${this.conditions.join(" AND ")} LIMIT 5`); } }',
    // What an imported list gives in the place of what asks for it.
    "import { Genders } from './genders.js'; exports.list = async (gender) => { let where = ''; if (gender) { gender = await Genders[gender]; if (gender !== 3) where = where + ` WHERE gender = ${gender}`; } return db.query(`SELECT id FROM users${where}`); };",
    "class Users { where(req) { return req.query.name ? 'WHERE name = $1' : ''; } list(req) { return this.db.query('SELECT id FROM users ' + this.where(req) + ' LIMIT 5', [req.query.name]); } }",
    handler(
      'if (req.query.count === undefined) { var count = 5; } else { var count = Number(req.query.count); } db.query(`SELECT id FROM users LIMIT ${count}`);',
    ),
    "export async function save(tags) { let rows = ''; tags.forEach((tag, index) => { rows += `($${index + 1}), `; }); rows = rows.slice(0, -2); await db.query(`INSERT INTO tags (name) VALUES ${rows}`, tags); }",
    "fs.appendFile('queries.sql', `INSERT INTO users (name) VALUES ('${req.body.name}')\n`, done);",
    "import { literal } from './lexer'; app.get('/', (req) => literal(`name = ${req.query.name}`));",
    "app.get('/users/:id', checkId, async (req, res) => { await db.query(`SELECT id FROM users WHERE id = ${req.params.id}`); });",
    "app.get('/users', async (req, res) => { limit = 10; await db.query('SELECT id FROM users LIMIT ' + limit); });",
    // What the program put on the request itself.
    ...'user currentUser auth session locals state'
      .split(' ')
      .map(
        (own) =>
          `exports.list = (req) => db.query(\`SELECT id FROM memos WHERE user_id = \${req.${own}.id}\`);`,
      ),
    'exports.list = async (req, res) => { const { id } = req.user; await db.query(`SELECT id FROM memos WHERE user_id = ${id}`); };',
    'exports.price = async (req, res) => { const { rental } = res.locals; await db.query(`SELECT id FROM games WHERE id = ${rental.gameId}`); };',
    'export const list = async (request: Request, response: Response) => db.query(`SELECT id FROM carts WHERE id = ${request.session.cart}`);',
    // A guard where there is a value: without one there is nothing that could do harm.
    "app.get('/', (req, res) => { const type = req.query.type; if (type) { const known = ['a', 'b']; if (!known.includes(type)) { return res.json({}); } }\nlet where = 'WHERE deleted IS NULL'; if (type) where += ` AND type = '${type}'`; return db.query(`SELECT id FROM notes ${where} LIMIT 9`); });",
    // Pieces of a statement: columns of the caller, and what is bound.
    'export const list = (column: string) => knex(USERS).select(knex.raw(`COUNT(${column}) AS count`));',
    "export const list = (name: string) => knex(USERS).whereRaw('name = ?', [name]).select(knex.raw('LOWER(name)'));",
    'export const count = (id: number) => User.findAll({ attributes: [sequelize.literal(`(SELECT COUNT(*) FROM likes WHERE user_id = ${id})`)] });',
    // An argument that may be a column.
    'export const sum = (column: string) => db.query(`SELECT SUM(${column}) FROM orders`);',
    'export const join = (column: string) => db.query(`SELECT u.id FROM users u JOIN tags t ON lower(${column}) = t.name LIMIT 9`);',
    // Clauses and whole statements of callers.
    'export const list = (condition: string) => db.query(`SELECT id FROM users WHERE ${condition} LIMIT 10`);',
    "export const list = (filter: string) => db.query('SELECT id FROM users WHERE active ' + filter);",
    'export const run = (statement: string) => db.query(statement);',
    // Values that are neither a client's nor a parameter's.
    'db.query(`DELETE FROM orders WHERE id = ${process.argv[2]}`);',
    "async function copy() { const { rows } = await db.query('SELECT name FROM users LIMIT 1'); return db.query(`DELETE FROM orders WHERE name = '${rows[0].name}'`); }",
    "app.get('/', (req) => db.query(`SELECT id FROM users WHERE id = ${req.session.userId}`));",
    // What functions of other files make of a value, and types that cannot be read.
    "import { stringInput } from './input'; app.get('/', (req) => db.query(`SELECT id FROM users WHERE name = ${stringInput(req.query.name)}`));",
    "import type { Filter } from './filter'; export const list = (filter: Filter) => db.query(`SELECT id FROM users WHERE name = '${filter.name}'`);",
    'export const list = (search, page) => db.query(`SELECT id FROM users ${search} ${page}`, (error, rows) => done(rows));',
    'export const list = (columns) => db.query(`SELECT ${columns} FROM users`);',
    'if (data.hasOwnProperty(path)) run(data);',
    "app.get('/users', (req, res) => { const where = 'WHERE name = $1'; return listUsers(where, [req.query.name]); });",
    "app.get('/users', (req, res) => { const line = `where name is ${req.query.name}`; log(line); });",
    "app.get('/users', (req, res) => { const page = `LIMIT ${Number(req.query.limit)}, 20`; return listUsers(page); });",
    "export const part = (name) => { const where = `WHERE name = '${name}'`; return list(where); };",
    "export async function list(limit = '10') { if (isNaN(+limit) && limit !== 'all') throw new Error('limit'); return db.query(`SELECT id FROM users LIMIT ${limit}`); }",
    "import format from 'pg-format';\nexport const add = (rows) => db.query(format('INSERT INTO users (name) VALUES %L', rows));",
    "import { format } from 'node:util';\nexport const one = (id) => db.query(format('SELECT id FROM users WHERE id = %d', id));",
    'export const one = (id) => query(escaped`SELECT id FROM users WHERE id = ${id}`);',
    "passport.use(new LocalStrategy((username, password, done) => db.query('SELECT id FROM users WHERE username = ?', [username], done)));",
    // Events of the program itself, and of a socket's life.
    "emitter.on('rename', (table) => db.query(`DELETE FROM ${table} WHERE id = 1`));",
    "socket.on('disconnect', (reason) => db.query(`UPDATE ${reason} SET is_online = false WHERE id = 1`));",
    // Prose that goes on from an expression.
    'export const note = (title, id) => queryLog(title + ` where id is ${id}`);',
    // Double quotes around a name, and in PostgreSQL around nothing but names.
    'export const list = (table: string) => db.query(`SELECT id FROM "${table}" LIMIT 3`);',
    'export const join = (table: string) => db.query(`SELECT u.id FROM users u JOIN t ON t.user_id = "${table}".id LIMIT 3`);',
    'import pg from "pg"; const pool = new pg.Pool(); export const same = (column: string) => pool.query(`SELECT id FROM users WHERE name = "${column}" LIMIT 3`);',
    // Wrappers of numbers.
    'export const remove = (ids: Number[]) => db.query(`DELETE FROM users WHERE id IN (${ids.join(",")})`);',
    'export const find = (filter: Record<string, number>) => db.query(`SELECT name FROM users WHERE id = ${filter.id}`);',
    // A fragment that the program writes elsewhere.
    "import { onlyOpen } from './filters.js'; export const open = () => knex('orders').whereRaw(onlyOpen);",
    'function insert(rental) { const keys = Object.keys(rental); db.query(`INSERT INTO rentals (${keys}) VALUES ($1)`, [1]); }',
    "app.post('/rentals', (req) => { const rental = { name: req.body.name }; const keys = Object.keys(rental); db.query(`INSERT INTO rentals (${keys}) VALUES ($1)`, [1]); });",
    "db.query('SELECT id FROM users WHERE name = $1', [name])",
    "db.query(`SELECT id FROM users WHERE name = 'x'`)",
    // Bound by the tag.
    find('return sql`SELECT id FROM users WHERE name = ${name}`;'),
    find('return prisma.$queryRaw`SELECT id FROM users WHERE name = ${name}`;'),
    find('return db.execute(sql`SELECT id FROM users WHERE name = ${name} AND id IN ${sql(ids)}`);'),
    find('const where = sql`WHERE name = ${name}`;\nreturn sql`SELECT id FROM users ${where}`;'),
    // Placeholders.
    find(
      'const marks = ids.map((_, index) => `$${index + 1}`).join(", ");\nreturn db.query(`SELECT id FROM users WHERE id IN (${marks})`, ids);',
    ),
    find("return db.query(`SELECT id FROM users WHERE id IN (${ids.map(() => '?').join(',')})`, ids);"),
    find(
      "return db.query(`SELECT id FROM users WHERE id IN (${Array(ids.length).fill('?').join(',')})`, ids);",
    ),
    find(
      'const values = [];\nvalues.push(name);\nreturn db.query(`SELECT id FROM users WHERE name = $${values.length}`, values);',
    ),
    find(
      "const conditions = [];\nconst values = [];\nif (name) { values.push(name); conditions.push(`name = $${values.length}`); }\nreturn db.query(`SELECT id FROM users WHERE ${conditions.join(' AND ')}`, values);",
    ),
    find(
      "let text = 'SELECT id FROM users';\nconst values = [];\nif (name) { values.push(name); text += ' WHERE name = $' + values.length; }\nreturn db.query(text, values);",
    ),
    // What the program holds.
    "const TABLE = 'users'; db.query(`SELECT id FROM ${TABLE}`)",
    "import { TABLE } from './tables.ts'; db.query(`SELECT id FROM ${TABLE} WHERE kind = '${KIND}'`)",
    find('const isActive = true;\nreturn db.query(`SELECT id FROM users WHERE active = ${isActive}`);'),
    find("return db.query(`SELECT id FROM users ${name ? 'WHERE name IS NOT NULL' : ''}`);"),
    find(
      "const field = name === 'a' ? 'first' : 'last';\nreturn db.query(`SELECT id FROM users WHERE ${field} = $1`, [name]);",
    ),
    "enum Status { Open = 'open' }\ndb.query(`SELECT id FROM orders WHERE status = '${Status.Open}'`)",
    "db.query(`SELECT id FROM users WHERE day = '${new Date().toISOString()}'`)",
    'db.query(`SELECT id FROM users WHERE created_at > ${Date.now()}`)',
    "for (const table of ['users', 'orders']) db.query(`SELECT id FROM ${table} WHERE kind = '${table}'`)",
    "function count(kind) { return db.query(`SELECT COUNT(*) FROM t WHERE kind = '${kind}'`); }\ncount('a');\ncount('b');",
    // Numbers.
    'export const find = (limit: number) => db.query(`SELECT id FROM users LIMIT ${limit}`);',
    'export const find = (id) => db.query(`SELECT id FROM users WHERE id = ${Number(id)}`);',
    'export const find = (id) => db.query(`SELECT id FROM users WHERE id = ${parseInt(id, 10)}`);',
    'export const find = (limit = 10) => db.query(`SELECT id FROM users LIMIT ${limit}`);',
    handler(
      'const page = Number(req.query.page) || 1;\nreturn db.query(`SELECT id FROM users LIMIT 10 OFFSET ${(page - 1) * 10}`);',
    ),
    handler('return db.query(`SELECT id FROM users LIMIT ${Math.min(parseInt(req.query.limit), 50)}`);'),
    // Escaped or checked.
    find('return db.query(`SELECT id FROM users WHERE name = ${db.escape(name)}`);'),
    find('return db.query(`SELECT id FROM users WHERE name = ${escapeLiteral(name)}`);'),
    find("return db.query(format('SELECT id FROM users WHERE name = %L', name));"),
    find(
      "if (!['a', 'b'].includes(name)) throw new Error('name');\nreturn db.query(`SELECT id FROM users WHERE name = '${name}'`);",
    ),
    handler(
      'if (!/^\\d+$/.test(req.params.id)) return res.status(400).end();\nreturn db.query(`SELECT id FROM users WHERE id = ${req.params.id}`);',
    ),
    "app.get('/', { schema: { params: { type: 'object', properties: { id: { type: 'integer' } } } } }, async (request) => db.query(`SELECT id FROM t WHERE id = ${request.params.id}`));",
    "@Controller() class Users { @Get(':id') one(@Param('id', ParseIntPipe) id: number) { return this.db.query(`SELECT id FROM users WHERE id = ${id}`); } }",
    // Names that a caller in this program chooses cannot be bound.
    'export const count = (table: string) => db.query(`SELECT COUNT(*) FROM ${table}`);',
    'export const create = (schema: string) => db.query(`CREATE SCHEMA ${schema}`);',
    "export const setRole = (role: string) => db.query(`SET ROLE '${role}'`);",
    'class Repository { constructor(private table: string) {} all() { return this.db.query(`SELECT id FROM ${this.table}`); } }',
    // Statements that the file hands on: with tables of the caller too, with texts that have a default, without quotes.
    "export const one = (table, name) => `SELECT id FROM ${table} WHERE name = '${name}'`;",
    "export const one = (column, name) => `SELECT ${column} FROM items WHERE name = '${name}'`;",
    "export const one = (schema: string, id: string) => `SELECT name FROM ${schema}.jobs WHERE id = '${id}'`;",
    "export const labels = (type = 'state') => `SELECT enumlabel FROM pg_enum JOIN pg_type t ON t.oid = enumtypid WHERE typname = '${type}'`;",
    'export const one = (id: string) => `SELECT name FROM jobs WHERE id = ${id}`;',
    'export const page = (from: number, count: number) => db.query(`SELECT id FROM users LIMIT ${from}, ${count}`);',
    "export const list = (name) => { const where = name ? `name = ${quote(name)}` : null; return db.query(`SELECT id FROM users WHERE ${[where].filter(Boolean).join(' OR ')} LIMIT 9`); };",
    // ORDER BY has a rule of its own.
    handler('return db.query(`SELECT id FROM users ORDER BY ${req.query.sort}`);'),
    // Not SQL.
    find('log.info(`SELECT id FROM users WHERE name = ${name}`);'),
    find('throw new Error(`UPDATE of ${name} failed`);'),
    find('return redis.get(`SELECT:${name}`);'),
    find('return `Select ${name} from the list`;'),
    'const message = `Delete from ${place}`;',
  ],
  invalid: [
    "import { z } from 'zod';\nconst listSchema = z.object({ status: z.string() });\nrouter.get('/', async (req, res) => { const q = parse(listSchema, req.query); await pool.query(`SELECT id FROM t WHERE status = '⟦${q.status}⟧'`); });",
    "router.get('/', async (req, res) => { const q = parse(req.query, {}); await pool.query(`SELECT id FROM t WHERE status = '⟦${q.status}⟧'`); });",
    // How many a caller asks for, and how many a set has.
    {
      code: 'exports.list = (options) => db.query("SELECT id FROM users LIMIT " + ⟦options.size⟧);',
      filename: 'src/users.js',
    },
    {
      code: 'exports.list = (condition) => { var size = condition.size || 20; return db.query("SELECT id FROM users LIMIT " + ⟦size⟧); };',
      filename: 'src/users.js',
    },
    // Types that say what is under any key.
    "export const add = (row: { [name: string]: unknown }) => db.query(`INSERT INTO users VALUES (${Object.values(row).map((value) => `'⟦${value}⟧'`).join(', ')})`);",
    "export const add = (row: { [name: string]: unknown } | ArrayLike<unknown>) => db.query(`INSERT INTO users VALUES (${Object.values(row).map((value) => `'⟦${value}⟧'`).join(', ')})`);",
    "export const find = (filters: { [name: string]: string }) => db.query(`SELECT id FROM users WHERE name = '⟦${filters.name}⟧'`);",
    ...['safety', 'unsafePath', 'isQuoted'].map(
      (name) =>
        `exports.list = (${name}: string) => db.query(\`SELECT id FROM files WHERE path = '⟦\${${name}}⟧'\`);`,
    ),
    "app.get('/', (req) => db.query(`SELECT id FROM files WHERE path = '⟦${req.query.safePath}⟧'`));",
    "exports.list = (sources: Array<{ path: string }>) => sources.map((source) => db.query(`SELECT id FROM files WHERE path = '⟦${source.path}⟧'`));",
    // A text that is returned early, and later with more in it.
    "export function build(q) { let query = 'SELECT a FROM b'; if (!q) return query; query += ` WHERE c = '⟦${q}⟧'`; return query; }",
    // Members that functions of Lodash and Underscore go through.
    "app.get('/users', (req) => { _.forOwn(req.body.filter, (value, key) => { db.query(`SELECT id FROM users WHERE ⟦${key}⟧ = '⟦${value}⟧'`); }); });",
    "app.get('/users', (req) => { _.forInRight(req.body.filter, (value, key) => { db.query(`SELECT id FROM users WHERE ⟦${key}⟧ = '⟦${value}⟧'`); }); });",
    "app.get('/users', (req) => { lodash.forOwn(req.body.filter, (value, key) => { db.query(`SELECT id FROM users WHERE ⟦${key}⟧ = '⟦${value}⟧'`); }); });",
    "app.get('/users', (req) => { underscore.each(req.body.names, (name) => { db.query(`SELECT id FROM users WHERE name = '⟦${name}⟧'`); }); });",
    "app.get('/', (req) => { let where = undefined; if (other) where = ` WHERE c = '⟦${req.query.q}⟧'`; db.query(`SELECT a FROM b${where}`); });",
    `const format = require('pg-format'); app.get('/', (req) => db.query(format(\`SELECT a FROM b WHERE \${req.query.m ? "d LIKE '%d'" : 'd IS NULL'} AND e = %s LIMIT 3\`, ⟦req.query.q⟧, 'x')));`,
    // A clause that the driver formats has its values bound, and what is spliced into it not.
    "import mysql from 'mysql'; app.get('/', (req) => { const filter = mysql.format(`c = '⟦${req.query.q}⟧' AND d = ?`, [1]); db.query(`SELECT a FROM b WHERE ${filter}`); });",
    // All of an object, and a part of a text that holds it.
    "app.get('/', (req) => db.query(`INSERT INTO logs (body) VALUES ('⟦${JSON.stringify({ name: req.query.q })}⟧')`));",
    "app.get('/', (req) => { const key = `search:${JSON.stringify({ q: req.query.q })}`; return db.query(`SELECT a FROM b WHERE c = '⟦${key.slice(0, 200)}⟧'`); });",
    // A value on one way and SQL on the other.
    "app.get('/', (req) => { let range = `%⟦${req.query.q}⟧%`; if (req.query.exact) range = `'⟦${req.query.from}⟧' AND '⟦${req.query.to}⟧'`; db.query(`SELECT a FROM b WHERE c BETWEEN ${range}`); });",
    // What frameworks hand to the exports of a module.
    ...['GET', 'PATCH', 'onRequest', 'onRequestPost'].map(
      (name) =>
        `export const ${name} = async ({ params }) => db.query(\`SELECT id FROM ⟦\${params.table}⟧\`);`,
    ),
    'export async function GET({ params, url }) { return db.query(`SELECT id FROM ⟦${params.table}⟧ WHERE id = ⟦${url.searchParams.get("id")}⟧`); }',
    'export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) { const { id } = await params; return db.query(`SELECT id FROM ⟦${id}⟧`); }',
    ...['load', 'loader', 'action'].map(
      (name) =>
        `export async function ${name}({ request, params }) { return db.query(\`SELECT id FROM ⟦\${params.table}⟧\`); }`,
    ),
    ...['RequestHandler', 'PageServerLoad', 'APIRoute', 'LoaderFunction'].map(
      (type) =>
        `export const list: ${type} = ({ params }) => db.query(\`SELECT id FROM ⟦\${params.table}⟧\`);`,
    ),
    'export const actions = { save: async ({ params }) => db.query(`SELECT id FROM ⟦${params.table}⟧`) };',
    'export const actions = { save: async ({ request }) => { const form = await request.formData(); const name = form.get("name"); return db.query(`SELECT id FROM users WHERE name = \'⟦${name}⟧\'`); } };',
    // Actions of the server.
    "'use server';\nexport async function list(table: string) { return db.query(`SELECT id FROM ⟦${table}⟧`); }",
    "'use server';\nexport const list = async (table) => db.query(`SELECT id FROM ⟦${table}⟧`);",
    "export default function Page() { async function list(table: string) { 'use server'; return db.query(`SELECT id FROM ⟦${table}⟧`); } return list; }",
    "'use server';\nexport async function save(before: State, form: FormData) { const table = form.get('table'); return db.query(`SELECT id FROM ⟦${table}⟧`); }",
    "'use server';\nexport async function save(formData: FormData) { return db.query(`SELECT id FROM ⟦${formData.get('table')}⟧`); }",
    // What a template only makes text of is reported where it goes in.
    "exports.save = (file: { url: string }) => { const url = `${file.url}`; return db.query(`UPDATE files SET url = '⟦${url}⟧' WHERE id = 1`); };",
    "exports.list = (name: string) => { const filter = ` WHERE name = '⟦${name}⟧'`; const clause = `${filter}`; return db.query(`SELECT id FROM files${clause} LIMIT 5`); };",
    // What takes names, and no values.
    handler('await pool.query(`LISTEN ⟦${req.query.channel}⟧`);'),
    handler("await pool.query('LISTEN ' + ⟦req.query.channel⟧);"),
    handler("await pool.query('LISTEN \"' + ⟦req.query.channel⟧ + '\"');"),
    handler("await pool.query(`notify ⟦${req.query.channel}⟧, 'new'`);"),
    handler('await connection.query("USE " + ⟦req.query.shop⟧); await connection.query("SELECT 1");'),
    // A text that is nothing at first, and one of several later.
    "exports.list = (from, to) => { let span = null; if (isDate(from)) { span = `>= '${from}'`; } else if (isDate(to)) { span = `<= '⟦${from}⟧'`; } return db.query(`SELECT id FROM users WHERE joined ${span}`); };",
    // Any text may come where JavaScript has a number as a default.
    {
      code: 'exports.list = ({ limit = 10, page = 1 }) => { page = (page - 1) * limit; return db.query(`SELECT id FROM users LIMIT ⟦${limit}⟧ OFFSET ${page}`); };',
      filename: 'src/users.js',
    },
    'exports.list = (ids, page: string) => { page = page + 1; return db.query(`SELECT id FROM users LIMIT 9 OFFSET ⟦${page}⟧`); };',
    // What each turn puts behind a text.
    'exports.rank = (ids: string[]) => db.query(`UPDATE users SET rank = CASE id ${ids.reduce((text, id) => { text = text + `WHEN ⟦${id}⟧ THEN 1 `; return text; }, "")} END WHERE active`);',
    'exports.rank = (ids: string[]) => db.query(`UPDATE users SET rank = CASE id ${ids.reduce((text, id) => { text += `WHEN ⟦${id}⟧ THEN 1 `; return text; }, "")} END WHERE active`);',
    'exports.rank = (ids: string[]) => db.query(ids.reduce((text, id) => { if (!id) return text; return text + ` OR id = \'⟦${id}⟧\'`; }, "DELETE FROM users WHERE false"));',
    'exports.list = (names: string[], text: string) => db.query(`SELECT id FROM users WHERE name IN (${names.reduce((list, name, index) => { if (index > 0) list += ", "; return list + `\'⟦${name}⟧\'`; }, ⟦text⟧)})`);',
    'class Users { parts = ["SELECT id FROM users WHERE active"]; where(name: string) { this.parts.push(`name = \'⟦${name}⟧\'`); this.parts.push("age > 3"); } run() { return db.query(this.parts.join(" AND ")); } }',
    'class Users { parts: string[] = []; where(name: string) { this.parts.unshift("age > 3", `name = \'⟦${name}⟧\'`); } run() { return db.query(`SELECT id FROM users WHERE ${this.parts.join(" AND ")} LIMIT 5`); } }',
    "exports.list = (ids: string[]) => { const list = ids.reduce((text, id, index) => text + (index ? ', ' : '') + `'⟦${id}⟧'`, ''); return db.query(`SELECT id FROM users WHERE id IN (${list})`); };",
    // The request that a handler of Koa has as its own, and the context of Egg.
    'module.exports = async function () { const { id } = this.request.body; await db.query(`SELECT id FROM users WHERE id = ⟦${id}⟧`); };',
    'class Users extends Controller { async find() { const { ctx } = this; ctx.body = await db.query(`SELECT id FROM users WHERE id = ⟦${ctx.query.id}⟧`); } }',
    // What Lodash goes through stands before what it calls.
    'app.get("/users", (req, res) => { let filter = ""; _.forIn(JSON.parse(req.query.where), (value, key) => { filter += ` AND ⟦${key}⟧ = \'⟦${value}⟧\'`; }); return db.query("SELECT id FROM users WHERE active" + filter); });',
    'app.get("/users", (req, res) => { let filter = ""; _.each(req.body.names, (name, index) => { filter += ` AND name${index} = \'⟦${name}⟧\'`; }); return db.query("SELECT id FROM users WHERE active" + filter); });',
    'app.get("/users", (req, res) => { const ids = _.map(req.body.ids, (id) => id).join(","); return db.query(`SELECT id FROM users WHERE id IN (⟦${ids}⟧)`); });',
    "import SQL from 'sql-template-strings';\nexport const find = (name: string) => { const query = SQL`SELECT id FROM users`; query.append(` WHERE name = '⟦${name}⟧'`); return db.query(query); };",
    'export const byName = (name: string) => repository.createQueryBuilder("u").where(`u.name = \'⟦${name}⟧\'`).take(5).getMany();',
    ...['Select', 'Update', 'Delete'].map(
      (kind) =>
        `export function filter(builder: ${kind}QueryBuilder<User>, name: string) { builder.andWhere('u.name = ' + ⟦name⟧); }`,
    ),
    ...['where', 'andWhere', 'orWhere', 'having', 'andHaving', 'orHaving'].map(
      (method) =>
        `export const find = (name: string) => orders.createQueryBuilder("o").leftJoin("o.items", "i").groupBy("o.id").${method}(\`max(o.name) = '⟦\${name}⟧'\`).getMany();`,
    ),
    "export function find(name: string) { const all = users.createQueryBuilder('u'); const open = all.where('u.open'); open.andWhere(`u.name = '⟦${name}⟧'`); return open.take(5).getMany(); }",
    "export function find(name: string) { const builder = users.createQueryBuilder('u'); builder.orWhere(`u.name = '⟦${name}⟧'`); return builder.take(5).getMany(); }",
    'import { raw } from "@mikro-orm/core"; export const byName = (name: string) => em.find(User, { [raw(`lower(name) = \'⟦${name}⟧\'`)]: true });',
    'export const one = (id: string) => db.query("SELECT name FROM users WHERE id = ".concat(⟦id⟧, " LIMIT 1"));',
    'export const one = (id: string) => db.query(("SELECT name FROM users" + " WHERE id = ").concat(⟦id⟧));',
    'const ONE = "SELECT name FROM users WHERE id = ";\nexport const one = (id: string) => db.query(ONE.concat(⟦id⟧));',
    'export const one = (id: string, kind: string) => db.query("SELECT name FROM users WHERE id = ".concat(⟦id⟧).concat(" AND kind = ", ⟦kind⟧));',
    'class Users { conditions: string[] = []; where(name: string) { this.conditions.push(`name = \'⟦${name}⟧\'`); return this; } run() { return db.query(`SELECT id FROM users WHERE ${this.conditions.join(" AND ")} LIMIT 5`); } }',
    'class Users { constructor() { this.parts = []; } where(name) { this.parts.push(`name = \'⟦${name}⟧\'`); } run() { return db.query(`SELECT id FROM users WHERE ${this.parts.join(" AND ")} LIMIT 5`); } }',
    "export default function find(name) { return db.query(`SELECT id FROM users WHERE name = '⟦${name}⟧' LIMIT 9`); }\nfind('a');",
    // Members of what a client sends are no list of what is allowed.
    "app.put('/users/:id', (req, res) => { const sets = []; for (const key of Object.keys(req.body)) if (req.body[key]) sets.push(`⟦${key}⟧ = 1`); db.query(`UPDATE users SET ${sets.join(', ')} WHERE id = 3`); });",
    "app.put('/users/:id', (req, res) => { const data = req.body; db.query(`UPDATE users SET ${Object.keys(data).map((key) => data[key] !== undefined && `⟦${key}⟧ = 1`).join(', ')} WHERE id = 3`); });",
    "class Users { where(req) { const parts = []; if (req.query.name) parts.push(`name = '⟦${req.query.name}⟧'`); return 'WHERE ' + parts.join(' AND '); } list(req) { return this.db.query('SELECT id FROM users ' + this.where(req) + ' LIMIT 5'); } }",
    // A name that `var` declares in each branch.
    handler(
      'if (req.query.count === undefined) { var count = 5; } else { var count = req.query.count; } db.query(`SELECT id FROM users LIMIT ⟦${count}⟧`);',
    ),
    // Objects of others with members of the same names.
    'exports.list = (memo) => db.query(`SELECT id FROM memos WHERE user_id = ⟦${memo.user.id}⟧`);',
    'exports.save = (response) => db.query(`INSERT INTO memos (text) VALUES (⟦${response.text}⟧)`);',
    // A number only elsewhere, or only later.
    handler(
      'let { count } = req.query; if (req.query.all) count = Number(count); else db.query(`SELECT id FROM users LIMIT ⟦${count}⟧`);',
    ),
    handler(
      'let { count } = req.query; db.query(`SELECT id FROM users LIMIT ⟦${count}⟧`); count = Number(count); res.json({ count });',
    ),
    // Text that a loop collects and that is cut at its end.
    "export async function save(tags) { let rows = ''; tags.forEach((tag) => { rows += `('⟦${tag}⟧'), `; }); rows = rows.substring(0, rows.length - 2); await db.query(`INSERT INTO tags (name) VALUES ${rows}`); }",
    "export async function save(tags) { let rows = ''; for (const tag of tags) rows += `('⟦${tag}⟧'), `; await db.query(`INSERT INTO tags (name) VALUES ${rows.slice(0, -2)}`); }",
    'export async function save(tags) { let rows = ""; for (const tag of tags) { rows = rows.concat("(\'" + ⟦tag⟧ + "\'),"); } rows = rows.replace(/,\\s*$/, ""); await db.query("INSERT INTO tags (name) VALUES " + rows); }',
    // A condition that is `true` where there is nothing to ask for.
    'export function posts(blog?: string) { const condition = `is_public AND (${blog ? `blog_id = ⟦${blog}⟧` : true})`; return db.query(`SELECT id FROM posts WHERE ${condition} LIMIT 9`); }',
    // Statements that the file hands on, whole or grown step by step.
    // A text that is taken apart, loses its end, and is put together again.
    "exports.list = (asked) => { let where = 'WHERE '; if (asked.name) { where += `name = '⟦${asked.name}⟧' AND `; } if (asked.city) { where += `city = '⟦${asked.city}⟧' AND `; } let parts = where.split('AND'); parts.pop(); where = parts.join('AND '); return db.query(QUERIES.users + where); };",
    // The caller names a column, and not the table.
    "exports.list = (asked) => model(`SELECT id FROM items WHERE ${asked[0]} LIKE '%⟦${asked[1]}⟧%' ORDER BY id LIMIT 9`);",
    "exports.list = (asked) => model(`SELECT id FROM items WHERE items.${asked[0]} = '⟦${asked[1]}⟧' LIMIT 9`);",
    "export const bans = (type: string) => `SELECT value, reason FROM bans ${type ? `WHERE type = '⟦${type}⟧'` : ''}`;",
    "module.exports = function search({ name, coach }) { let query = 'SELECT id FROM teams WHERE 1'; if (name) { query += ` AND name LIKE '%⟦${name}⟧%'`; } if (coach) query += ` AND coach = '⟦${coach}⟧'`; return query; };",
    "export function search(name) { let text = 'SELECT id FROM teams WHERE 1'; text += ` AND name = '⟦${name}⟧'`; return { text, values: [] }; }",
    "export function search(name) { let text = 'SELECT id FROM teams WHERE 1'; text += ` AND name = '⟦${name}⟧'`; return [text, []]; }",
    // What is left when nothing is filtered out of a list of conditions.
    "export const list = (email, name) => { const byEmail = email ? `email = '⟦${email}⟧'` : null; const byName = name && `name = '⟦${name}⟧'`; const filters = [byEmail, byName].filter(Boolean).join(' OR '); return db.query(`SELECT id FROM users ${filters ? `WHERE ${filters}` : ''} LIMIT 9`); };",
    "export const list = (email) => db.query(`SELECT id FROM users WHERE ${[email === undefined ? undefined : `email = '⟦${email}⟧'`].filter((each) => each).join(' AND ')} LIMIT 9`);",
    "export const list = (email) => db.query(`SELECT id FROM users WHERE ${[email === undefined ? '' : `email = '⟦${email}⟧'`].filter((each) => each).join(' AND ')} LIMIT 9`);",
    "export const list = (email) => db.query(`SELECT id FROM users WHERE ${[email === undefined ? undefined : `email = '⟦${email}⟧'`, 'active'].filter(Boolean).join(' AND ')} LIMIT 9`);",
    "export const list = (email) => db.query(`SELECT id FROM users WHERE ${[!email ? null : `email = '⟦${email}⟧'`].filter(Boolean).join(' AND ')} LIMIT 9`);",
    // MySQL's other way to say where a page begins, and what tells of tables.
    'export const page = (from: number, count: string) => db.query(`SELECT id FROM users LIMIT ${from}, ⟦${count}⟧`);',
    'app.get("/tables/:name", async (req, res) => { res.json(await db.query(`describe ⟦${req.params.name}⟧`)); });',
    // Pieces for Sequelize where nothing else is SQL, and a join between two expressions.
    "app.get('/', (req) => User.findAll({ where: sequelize.literal(`name = ⟦${req.query.name}⟧`) }));",
    "import { literal } from 'sequelize'; app.get('/', (req) => User.findAll({ where: literal(`name = ⟦${req.query.name}⟧`) }));",
    "app.get('/', (req) => db.query(start + ' inner join ' + ⟦req.query.table⟧ + ' on a = b'));",
    // Middleware that asks who the client is says nothing of what it sends; a variable that nobody declares holds what is written to it.
    "app.get('/users/:id', checkAuth, async (req, res) => { await db.query(`SELECT id FROM users WHERE id = ⟦${req.params.id}⟧`); });",
    "app.get('/users', async (req, res) => { name = req.query.name; await db.query('SELECT id FROM users WHERE name = ' + ⟦name⟧); });",
    "app.get('/', (req, res) => { const type = req.query.type; if (debug) { if (!known.includes(type)) { return res.json({}); } }\nreturn db.query(`SELECT id FROM notes WHERE type = '⟦${type}⟧' LIMIT 9`); });",
    // Each text of a choice counts, also within a statement.
    "export const list = (id: string, text: string) => { const where = text ? `WHERE blog = '⟦${id}⟧' AND name = '⟦${text}⟧'` : `WHERE blog = '⟦${id}⟧'`; return db.query(`SELECT id FROM posts ${where} LIMIT 9`); };",
    "export const list = (id: string) => db.query(`SELECT id FROM posts WHERE ${long ? `wallet = '⟦${id}⟧'` : short ? `code = '⟦${id}⟧'` : `name = '⟦${id}⟧'`} LIMIT 9`);",
    // A value that is put together first: the splice is in the statement.
    "export const list = (day: string) => { const from = `${day}T00:00:00.000Z`; return db.query(`SELECT id FROM trees WHERE created >= '⟦${from}⟧' LIMIT 9`); };",
    "export const list = (word: string) => { const pattern = `%${word}%`; return db.query(`SELECT id FROM trees WHERE name LIKE '⟦${pattern}⟧' LIMIT 9`); };",
    ...['${word}:1', '${word}-x', 'a/${word}', '#${word}'].map(
      (value) =>
        `export const list = (word: string) => { const made = \`${value}\`; return db.query(\`SELECT id FROM trees WHERE name = '⟦\${made}⟧'\`); };`,
    ),
    // A text of which pieces count where it is made: it has no mark of a value, or those of SQL, or it is made in several ways.
    ...[
      'const made = `⟦${word}⟧⟦${kind}⟧`',
      'const made = `⟦${word}⟧, ⟦${kind}⟧:1`',
      'const made = kind ? `⟦${word}⟧-x` : `%⟦${word}⟧%`',
      "let made = `%⟦${word}⟧`; made += '%'",
    ].map(
      (text) =>
        `export const list = (word: string, kind: string) => { ${text}; return db.query(\`SELECT id FROM trees WHERE name IN ('\${made}')\`); };`,
    ),
    // Pieces of a statement that a builder or mapper is given.
    "export const count = (name: string) => knex.select(knex.raw(`COUNT(DISTINCT id) AS count FROM users ${name ? `WHERE name LIKE '%⟦${name}⟧%'` : ''}`)).first();",
    'export const count = (name: string) => User.findAll({ attributes: [sequelize.literal(`(SELECT COUNT(*) FROM likes WHERE user_name = "⟦${name}⟧")`)] });',
    // Arguments of functions where no column can be meant.
    'export const tree = (id: string) => db.query(`SELECT entity_id FROM children_of(⟦${id}⟧) LIMIT 9`);',
    'export const pay = (id: string, sum: string) => db.query(`CALL pay(⟦${id}⟧, ⟦${sum}⟧)`);',
    'export const pay = (id: string) => db.query(`SELECT app.pay(1, ⟦${id}⟧::int)`);',
    "app.get('/', (req) => db.query(`SELECT id FROM users WHERE ⟦${req.query.condition}⟧ LIMIT 10`));",
    `const quote = (text: string) => "'" + text + "'"; export const find = (name: string) => db.query(\`SELECT id FROM users WHERE name = ⟦\${quote(name)}⟧ LIMIT 10\`);`,
    "app.get('/users', (req, res) => { const search = `WHERE name LIKE '%⟦${req.query.name}⟧%'`; return listUsers(search); });",
    "app.get('/users', (req, res) => { const { field, text } = req.query; const search = ` AND ⟦${field}⟧ = '⟦${text}⟧'`; return listUsers(search); });",
    "app.get('/users', (req, res) => { const limit = req.query.limit || 20; const page = `LIMIT ${0}, ⟦${limit}⟧`; return listUsers(page); });",
    "const compose = (name) => `SELECT id FROM users WHERE name = '⟦${name}⟧'`;\napp.get('/users', (req, res) => { const sql = compose(req.query.name); return db.query(sql); });",
    "import format from 'pg-format';\nexport const one = (name) => db.query(format('SELECT id FROM users WHERE name = %L AND role = %s', 'x', ⟦name⟧));",
    "import { format } from 'node:util';\nexport const one = (name) => db.query(format('SELECT id FROM users WHERE name = %s', ⟦name⟧));",
    'passport.deserializeUser(async (username, done) => { done(null, await db.query(`SELECT id FROM users WHERE username = "⟦${username}⟧"`)); });',
    // What a client logs in with.
    "passport.use(new LocalStrategy((username, password, done) => db.query(`SELECT id FROM users WHERE username = '⟦${username}⟧' LIMIT 1`, done)));",
    // Messages of a socket.
    "socket.on('rename', ({ table }) => db.query(`UPDATE ⟦${table}⟧ SET name = 'x' WHERE id = 1`));",
    'websocket.addEventListener("message", async (event) => { const { table } = JSON.parse(event.data); await env.DB.prepare(`SELECT id FROM ⟦${table}⟧ LIMIT 3`).all(); });',
    // A statement whose beginning another file writes.
    "import { sqlMap } from './sql-map.js'; app.get('/users', (req) => methods.commonQuery(sqlMap.users.list + ` WHERE name='⟦${req.query.name}⟧' LIMIT 9`));",
    // Double quotes around a value, as MySQL and SQLite take them.
    'export const find = (name) => db.query(`SELECT id FROM users WHERE name = "⟦${name}⟧" LIMIT 1`);',
    "export const search = (name) => connection.query('SELECT id FROM users WHERE name LIKE \"%' + ⟦name⟧ + '%\" LIMIT 9');",
    'app.post("/users", (req) => db.run(`INSERT INTO users (name, email) VALUES ("⟦${req.body.name}⟧", "⟦${req.body.email}⟧")`));',
    // Wrapper types of text, and objects of which the type says nothing.
    "export const find = (name: String) => db.query(`SELECT id FROM users WHERE name = '⟦${name}⟧' LIMIT 1`);",
    "export const find = (filter: object) => db.query(`SELECT id FROM users WHERE name = '⟦${filter['name']}⟧' LIMIT 1`);",
    "export const find = (filter: Record<string, string>) => db.query(`SELECT id FROM users WHERE name = '⟦${filter.name}⟧' LIMIT 1`);",
    // A whole fragment.
    "app.get('/users', (req) => knex('users').whereRaw(⟦req.query.filter⟧));",
    'app.post(\'/rentals\', (req) => { const keys = Object.keys(req.body).map((key) => `"${key}"`); db.query(`INSERT INTO rentals (⟦${keys}⟧) VALUES ($1)`, [1]); });',
    "app.post('/rentals', (req) => { let rental = req.body; rental = { ...rental, at: 1 }; const keys = Object.keys(rental); db.query(`INSERT INTO rentals (⟦${keys}⟧) VALUES ($1)`, [1]); });",
    handler("return db.query(`SELECT id FROM users WHERE name = '⟦${req.query.name}⟧'`);"),
    handler('return db.query(`SELECT id FROM users WHERE id = ⟦${req.params.id}⟧`);'),
    handler("return db.query('SELECT id FROM users WHERE id = ' + ⟦req.params.id⟧);"),
    handler('return db.query("SELECT id FROM users WHERE name = \'" + ⟦req.body.name⟧ + "\' AND active");'),
    handler('const { id } = req.params;\nreturn db.query(`SELECT id FROM users WHERE id = ⟦${id}⟧`);'),
    handler(
      "const sql = `SELECT id FROM users WHERE name LIKE '%⟦${req.query.q}⟧%'`;\nreturn db.query(sql);",
    ),
    handler(
      "let sql = 'SELECT id FROM users WHERE 1 = 1';\nif (req.query.name) sql += ` AND name = '⟦${req.query.name}⟧'`;\nreturn db.query(sql);",
    ),
    handler(
      "const where = [];\nwhere.push(`name = '⟦${req.query.name}⟧'`);\nreturn db.query(`SELECT id FROM users WHERE ${where.join(' AND ')}`);",
    ),
    handler('return db.query(`SELECT id FROM users LIMIT ⟦${req.query.limit}⟧`);'),
    handler(
      'const { page = 1 } = req.query;\nreturn db.query(`SELECT id FROM users LIMIT 10 OFFSET ⟦${page}⟧`);',
    ),
    handler('return db.query(`SELECT id FROM ⟦${req.params.table}⟧`);'),
    handler('return db.query(`SELECT ⟦${req.query.fields}⟧ FROM users`);'),
    handler('return db.query(`SELECT id FROM users ⟦${req.query.where}⟧`);'),
    handler("return db.query(`INSERT INTO users (name) VALUES ('⟦${req.body.name}⟧')`);"),
    handler("return db.query(`UPDATE users SET name = '⟦${req.body.name}⟧' WHERE id = ⟦${req.params.id}⟧`);"),
    handler('return db.query(`DELETE FROM users WHERE id = ⟦${req.params.id}⟧`);'),
    handler('return db.query(`SELECT id FROM users WHERE id IN (⟦${req.body.ids}⟧)`);'),
    handler('return db.query(`DROP TABLE ⟦${req.params.table}⟧`);'),
    handler(
      "if (!req.query.name) return res.status(400).end();\nreturn db.query(`SELECT id FROM users WHERE name = '⟦${req.query.name}⟧'`);",
    ),
    handler("return prisma.$queryRawUnsafe(`SELECT id FROM users WHERE name = '⟦${req.query.name}⟧'`);"),
    handler(
      "return db.query(req.query.name ? `SELECT id FROM users WHERE name = '⟦${req.query.name}⟧'` : 'SELECT id FROM users LIMIT 1');",
    ),
    find("return db.query(`SELECT id FROM users WHERE name = '⟦${name}⟧'`);"),
    find("return db.query(`SELECT id FROM users WHERE email = '⟦${dto.email}⟧'`);"),
    find('return db.query(`SELECT id FROM users WHERE id IN (⟦${ids.join(",")}⟧)`);'),
    find("return db.query(`SELECT id FROM users WHERE id IN (${ids.map((id) => `'⟦${id}⟧'`).join(',')})`);"),
    find("return db.query(`SELECT id FROM users WHERE lower(name) = lower('⟦${name}⟧')`);"),
    find("return db.query(`SELECT id FROM users WHERE name ILIKE '⟦${name}⟧%'`);"),
    find("return knex('users').whereRaw(`name = '⟦${name}⟧'`);"),
    find("return sequelize.query(`SELECT id FROM users WHERE name = '⟦${name}⟧'`);"),
    find('return sql`SELECT id FROM users WHERE name = ⟦${sql.raw(name)}⟧`;'),
    find("return sql.unsafe(`SELECT id FROM users WHERE name = '⟦${name}⟧'`);"),
    find("return db.prepare(`SELECT id FROM users WHERE name = '⟦${name}⟧'`).all();"),
    find("return client.query({ text: `SELECT id FROM users WHERE name = '⟦${name}⟧'` });"),
    find('return connection.execute("SELECT id FROM users WHERE name = \'" + ⟦name⟧ + "\'");'),
    find("const query = 'SELECT id FROM users WHERE name = ';\nreturn pool.query(query + `'⟦${name}⟧'`);"),
    "import { pool } from './pool.ts';\nexport const one = (id) => pool.query(`SELECT id FROM users WHERE id = ⟦${id}⟧`);",
    "class Users { constructor(private readonly store: Pool) {} one(id: string) { return this.store.query(`SELECT id FROM users WHERE id = '⟦${id}⟧'`); } }",
    'const run = (text) => pool.query(text);\nexport const one = (id) => run(`SELECT id FROM users WHERE id = ⟦${id}⟧`);',
    "function one(id) { return db.query(`SELECT id FROM users WHERE id = ⟦${id}⟧`); }\napp.get('/:id', (req, res) => one(req.params.id));",
    "@Controller() class Users { @Get() list(@Query('name') name: string) { return this.db.query(`SELECT id FROM users WHERE name = '⟦${name}⟧'`); } }",
    "app.get('/', async (c) => c.env.DB.prepare(`SELECT id FROM t WHERE id = ⟦${c.req.param('id')}⟧`).first());",
    'export async function POST(request: Request) { const { id } = await request.json(); return sql.query(`SELECT id FROM t WHERE id = ⟦${id}⟧`); }',
    {
      code: "var db = require('./db');\nexports.one = function (id, done) { db.query('SELECT id FROM users WHERE id = ' + ⟦id⟧, done); };",
      language: 'espree',
      filename: 'users.js',
    },
  ],
  messages: [
    {
      code: handler('return db.query(`SELECT id FROM users WHERE id = ${req.params.id}`);'),
      message: 'Request input becomes part of the SQL text: pass it as a bind parameter.',
    },
    {
      code: handler('return db.query(`VALUES (${req.params.id}, 1)`);'),
      message: 'Request input becomes part of the SQL text: pass it as a bind parameter.',
    },
    {
      code: find("return db.query(`SELECT id FROM users WHERE name = '${name}'`);"),
      message: "The caller's text becomes part of the SQL text: pass it as a bind parameter.",
    },
    {
      code: handler('return db.query(`SELECT id FROM ${req.params.table}`);'),
      message: 'Request input becomes a name in the SQL text: look it up in a map of allowed names.',
    },
    {
      code: handler('return db.query(`SELECT id FROM users ${req.query.where}`);'),
      message:
        'Request input becomes part of the SQL text: let the program choose among texts of its own, and bind the values.',
    },
    ...(
      [
        ['SET search_path TO ${req.query.shop}', 'setting', 'false'],
        ["set local app.shop = '${req.query.shop}'", 'setting', 'true'],
        ["NOTIFY orders, '${req.query.shop}'", 'notice', ''],
        ["ALTER ROLE app PASSWORD '${req.query.shop}'", 'literal', ''],
        ["COPY users FROM '${req.query.shop}'", 'literal', ''],
        ["CALL charge('${req.query.shop}')", 'value', ''],
        ["EXPLAIN SELECT id FROM users WHERE name = '${req.query.shop}'", 'value', ''],
        ["CREATE TABLE shops AS SELECT id FROM users WHERE name = '${req.query.shop}'", 'value', ''],
      ] as const
    ).map(([statement, kind, isLocal]) => ({
      code: `import { Pool } from 'pg';\nconst pool = new Pool();\n${handler(`await pool.query(\`${statement}\`);\nawait pool.query('SELECT 1');`)}`,
      message: {
        setting: `Request input becomes part of a SET, which takes no bind parameters: run SELECT set_config($1, $2, ${isLocal}) instead.`,
        notice:
          'Request input becomes part of a NOTIFY, which takes no bind parameters: run SELECT pg_notify($1, $2) instead.',
        literal:
          'Request input becomes part of a statement that takes no bind parameters: let the driver write it as a literal.',
        value: 'Request input becomes part of the SQL text: pass it as a bind parameter.',
      }[kind],
    })),
    // The drivers of MySQL write values into any statement.
    {
      code: `import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({});\n${handler("await pool.query(`SET @shop = '${req.query.shop}'`);")}`,
      message: 'Request input becomes part of the SQL text: pass it as a bind parameter.',
    },
  ],
  suggestions: [
    {
      code: 'import mysql from \'mysql2\'; const db = mysql.createPool({}); export const search = (name) => db.query(`SELECT id FROM users WHERE name LIKE "%${name}%" LIMIT 9`);',
      output:
        "import mysql from 'mysql2'; const db = mysql.createPool({}); export const search = (name) => db.query(`SELECT id FROM users WHERE name LIKE ? LIMIT 9`, [`%${name}%`]);",
    },
    {
      code: 'export const one = (id) => pgPool.query(`SELECT id FROM users WHERE id = ${id}`);',
      output: 'export const one = (id) => pgPool.query(`SELECT id FROM users WHERE id = $1`, [id]);',
    },
    {
      code: 'export const one = (id, kind) => pgPool.query(`SELECT id FROM users WHERE id = ${id} AND kind = ${kind}`);',
      output:
        'export const one = (id, kind) => pgPool.query(`SELECT id FROM users WHERE id = $1 AND kind = ${kind}`, [id]);',
    },
    {
      code: "export const one = (id, kind) => db.query(`SELECT id FROM users WHERE kind = $1 AND id = '${id}'`, [kind]);",
      output:
        'export const one = (id, kind) => db.query(`SELECT id FROM users WHERE kind = $1 AND id = $2`, [kind, id]);',
    },
    {
      code: "export const one = (id, kind) => db.execute(`SELECT id FROM users WHERE name LIKE '%${id}%' AND kind = ?`, [kind]);",
      output:
        'export const one = (id, kind) => db.execute(`SELECT id FROM users WHERE name LIKE ? AND kind = ?`, [`%${id}%`, kind]);',
    },
    {
      code: "import mysql from 'mysql2';\nconst connection = mysql.createConnection({});\nexport const one = (id, done) => connection.query(`SELECT id FROM users WHERE id = ${id}`, function (error, rows) { done(rows); });",
      output:
        "import mysql from 'mysql2';\nconst connection = mysql.createConnection({});\nexport const one = (id, done) => connection.query(`SELECT id FROM users WHERE id = ?`, [id], function (error, rows) { done(rows); });",
    },
    {
      code: `export const one = (name) => pgPool.query("SELECT id FROM users WHERE name LIKE '%" + name + "%' LIMIT 9");`,
      output:
        'export const one = (name) => pgPool.query("SELECT id FROM users WHERE name LIKE $1 LIMIT 9", [`%${name}%`]);',
    },
    {
      code: `export const one = (name, kind) => db.query("SELECT id FROM users WHERE name = '" + (name ?? 'x') + "' AND kind = ?", [kind]);`,
      output: `export const one = (name, kind) => db.query("SELECT id FROM users WHERE name = ? AND kind = ?", [name ?? 'x', kind]);`,
    },
    {
      code: "export const one = (id) => pgPool.query('SELECT id FROM users WHERE id = ' + id + ' LIMIT 1');",
      output: "export const one = (id) => pgPool.query('SELECT id FROM users WHERE id = $1 LIMIT 1', [id]);",
    },
    ...[
      [
        'mysqlPool.query(`SELECT id FROM users WHERE at > NOW() - INTERVAL ${id} DAY`)',
        'mysqlPool.query(`SELECT id FROM users WHERE at > NOW() - INTERVAL ? DAY`, [id])',
      ],
      [
        'pgPool.query(`SELECT id FROM users WHERE team IN (${id}, 3)`)',
        'pgPool.query(`SELECT id FROM users WHERE team IN ($1, 3)`, [id])',
      ],
      [
        'pgPool.query(`SELECT id FROM users WHERE team IN (3, ${id})`)',
        'pgPool.query(`SELECT id FROM users WHERE team IN (3, $1)`, [id])',
      ],
      [
        'pgPool.query(`INSERT INTO users (id) VALUES (${id})`)',
        'pgPool.query(`INSERT INTO users (id) VALUES ($1)`, [id])',
      ],
      [
        'pgPool.query(\'SELECT id FROM users WHERE id = \' + id + " LIMIT 1")',
        "pgPool.query('SELECT id FROM users WHERE id = ' + '$1' + \" LIMIT 1\", [id])",
      ],
      ['pgPool.query(FIND + id + FIRST)', "pgPool.query(FIND + '$1' + FIRST, [id])"],
    ].map(([before = '', after = '']) => {
      const texts = "const FIND = 'SELECT id FROM users WHERE id = ', FIRST = ' LIMIT 1';";
      const [code, output] = [before, after].map((call) => `${texts}\nexport const one = (id) => ${call};`);
      return { code: code ?? '', output: output ?? '' };
    }),
    {
      code: "export const one = (id) => pgPool.query('SELECT id FROM users WHERE id = ' + (id));",
      output: "export const one = (id) => pgPool.query('SELECT id FROM users WHERE id = ' + ('$1'), [id]);",
    },
  ],
});

/** A clause that a function makes counts where it is made, and a value where it goes in. */
describe('what a function makes for a statement', () => {
  const made = (text: string): string =>
    `const made = (name) => ${text};\napp.get('/', (req) => db.query(\`SELECT id FROM users u \${made(req.query.name)} LIMIT 9\`));`;
  const used = (text: string): string =>
    made(text).replace('${made(req.query.name)}', '⟦${made(req.query.name)}⟧');
  testCases('no-interpolated-sql', {
    invalid: [
      ...[
        'WHERE',
        '  AND',
        'or',
        'HAVING',
        'GROUP  BY',
        'LIMIT',
        'OFFSET',
        'UNION',
        'JOIN',
        'LEFT  JOIN',
        'FULL  OUTER  JOIN',
        'CROSS JOIN',
      ].map((begin) => made(`\`${begin} x = '⟦\${name}⟧'\``)),
      made("'WHERE name = ' + ⟦name⟧"),
      made("(name ? 'WHERE name = ' + ⟦name⟧ : '')"),
      made("{ let text = ''; if (name) text = ` AND name = '⟦${name}⟧'`; return text; }"),
      made("{ let text = 'WHERE active'; if (name) text += ` AND name = '⟦${name}⟧'`; return text; }"),
      made("{ if (!name) return ''; return `WHERE name = '⟦${name}⟧'`; }"),
      ...['SOMEWHERE', 'ORDERS', 'ORDER', 'LEFT', 'LIMITED', 'x WHERE'].map((begin) =>
        used(`\`${begin} x = '\${name}'\``),
      ),
      used("`'${name}'`"),
      used("{ const text = `'${name}'`; return text; }"),
    ],
  });
});

/** Where a placeholder could not take the place of the value, or nothing shows which one the database knows. */
test.each([
  "pgPool.query(`SELECT id FROM users WHERE name = '${a}${b}'`);",
  "pgPool.query(`SELECT id FROM users WHERE name = 'it''s ${a}'`);",
  "pgPool.query(`SELECT id FROM users WHERE name = 'a\\\\${a}'`);",
  'pgPool.query(`SELECT id FROM users WHERE name = ${a}`, values);',
  'pgPool.query(`SELECT id FROM users WHERE name = ${a}`, [...values]);',
  'pgPool.query(`SELECT id FROM users WHERE kind = $1 AND name = ${a}`, [, b]);',
  'pgPool.query(`SELECT id FROM users WHERE kind = $2 AND name = ${a}`, [b]);',
  'pgPool.query(`SELECT id FROM users WHERE kind = $1 AND name = ${a}`);',
  'pgPool.query(`SELECT id FROM users WHERE kind = ?1 AND name = ${a}`, [b]);',
  'pgPool.query(`SELECT id FROM users WHERE kind = :kind AND name = ${a}`, [b]);',
  'pgPool.query(`SELECT id FROM users WHERE kind = $${c} AND name = ${a}`, [b]);',
  'mysqlPool.query(`SELECT id FROM users WHERE kind = ? AND name = ${a}`, [b, c]);',
  'pgPool.run(`SELECT id FROM users WHERE name = ${a}`);',
  'pgPool.query({ text: `SELECT id FROM users WHERE name = ${a}` });',
  "pgPool.query(\"SELECT id FROM users WHERE name = '\" + a + '\\' LIMIT 1');",
  "pgPool.query(`SELECT id FROM users WHERE ${c ? `name = '${a}'` : 'name IS NULL'}`);",
  'pgPool.query("SELECT id FROM users WHERE " + (c ? "name = \'" + a + "\'" : "name IS NULL"));',
  "pgPool.query(`SELECT id FROM users WHERE name IN (${a.split(' ').join(',')})`);",
  'pgPool.query(`SELECT id FROM users WHERE name IN (\'${a.split(" ").join("\',\'")}\')`);',
  "pgPool.query(`SELECT id FROM users WHERE at > now() - interval '${a} days'`);",
  ...['date', 'time', 'timestamp', 'timestamptz', 'inet', 'uuid'].map(
    (type) => `pgPool.query(\`SELECT id FROM users WHERE seen > ${type} '\${a}'\`);`,
  ),
  "pgPool.query(`SELECT id FROM users WHERE at AT TIME ZONE '${a}' > now()`);",
  "app.post('/users', (req) => pgPool.query(`CREATE USER b PASSWORD '${req.body.a}'`));",
  'pgPool.query(`SELECT id FROM users WHERE name = \'${a}` + "\' LIMIT 1");',
  "pgPool.query(\"SELECT id FROM users WHERE name = '\" + (c ? 'x' + a : 'y') + \"' LIMIT 1\");",
  'const quote = "\'"; pgPool.query(`SELECT id FROM users WHERE name = ${quote}${a}${quote}`);',
  'const open = "= \'"; pgPool.query(`SELECT id FROM users WHERE name ${open}${a}\'`);',
  'const close = "\'"; pgPool.query(`SELECT id FROM users WHERE name = \'${a}${close}`);',
  "pgPool.query(`DELETE FROM users WHERE name = '${a}'; DELETE FROM orders WHERE id = 1`);",
  'const text = `SELECT id FROM users WHERE name = ${a}`; pgPool.query(text);',
  'db.query(`SELECT id FROM users WHERE name = ${a}`);',
])('no-interpolated-sql offers no placeholder in %s', (code) => {
  const found = lint(`export function find(a: string, b: string, c: number) { ${code} }`, [
    'no-interpolated-sql',
  ]);
  expect(found.length).toBeGreaterThan(0);
  expect(found.flatMap(({ suggestions = [] }) => suggestions)).toEqual([]);
});
