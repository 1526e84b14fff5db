import { expect, test } from 'vitest';
import { lint } from '../lint.ts';
import { testRule } from '../rule-cases.ts';

/** A handler that reads the column to sort by from the query string. */
function handler(body: string): string {
  return `import { pool } from './database.ts';
app.get('/users', async (request, reply) => {
  const { sortBy = 'created_at', sortOrder = 'asc' } = request.query as { sortBy?: string; sortOrder?: string };
${body}
});`;
}

testRule('no-dynamic-order-by', {
  valid: [
    // A function of the file that throws, however it looks at the name.
    "function assertSafeIdentifier(name) { const parts = name.split('.'); if (parts.some((part) => !PART.test(part))) throw new Error('name'); return name; }\nfunction quote(name) { return assertSafeIdentifier(name).split('.').join('.'); }\nexport const list = (name) => db.query(`SELECT id FROM users ORDER BY ${quote(name)} LIMIT 9`);",
    // An object of clauses, of which variables hold some.
    'exports.take = (condition) => { const where = condition.where; const orderBy = condition.orderBy; let text = "SELECT id FROM users"; if (where) text += " WHERE " + where; if (orderBy) text += " ORDER BY " + orderBy; return db.query(text + " LIMIT 5"); };',
    'exports.take = (condition) => { const { where, orderBy } = condition; return db.query(`SELECT id FROM users ${where} ORDER BY ${orderBy} LIMIT 5`); };',
    // Columns that the program names, and the direction of one.
    "app.get('/users', (req) => { const { name } = req.query; return User.find({ where: { name }, order: { name: 'ASC' } }); });",
    "app.get('/users', (req) => em.createQueryBuilder('u').orderBy({ name: req.query.dir }));",
    // Methods whose names end as those that sort.
    "app.get('/users', (req) => knex('users').orderBy('id').reorderBy(req.query.sort));",
    "export const sorting = (sorts: Array<{ field: 'a' | 'b'; direction: string }>) => { const clauses = sorts.map((sort) => `${sort.field} ${sort.direction === 'desc' ? 'DESC' : 'ASC'}`); return `ORDER BY ${clauses.join(', ')}`; };",
    'export const sorting = (sorts: Set<"a" | "b">) => `ORDER BY ${[...sorts].join(", ")}`;',
    // The name of a table that a caller chooses.
    'exports.list = (alias: string) => db.query(`SELECT id FROM users ${alias} ORDER BY ${alias}.created_at LIMIT 5`);',
    "exports.sorting = ({ alias = '', allowedSorts = [], query = {} }) => { const prefix = alias ? `${alias}.` : ''; const column = allowedSorts.includes(query.sort) ? query.sort : allowedSorts[0]; return `ORDER BY ${prefix}${column} DESC`; };",
    "import { sql } from 'drizzle-orm';\nexport const list = (args) => { const sorts = []; sorts.push({ field: 'name', direction: args.direction }); for (const sort of sorts) query = query.orderBy(sql.raw(`${sort.field} ASC`)); return db.select().from(users).orderBy(sql.raw(`${sorts[0].field} ASC`)); };",
    "export const list = (request) => db.select().from(users).orderBy(sql.raw('name desc')).limit(9);",
    'export const list = (request) => db.select().from(users).orderBy(sql.raw(COLUMNS[request.query.sort])).limit(9);',
    'export const list = (request) => list.orderBy(_.literal(request.query.sort));',
    // What a list gives in the place of what asks for it.
    "exports.list = (asked) => { const COLUMNS = { age: 'a.age', name: 'a.name' }; var sort = asked || 'name'; sort = COLUMNS[sort]; return db.query('SELECT id FROM users ORDER BY ' + sort); };",
    "exports.list = (asked) => { let sort = asked.sort; sort = ({ age: 'a.age' })[sort] ?? 'a.name'; return db.query(`SELECT id FROM users ORDER BY ${sort}`); };",
    // A value that a choice puts in its place, which keeps only what it has checked.
    "exports.list = (sort, order) => { sort = ['id', 'name'].includes(sort) ? sort : 'id'; order = ORDERS.has(order) ? order : 'asc'; return db.query(`SELECT id FROM users ORDER BY ${sort} ${order} LIMIT 5`); };",
    "exports.list = (sort) => { sort = ['id', 'name'].includes(sort) ? sort : 'id'; const column = sort === 'name' ? 'c.name' : `p.\"${sort}\"`; return db.query(`SELECT id FROM users p ORDER BY ${column} LIMIT 5`); };",
    "app.get('/', (req) => { let sort = req.query.sort; sort = sort === 'new' ? 'id' : 'name'; return db.query(`SELECT id FROM users ORDER BY ${sort} LIMIT 5`); });",
    // What is found in a list that the caller passes.
    'async function best(types, type) { const at = types.indexOf(type); if (at === -1) return []; return db.query(`SELECT id FROM totals ORDER BY ${types[at]} LIMIT 9`); }',
    'function best(types, type) { return db.query(`SELECT id FROM totals ORDER BY ${types[types.indexOf(type)]} LIMIT 9`); }',
    // A text that is made before the check of what it is made of, and used under it.
    "exports.list = (sort) => { const column = `g.\"${sort}\"`; const order = ['id', 'name'].includes(sort) ? `ORDER BY ${column}` : ''; return db.query(`SELECT id FROM games g ${order} LIMIT 5`); };",
    "exports.list = (sort) => { const column = 'g.' + sort; if (!COLUMNS.has(sort)) throw new Error('sort'); return db.query(`SELECT id FROM games g ORDER BY ${column} LIMIT 5`); };",
    // An object of whole clauses.
    'export const list = (page: { where: string; orderBy: string }) => db.query(`SELECT id FROM users ${page.where} ORDER BY ${page.orderBy} LIMIT 9`);',
    // A map of allowed columns that the caller hands over.
    'export const order = (sort, columns) => (columns[sort] ? `ORDER BY ${columns[sort]}` : "");',
    // Prose, and a clause of which the file calls the function with texts of its own.
    'export const title = (sort: string) => `Order by ${sort}`;',
    "const order = (sort) => `ORDER BY ${sort}`; export const list = () => model(order('name'));",
    'export const order = (sort: string) => `SELECT id FROM users ORDER BY ${sort}`.length;',
    // A list that the function is handed, in which what the caller asks for is looked up.
    'function sorted(by, columns) { const column = columns.find((each) => each.name === by.column); return db.query(`SELECT id FROM users ORDER BY ${column.sql} LIMIT 5`); }',
    'function sorted(by, columns) { const column = columns.find((each) => each.active && each.name == by); return db.query(`SELECT id FROM users ORDER BY ${column.sql} LIMIT 5`); }',
    'function sorted(by, columns) { const column = columns.find(({ id, name }) => name === by || id === by); return db.query(`SELECT id FROM users ORDER BY ${column.sql} LIMIT 5`); }',
    "export const list = (order) => { const lower = order.toLowerCase(); if (!['asc', 'desc'].includes(lower)) throw new Error('order'); return db.query(`SELECT id FROM users ORDER BY name ${order} LIMIT 3`); };",
    "app.get('/', (req) => { const order = req.query.sort.split(',').flatMap((key) => (COLUMNS[key] ? [COLUMNS[key]] : [])).join(); return db.query(`SELECT id FROM users ORDER BY ${order} LIMIT 3`); });",
    "import { sortColumn } from './sort'; app.get('/', (req) => db.query(`SELECT id FROM users ORDER BY ${sortColumn(req.query.sort)} LIMIT 3`));",
    "import type { Sort } from './sort'; export const list = (sort: Sort) => db.query(`SELECT id FROM users ORDER BY ${sort} LIMIT 3`);",
    'export const list = (orderClause: string) => db.query(`SELECT id FROM users ${orderClause} LIMIT 3`);',
    "app.get('/', (req) => User.find().sort(req.query.sort));",
    "app.get('/users', (req, res) => User.findAll({ order: [['name', req.query.dir]] }));",
    "export const list = (sort) => User.findAll({ order: [[sort, 'ASC']] });",
    "app.get('/users', (req, res) => { const column = COLUMNS[req.query.sort]; return User.findAll({ order: [[column, 'ASC']] }); });",
    "app.get('/users', (req, res) => User.findAll({ where: { order: [req.query.sort] } }));",
    "app.get('/users', (req, res) => Review.find({ order: req.query.order }));",
    "app.get('/users', (req, res) => { const { sort } = req.query; return User.findAll({ order: [COLUMNS[sort]] }); });",
    "app.get('/users', (req, res) => { if (!['name'].includes(req.query.sort)) return; return prisma.user.findMany({ orderBy: { [req.query.sort]: 'asc' } }); });",
    "import format from 'pg-format';\napp.get('/users', (req, res) => db.query(format('SELECT id FROM users ORDER BY %I LIMIT 5', req.query.sort)));",
    "import format from 'pg-format';\napp.get('/users', (req, res) => db.query(format('SELECT id FROM users WHERE name = %L ORDER BY %s LIMIT 5', req.query.name, 'id')));",
    // Builders quote the column, so that only who chooses it counts.
    "export const list = (sort: string) => knex('users').select('id').orderBy(sort, 'asc');",
    "const columns = { name: 'name' }; app.get('/users', (req) => knex('users').select('id').orderBy(columns[req.query.sort] ?? 'name'));",
    "app.get('/users', (req) => { const { sort } = req.query; if (!['name', 'email'].includes(sort)) throw new Error('sort'); return knex('users').select('id').orderBy(sort); });",
    "import _ from 'lodash'; app.get('/users', (req) => _.orderBy(users, req.query.sort));",
    "app.get('/users', (req) => list.orderBy(req.query.sort));",
    "app.get('/users', (req) => knex('users').reorderBy(req.query.sort));",
    "app.get('/users', (req) => knex('users').orderByAll(req.query.sort));",
    "app.get('/users', (req) => User.refind({ order: [[req.query.sort, 'ASC']] }));",
    "app.get('/users', (req) => User.finder({ order: [[req.query.sort, 'ASC']] }));",
    // What is no builder, or sorts by what the program chose.
    "app.get('/users', (req) => { const sort = (list) => { list.orderBy(req.query.sort); }; return knex('users').select('id').then(sort); });",
    "app.get('/users', (req) => { const sort = (rows, list) => { list.orderBy(req.query.sort); }; return knex('users').select('id').modify(sort); });",
    "app.get('/users', (req) => { const sort = (list) => { list.orderBy(req.query.sort); }; return people.modify(sort); });",
    "app.get('/users', (req) => { const sort = (list) => { list.orderBy('name', req.query.dir); }; return knex('users').select('id').modify(sort); });",
    "const sort = (list, column) => { list.orderBy(column); }; export const list = (column) => knex('users').select('id').modify(sort, column);",
    // Nothing dynamic.
    "db.query('SELECT id FROM users ORDER BY created_at DESC LIMIT 10')",
    "const ORDER = 'created_at'; db.query(`SELECT id FROM users ORDER BY ${ORDER} LIMIT 10`)",
    "db.query(`SELECT id FROM users WHERE email = '${request.query.email}' ORDER BY id`)",
    // Numbers, and keys that the program writes.
    handler(
      'let { lat } = request.query;\nlat = parseFloat(lat);\nif (lat > 90) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY place <-> ST_MakePoint(${lat})`);',
    ),
    handler(
      "const parts = Object.fromEntries([['OFFSET $x', sortBy], ['LIMIT $x', sortOrder]].filter((part) => part[1]).map((part, index) => [part[0].replace('$x', '$' + index), part[1]]));\nreturn pool.query(`SELECT id FROM users ORDER BY ${Object.keys(parts).join(' ')}`, Object.values(parts));",
    ),
    'export const byName = (isDescending: boolean) => `ORDER BY name ${isDescending ? "DESC" : "ASC"}`;',
    'log.info(`ORDER BY ${sort} is slow`);',
    // Lookups.
    handler(
      "const columns = { name: 'name', created_at: 'created_at' };\nreturn pool.query(`SELECT id FROM users ORDER BY ${columns[sortBy]}`);",
    ),
    handler(
      "const columns = { name: 'name' } as const;\nconst column = columns[sortBy] ?? 'name';\nreturn pool.query(`SELECT id FROM users ORDER BY ${column}`);",
    ),
    handler(
      "const columns: Record<string, string> = { name: 'name' };\nconst column = columns[sortBy];\nif (!column) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${column}`);",
    ),
    handler(
      "const columns = new Map([['name', 'name']]);\nreturn pool.query(`SELECT id FROM users ORDER BY ${columns.get(sortBy) ?? 'name'}`);",
    ),
    handler(
      "const columns = new Map([['name', 'name']]);\nconst column = columns.get(sortBy);\nif (column === undefined) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${column}`);",
    ),
    "import { columns } from './columns.ts';\nexport const list = (sort: string) => db.query(`SELECT id FROM users ORDER BY ${columns[sort]}`);",
    // Guards that return, throw, or replace.
    handler(
      "if (!['name', 'created_at'].includes(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);",
    ),
    handler(
      "const allowed = new Set(['name']);\nif (!allowed.has(sortBy)) { reply.code(400); return { error: 'sortBy' }; }\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);",
    ),
    handler(
      "const allowed = new Set(['name']);\nif (!allowed.has(sortBy)) throw new Error('sortBy');\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);",
    ),
    handler(
      "if (sortBy !== 'name' && sortBy !== 'created_at') return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);",
    ),
    handler(
      "if (['name'].indexOf(sortBy) === -1) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);",
    ),
    handler(
      'if (!(sortBy in columns)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);',
    ),
    handler(
      'if (!Object.hasOwn(columns, sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);',
    ),
    handler(
      "if (!columns.some((column) => column === sortBy)) throw new Error('no');\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);",
    ),
    handler(
      "if (['name'].includes(sortBy)) {\n  return pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);\n}\nreturn reply.code(400).send({});",
    ),
    handler(
      "const isKnown = ['name'].includes(sortBy);\nif (!isKnown) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);",
    ),
    handler(
      "if (sortBy && !['name'].includes(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);",
    ),
    handler(
      'if (!isSortable(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);',
    ),
    handler('assertColumn(sortBy);\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);'),
    handler(
      'if (!/^[a-z_]+$/.test(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);',
    ),
    "app.get('/', (req, res) => {\n  let sort = req.query.sort;\n  if (!['name'].includes(sort)) sort = 'name';\n  return db.query('SELECT id FROM t ORDER BY ' + sort);\n});",
    handler(
      'if (!/^(?:name|created_at)$/.test(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);',
    ),
    handler(
      'const COLUMN = /^[a-z][a-z0-9_.]*$/i;\nif (!COLUMN.test(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);',
    ),
    // Choices.
    handler(
      "const column = sortBy === 'name' ? 'name' : 'created_at';\nreturn pool.query(`SELECT id FROM users ORDER BY ${column}`);",
    ),
    handler(
      "return pool.query(`SELECT id FROM users ORDER BY name ${sortOrder === 'desc' ? 'DESC' : 'ASC'}`);",
    ),
    handler(
      "const column = ['name', 'created_at'].includes(sortBy) ? sortBy : 'name';\nreturn pool.query(`SELECT id FROM users ORDER BY ${column}`);",
    ),
    handler(
      "const column = ['name', 'created_at'].find((name) => name === sortBy) ?? 'name';\nreturn pool.query(`SELECT id FROM users ORDER BY ${column}`);",
    ),
    handler(
      "let column;\nswitch (sortBy) {\n  case 'name': column = 'name'; break;\n  case 'created': column = 'created_at'; break;\n  default: return reply.code(400).send({});\n}\nreturn pool.query(`SELECT id FROM users ORDER BY ${column}`);",
    ),
    handler(
      "switch (sortBy) {\n  case 'name':\n  case 'created_at':\n    return pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);\n  default:\n    return reply.code(400).send({});\n}",
    ),
    handler(
      "switch (sortBy) {\n  case 'name':\n  case 'created_at':\n    break;\n  default:\n    return reply.code(400).send({});\n}\nreturn pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);",
    ),
    handler(
      "const orderBy = (name: string) => {\n  switch (name) {\n    case 'name': return 'name';\n    default: return 'created_at';\n  }\n};\nreturn pool.query(`SELECT id FROM users ORDER BY ${orderBy(sortBy)}`);",
    ),
    handler(
      "return pool.query(sortBy === 'name' ? 'SELECT id FROM users ORDER BY name' : 'SELECT id FROM users ORDER BY id');",
    ),
    // Schemas.
    "const query = z.object({ sort: z.enum(['name', 'email']).default('name') });\napp.get('/', (req, res) => {\n  const { sort } = query.parse(req.query);\n  return db.query(`SELECT id FROM users ORDER BY ${sort}`);\n});",
    "const query = z.object({ sort: z.enum(['name', 'email']) });\napp.get('/', (req, res) => {\n  const parsed = query.safeParse(req.query);\n  if (!parsed.success) return res.status(400).end();\n  return db.query(`SELECT id FROM users ORDER BY ${parsed.data.sort}`);\n});",
    "import { listQuery } from './schemas.ts';\napp.get('/', (req, res) => {\n  const { sort } = listQuery.parse(req.query);\n  return db.query(`SELECT id FROM users ORDER BY ${sort}`);\n});",
    "app.get('/', { schema: { querystring: { type: 'object', properties: { sort: { type: 'string', enum: ['name'] } } } } }, async (request) => {\n  const { sort } = request.query;\n  return db.query(`SELECT id FROM users ORDER BY ${sort}`);\n});",
    "const Query = Type.Object({ sort: Type.Union([Type.Literal('name'), Type.Literal('email')]) });\napp.get('/', { schema: { querystring: Query } }, async (request) => db.query(`SELECT id FROM users ORDER BY ${request.query.sort}`));",
    "app.route({ method: 'GET', url: '/', schema: { querystring: { sort: { enum: ['name'] } } }, handler: async (request) => db.query(`SELECT id FROM users ORDER BY ${request.query.sort}`) });",
    // Types, escaping.
    "type Column = 'name' | 'email';\nexport const list = (sort: Column) => db.query(`SELECT id FROM users ORDER BY ${sort}`);",
    "const columns = { name: 'name' } as const;\nexport function list(sort: keyof typeof columns) { return db.query(`SELECT id FROM users ORDER BY ${sort}`); }",
    'export function list(page: number) { return db.query(`SELECT id FROM users ORDER BY id LIMIT 10 OFFSET ${page}`); }',
    handler('return pool.query(`SELECT id FROM users ORDER BY ${escapeIdentifier(sortBy)}`);'),
    handler('return pool.query(`SELECT id FROM users ORDER BY ${pool.escapeIdentifier(sortBy)}`);'),
    handler("return pool.query(format('SELECT id FROM users ORDER BY %I', sortBy));"),
    handler('return sql`SELECT id FROM users ORDER BY ${sql(sortBy)}`;'),
    handler('return sql`SELECT id FROM users ORDER BY ${sortBy}`;'),
    // Only callers in this file, and they pass literals.
    "function list(sort) { return db.query(`SELECT id FROM users ORDER BY ${sort}`); }\nlist('name');\nlist('email');",
    // Not SQL.
    handler('log.info(`sorted, ORDER BY ${sortBy}`);'),
    handler('return `Please order by ${sortBy}`;'),
  ],
  invalid: [
    'function assertSafeIdentifier(name) { return name.trim(); }\nexport const list = (name) => db.query(`SELECT id FROM users ORDER BY ⟦${assertSafeIdentifier(name)}⟧ LIMIT 9`);',
    'exports.take = (condition) => { const { where } = filter; const { orderBy } = condition; return db.query(`SELECT id FROM users ${where} ORDER BY ⟦${orderBy}⟧ LIMIT 5`); };',
    'app.get("/", (req) => { const { where, orderBy } = req.query; return db.query(`SELECT id FROM users ${where} ORDER BY ⟦${orderBy}⟧ LIMIT 5`); });',
    // Sorts with types, of one member and of one element.
    "app.get('/users', (req) => User.findAll({ order: [[⟦req.query.sort⟧, 'ASC']] as Order }));",
    "app.get('/users', (req) => User.findAll({ order: [[⟦req.query.sort⟧, 'ASC'] as OrderItem] }));",
    "app.get('/users', (req) => User.findAll({ order: [⟦req.query.sort⟧] }));",
    "app.get('/users', (req) => User.findAll({ order: [[⟦req.query.sort⟧]] }));",
    "app.get('/users', (req) => knex('users').select('id').orderBy([{ column: ⟦req.query.sort⟧ } as Sort]));",
    // A second column to sort by, and other ways to say what to sort by.
    "app.get('/users', (req) => repository.createQueryBuilder('u').orderBy('u.name').addOrderBy(⟦`u.${req.query.sort}`⟧, 'ASC').getMany());",
    "app.get('/users', (req) => repository.createQueryBuilder('u').orderBy('u.name').thenOrderBy(⟦`u.${req.query.sort}`⟧).getMany());",
    "app.get('/users', (req, res) => User.paginate({ page: 1, order: [[⟦req.query.sort⟧, 'ASC']] }));",
    "app.get('/users', (req) => User.findMany({ orderBy: [{ [⟦req.query.sort⟧]: 'asc' }] }));",
    "app.get('/users', (req) => User.findAll({ order: [[Company, ⟦req.query.sort⟧, 'ASC']] }));",
    'export const list = (request) => db.query.users.findMany({ orderBy: [desc(sql.raw(⟦request.query.sort⟧))], limit: 9 });',
    "import { asc, sql } from 'drizzle-orm';\nexport const list = (request) => db.select().from(users).orderBy(asc(sql.raw(⟦request.query.sort⟧))).limit(9);",
    // What is raw is told once.
    "app.get('/users', (req) => knex('users').orderBy('id').orderByRaw(`⟦${req.query.sort}⟧ DESC`));",
    // What is made of each element of a list that a variable holds.
    "export const sorting = (sorts: Array<{ field: string; direction: string }>) => { const clauses = sorts.map((sort) => { if (!allowed.includes(sort.field)) return ''; return `${sort.field} ${sort.direction}`; }).filter(Boolean); return { text: clauses.length ? `ORDER BY ⟦${clauses.join(', ')}⟧` : '' }; };",
    'export const sorting = (sorts: ReadonlyArray<{ field: string }>) => { const clauses = sorts.map((sort) => `${sort.field} ASC`); return `ORDER BY ⟦${clauses.join(", ")}⟧`; };',
    'export const sorting = (sorts: { field: string }[]) => { const clauses = sorts.map((sort) => column(sort) || sort.field); return `ORDER BY ⟦${clauses.join(", ")}⟧`; };',
    'exports.list = (sorts: string[]) => db.query(`SELECT id FROM users ORDER BY ⟦${sorts[0]}⟧ LIMIT 5`);',
    'exports.list = (alias: string, sort: string) => db.query(`SELECT id FROM users ${alias} ORDER BY ${alias}.⟦${sort}⟧ LIMIT 5`);',
    'app.get("/users", (req) => db.query(`SELECT id FROM users ORDER BY ⟦${req.query.table}⟧.created_at LIMIT 5`));',
    // A choice that keeps what it did not check, that changes it, and that is not always made.
    "exports.list = (sort, other) => { sort = ['id', 'name'].includes(other) ? sort : 'id'; return db.query(`SELECT id FROM users ORDER BY ⟦${sort}⟧ LIMIT 5`); };",
    "exports.list = (sort) => { sort = ['id', 'name'].includes(sort) ? 'id' : sort; return db.query(`SELECT id FROM users ORDER BY ⟦${sort}⟧ LIMIT 5`); };",
    "exports.list = (sort, isNew) => { if (isNew) sort = ['id', 'name'].includes(sort) ? sort : 'id'; return db.query(`SELECT id FROM users ORDER BY ⟦${sort}⟧ LIMIT 5`); };",
    "export const list = (request) => { const sorts = []; sorts.push({ field: 'name', direction: request.query.direction }); return db.query(`SELECT id FROM users ORDER BY ${sorts[0].field} ⟦${sorts[0].direction}⟧ LIMIT 9`); };",
    "import { sql } from 'drizzle-orm';\nexport const list = (request) => db.select().from(users).orderBy(sql.raw(⟦request.query.sort⟧)).limit(9);",
    "import { desc, sql } from 'drizzle-orm';\nexport const list = (request) => db.select().from(users).orderBy(desc(sql.raw(⟦request.query.sort⟧))).limit(9);",
    "export const list = (request) => knex('users').select('id').orderBy(knex.raw(`⟦${request.query.sort}⟧ desc`)).limit(9);",
    "import { literal } from 'sequelize';\nexport const list = (request) => User.findAll({ order: [[literal(⟦request.query.sort⟧), 'ASC']], limit: 9 });",
    'export const list = (request) => User.findAll({ order: sequelize.literal(⟦request.query.sort⟧), limit: 9 });',
    // A text that is also used outside of the check, or made of what was there before that is replaced.
    "exports.list = (sort) => { const column = `g.\"⟦${sort}⟧\"`; const order = ['id', 'name'].includes(sort) ? `ORDER BY ${column}` : `ORDER BY g.id, ${column}`; return db.query(`SELECT id FROM games g ${order} LIMIT 5`); };",
    "exports.list = (request) => { const column = 'g.' + ⟦request.query.sort⟧; if (!COLUMNS.has(request.query.sort)) request.query.sort = 'id'; return db.query(`SELECT id FROM games g ORDER BY ${column} LIMIT 5`); };",
    "exports.list = (sort) => { const column = 'g.' + ⟦sort⟧; if (!COLUMNS.has(sort)) throw new Error('sort'); sort = 'id'; return db.query(`SELECT id FROM games g ORDER BY ${column} LIMIT 5`); };",
    'exports.list = (sort) => { const column = `${column}, ⟦${sort}⟧`; return db.query(`SELECT id FROM games ORDER BY ${column} LIMIT 5`); };',
    // What asks is still there: on another way, and in what is made of it.
    "exports.list = (asked) => { let sort = asked.sort; if (asked.other) sort = COLUMNS[sort]; return db.query('SELECT id FROM users ORDER BY ' + ⟦sort⟧); };",
    "exports.list = (asked) => { let sort = asked.sort; sort = sort.trim(); return db.query('SELECT id FROM users ORDER BY ' + ⟦sort⟧); };",
    // A clause that a function composes for another file.
    'export const order = (sort: string) => { const clause = `ORDER BY ⟦${sort}⟧`; return list(clause); };',
    'export const order = (sort: string) => list(`ORDER BY ⟦${sort}⟧`.trim());',
    'export function orderBy(order) { return `ORDER BY contents.⟦${order}⟧`; }',
    "export const order = (body) => { const columns = { name: 'u.name' }; let sort = ''; if (body.by in columns) sort = ` order by ${columns[body.by]} ⟦${body.direction}⟧ `; return sort; };",
    // A clause that a function gives, and another puts into its statement.
    "class Users { order(req) { return 'ORDER BY ' + ⟦req.query.sort⟧; } list(req) { return this.db.query('SELECT id FROM users ' + this.order(req) + ' LIMIT 5'); } }",
    'exports.best = (types, others, type) => db.query(`SELECT id FROM totals ORDER BY ⟦${types[others.indexOf(type)]}⟧ LIMIT 9`);',
    'exports.best = (types, at) => db.query(`SELECT id FROM totals ORDER BY ⟦${types[at]}⟧ LIMIT 9`);',
    'exports.best = (types, type) => db.query(`SELECT id FROM totals ORDER BY ⟦${types[rank(type)]}⟧ LIMIT 9`);',
    "app.get('/best', (req, res) => { const { types } = req.query; return db.query(`SELECT id FROM totals ORDER BY ⟦${types[types.indexOf('a')]}⟧ LIMIT 9`); });",
    // An object of values, and two of them.
    'export const list = (page: { id: number; orderBy: string }) => db.query(`SELECT id FROM users WHERE id > ${page.id} ORDER BY ⟦${page.orderBy}⟧ LIMIT 9`);',
    'export const list = (filter: { where: string }, page: { orderBy: string }) => db.query(`SELECT id FROM users ${filter.where} ORDER BY ⟦${page.orderBy}⟧ LIMIT 9`);',
    // What a text grows by, and what is trimmed before it is handed on.
    'export const find = (order: string) => { const q = sql`SELECT id FROM `.append(table); q.append(` ORDER BY ⟦${order}⟧`); return db.query(q); };',
    "export const page = (sort: string) => { let query = ''; if (sort) { query = query.concat(` ORDER BY ⟦${sort}⟧ `); } return { query, params: [] }; };",
    "export const spending = async (direction = 'ASC') => { const sql = (fields) => `SELECT id, ${fields} FROM users ORDER BY spent ⟦${direction}⟧ NULLS LAST`.replace(/\\s\\s+/g, ' '); return db.query(`${sql('name')} LIMIT 9`); };",
    'export const list = (sort: string) => `SELECT id FROM users ORDER BY ⟦${sort}⟧`.trim();',
    'function sorted(columns) { const column = columns.find((each) => each.active); return db.query(`SELECT id FROM users ORDER BY ⟦${column.sql}⟧ LIMIT 5`); }',
    "app.get('/users', (req, res) => { const column = req.query.columns.find((each) => each.name === 'id'); db.query(`SELECT id FROM users ORDER BY ⟦${column.sql}⟧ LIMIT 5`); });",
    "app.get('/', (req) => { const order = req.query.sort.flatMap((key) => [key, 'id']).join(); return db.query(`SELECT id FROM users ORDER BY ⟦${order}⟧ LIMIT 3`); });",
    "export const list = (order) => { const lower = lower.trim(); if (!['asc', 'desc'].includes(lower)) throw new Error('order'); return db.query(`SELECT id FROM users ORDER BY name ⟦${order}⟧ LIMIT 3`); };",
    "app.get('/users', (req, res) => User.findAll({ order: [[⟦req.query.sort⟧, req.query.dir]] }));",
    "app.get('/users', (req, res) => { const { sort } = req.query; return User.findAll({ order: [⟦sort⟧] }); });",
    "app.get('/users', (req, res) => User.findAndCountAll({ order: [[Profile, ⟦req.query.sort⟧, 'ASC'], ['id', 'ASC']] }));",
    "app.get('/users', (req, res) => { const { sort } = req.query; return repository.find({ order: { [⟦sort⟧]: 'ASC' }, take: 20 }); });",
    "app.get('/users', (req, res) => prisma.user.findMany({ take: 20, orderBy: [{ [⟦req.query.sort⟧]: 'asc' }] }));",
    "import format from 'pg-format';\napp.get('/users', (req, res) => db.query(format('SELECT id FROM users WHERE name = %L ORDER BY %I %s LIMIT 5', req.query.name, req.query.sort, ⟦req.query.order⟧)));",
    "const format = require('pg-format');\nexport function list(column, order) { return db.query(format('SELECT 1 %% 2 FROM users ORDER BY %2$s LIMIT 5', column, ⟦order⟧)); }",
    // A statement whose beginning another file writes.
    "app.get('/users', (req) => { let sql = ''; sql = sqlMap.users.list + ` ORDER BY ⟦${req.body.sort}⟧ LIMIT 9`; return methods.commonQuery(sql); });",
    // Builders.
    "app.get('/users', (req) => knex('users').select('id').orderBy(⟦req.query.sort⟧, 'asc'));",
    "app.get('/users', (req) => { let query = knex('users').select('id'); query = query.orderBy([{ column: ⟦req.query.sort⟧, order: 'desc' }]); return query; });",
    "app.get('/users', (req) => repository.createQueryBuilder('u').orderBy(⟦`u.${req.query.sort}`⟧, 'ASC').getMany());",
    ...'createQueryBuilder selectFrom updateTable deleteFrom queryBuilder getDB getDb getDatabase getKnex'
      .split(' ')
      .map(
        (name) =>
          `app.get('/users', (req) => store.${name}('users').limit(9).orderBy(⟦req.query.sort⟧).execute());`,
      ),
    "app.get('/users', (req) => db.selectFrom('users').select('id').orderBy(⟦req.query.sort⟧ as never).execute());",
    "app.get('/users', (req) => knex('users').select('id').orderByRaw(⟦req.query.sort⟧));",
    "app.get('/users', (req) => { const { sort } = req.query; const sorted = (list) => { const [column] = sort.split(':'); list.orderBy(⟦`users.${column}`⟧, 'asc'); }; return User.query().modify(sorted); });",
    "app.get('/users', (req) => { function sorted(list) { list.orderBy(⟦req.query.sort⟧); } return knex('users').select('id').where('age', '>', 9).where(sorted); });",
    "app.get('/users', (req) => knex('users').select('id').modify((list) => list.orderBy(⟦req.query.sort⟧)));",
    "app.get('/users', (req) => db.selectFrom('users').select('id').$if(req.query.sort, (list) => list.orderBy(⟦req.query.sort⟧)).execute());",
    "exports.list = (asked) => { let text = `SELECT id FROM users WHERE name = '${asked.name}' AND`; const parts = text.split('AND'); parts.pop(); text = parts.join('AND '); text += `ORDER BY ⟦${asked.sort}⟧ LIMIT 9`; return db.query(text); };",
    // A condition on what the caller names is no object of clauses.
    "exports.list = (asked) => { const query = `SELECT id FROM users WHERE ${asked[0]} LIKE '%${asked[1]}%' ORDER BY ⟦${asked[2]}⟧ ⟦${asked[3]}⟧ LIMIT 9`; return model(query); };",
    'exports.list = (page) => db.query(`SELECT id FROM users WHERE ${page.column} NOT IN (1, 2) ORDER BY ⟦${page.orderBy}⟧ LIMIT 9`);',
    // `String` is text like `string`.
    "export const list = (sort: String) => db.query('SELECT id FROM users ORDER BY ' + ⟦sort⟧ + ' LIMIT 9');",
    handler(
      'return pool.query(`SELECT id, name, email, created_at FROM users ORDER BY ⟦${sortBy}⟧ LIMIT $1 OFFSET $2`, [1, 2]);',
    ),
    handler('return pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧ ⟦${sortOrder}⟧`);'),
    handler('return pool.query(`SELECT id FROM users ORDER BY name ⟦${sortOrder}⟧`);'),
    handler("return pool.query('SELECT id FROM users ORDER BY ' + ⟦sortBy⟧ + ' DESC');"),
    handler(
      'let { lat } = request.query;\nif (isText) lat = parseFloat(lat);\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${lat}⟧`);',
    ),
    handler(
      'let { sort } = request.query;\nsort = Number(sort);\nif (!sort) sort = request.query.order;\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sort}⟧`);',
    ),
    handler(
      "const parts = Object.fromEntries([[sortBy, 'ASC']]);\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${Object.keys(parts).join(', ')}⟧`);",
    ),
    'export function sorting(req, res, next) { res.locals.sort = `ORDER BY "⟦${req.query.order}⟧"`; next(); }',
    'export function build({ select, sort }) { let text = `WITH x AS (${select.join()})`; text += ` ORDER BY ⟦${sort}⟧`; return text; }',
    'export function sorting(req, res, next) { const parts = []; parts.push(`ORDER BY ⟦${req.query.order}⟧`); res.locals.sort = parts.join(" "); next(); }',
    handler('const text = `SELECT id FROM users ORDER BY ⟦${sortBy}⟧`;\nreturn pool.query(text);'),
    handler(
      "let text = 'SELECT id FROM users';\nif (sortBy) text += ` ORDER BY ⟦${sortBy}⟧`;\nreturn pool.query(text);",
    ),
    handler(
      "const parts = ['SELECT id FROM users'];\nparts.push(`ORDER BY ⟦${sortBy}⟧`);\nreturn pool.query(parts.join(' '));",
    ),
    handler(
      'const orderBy = `ORDER BY ⟦${sortBy}⟧`;\nreturn pool.query(`SELECT id FROM users ${orderBy} LIMIT 5`);',
    ),
    handler('return pool.query({ text: `SELECT id FROM users ORDER BY ⟦${sortBy}⟧`, values: [] });'),
    handler('return pool.query(`SELECT id FROM users u ORDER BY u.⟦${sortBy}⟧`);'),
    handler('return pool.query(`SELECT id FROM users ORDER BY "⟦${sortBy}⟧"`);'),
    handler('return pool.query(`SELECT array_agg(name ORDER BY ⟦${sortBy}⟧) FROM users`);'),
    handler("return pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy || 'id'}⟧`);"),
    handler('return pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy.toLowerCase()}⟧`);'),
    handler('return pool.query(`SELECT id FROM users\\n\\tORDER BY ⟦${sortBy}⟧`);'),
    // Checks that check nothing.
    handler(
      'if (!sortBy) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧`);',
    ),
    handler(
      "if (typeof sortBy !== 'string') return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧`);",
    ),
    handler(
      "if (['password_hash'].includes(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧`);",
    ),
    handler(
      "if (sortBy.includes(';')) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧`);",
    ),
    handler(
      "if (!['name'].includes(sortBy)) request.log.warn('odd');\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧`);",
    ),
    handler(
      "return pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧ ${sortOrder === 'desc' ? 'DESC' : 'ASC'}`);",
    ),
    handler(
      'if (!/^(name|created_at)/.test(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧`);',
    ),
    handler(
      'if (!/name$/.test(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧`);',
    ),
    handler(
      'if (!sortBy.match(/^.+$/)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧`);',
    ),
    handler(
      'if (!/^name|created_at$/.test(sortBy)) return reply.code(400).send({});\nreturn pool.query(`SELECT id FROM users ORDER BY ⟦${sortBy}⟧`);',
    ),
    // Other frameworks, other ways in.
    "app.get('/', (req, res) => db.all('SELECT id FROM t ORDER BY ' + ⟦req.query.sort⟧, done));",
    "app.get('/', (c) => c.env.DB.prepare(`SELECT id FROM t ORDER BY ⟦${c.req.query('sort')}⟧`).all());",
    "router.get('/', async (ctx) => { ctx.body = await knex.raw(`SELECT id FROM t ORDER BY ⟦${ctx.query.sort}⟧`); });",
    "export async function GET(request: Request) {\n  const { searchParams } = new URL(request.url);\n  return sql.query(`SELECT id FROM t ORDER BY ⟦${searchParams.get('sort')}⟧`);\n}",
    "class Users {\n  constructor(private db: Database) {}\n  @Get() list(@Query('sort') sort: string) { return this.db.query(`SELECT id FROM users ORDER BY ⟦${sort}⟧`); }\n}",
    'export function list(sort: string) { return prisma.$queryRawUnsafe(`SELECT id FROM users ORDER BY ⟦${sort}⟧`); }',
    // What its functions are given is, and so is what anything else gives back.
    'export const createModel = (table) => ({ list: (sortColumn) => db.query(`SELECT id FROM ${table} ORDER BY ⟦${sortColumn}⟧ LIMIT 9`) });',
    'export function list(sortColumn) { const run = () => db.query(`SELECT id FROM users ORDER BY ⟦${sortColumn}⟧ LIMIT 9`); return { rows: run() }; }',
    'export const list = (sortColumn) => () => db.query(`SELECT id FROM users ORDER BY ⟦${sortColumn}⟧ LIMIT 9`);',
    'export const createModel = (choice) => ({ list: () => db.query(`SELECT id FROM users ORDER BY ⟦${choice}⟧ LIMIT 9`) });',
    'export const list = (options: { sort: string }) => dataSource.query(`SELECT id FROM users ORDER BY ⟦${options.sort}⟧`);',
    "interface Params { sort?: string }\nasync function list(params: Params) {\n  const { sort = 'id' } = params;\n  return db.query(`SELECT id FROM t ORDER BY ⟦${sort}⟧`);\n}\nexport default list;",
    'export const list = (sort) => sql`SELECT id FROM t ORDER BY ⟦${sql.raw(sort)}⟧`;',
    "export const list = (sort: string) => knex('users').select('id').orderByRaw(`⟦${sort}⟧ DESC`);",
    "function list(sort) { return db.query(`SELECT id FROM t ORDER BY ⟦${sort}⟧`); }\napp.get('/', (req, res) => list(req.query.sort));",
    "type Direction = 'asc' | 'desc';\nfunction list(direction: Direction) { return db.query(`SELECT id FROM t ORDER BY id ⟦${direction}⟧`); }\napp.get('/', (req, res) => list(req.query.direction as Direction));",
    "const query = z.object({ sort: z.string() });\napp.get('/', (req, res) => {\n  const { sort } = query.parse(req.query);\n  return db.query(`SELECT id FROM users ORDER BY ⟦${sort}⟧`);\n});",
    "app.get('/', { schema: { querystring: { type: 'object', properties: { sort: { type: 'string' } } } } }, async (request) => {\n  return db.query(`SELECT id FROM users ORDER BY ⟦${request.query.sort}⟧`);\n});",
  ],
  messages: [
    {
      code: handler('return pool.query(`SELECT id FROM users ORDER BY ${sortBy}`);'),
      message:
        'Request input becomes part of the SQL text after ORDER BY: look the column up in a map of allowed columns.',
    },
    {
      code: 'export const list = (sort: string) => db.query(`SELECT id FROM t ORDER BY ${sort}`);',
      message:
        "The caller's text becomes part of the SQL text after ORDER BY: look the column up in a map of allowed columns.",
    },
    {
      code: handler('return pool.query(`SELECT id FROM users ORDER BY name ${sortOrder}`);'),
      message:
        "Request input becomes part of the SQL text after ORDER BY: choose between 'ASC' and 'DESC' in the program.",
    },
  ],
  suggestions: [
    {
      code: handler('  return pool.query(`SELECT id, name, password_hash FROM users ORDER BY ${sortBy}`);'),
      output: handler(
        "  const sortColumns = new Map([['id', 'id'], ['name', 'name']]);\n  return pool.query(`SELECT id, name, password_hash FROM users ORDER BY ${sortColumns.get(sortBy) ?? 'id'}`);",
      ),
    },
    {
      code: 'export const list = (sort) => db.query(`SELECT u.id, o.total AS sum FROM t ORDER BY ${sort}`);',
      output:
        "export const list = (sort) => db.query(`SELECT u.id, o.total AS sum FROM t ORDER BY ${new Map([['id', 'u.id'], ['sum', 'sum']]).get(sort) ?? 'u.id'}`);",
    },
    {
      code: 'const sortColumns = 1;\nexport function list(sort) {\n\treturn db.query("SELECT id FROM t ORDER BY t." + sort);\n}',
      output:
        "const sortColumns = 1;\nexport function list(sort) {\n\tconst sortColumns2 = new Map([['id', 'id']]);\n\treturn db.query(\"SELECT id FROM t ORDER BY t.\" + (sortColumns2.get(sort) ?? 'id'));\n}",
    },
    {
      code: 'export function list(sort, kind) { switch (kind) { case 1: return db.query(`SELECT id FROM t ORDER BY ${sort}`); } }',
      output:
        "export function list(sort, kind) { switch (kind) { case 1: return db.query(`SELECT id FROM t ORDER BY ${new Map([['id', 'id']]).get(sort) ?? 'id'}`); } }",
    },
    {
      code: 'export const list = (sort) => db.query(`SELECT name, lower(name), "Old", count(*) AS total, ${x} AS y, "first name", t.a.b, t.* FROM t ORDER BY ${sort}`);',
      output:
        "export const list = (sort) => db.query(`SELECT name, lower(name), \"Old\", count(*) AS total, ${x} AS y, \"first name\", t.a.b, t.* FROM t ORDER BY ${new Map([['name', 'name'], ['Old', '\"Old\"'], ['total', 'total']]).get(sort) ?? 'name'}`);",
    },
    {
      code: 'export const list = (sort) => db.query(`SELECT password, passphrase, api_token, secret_key, hash, salt, otp, pin, spinner, PINNED FROM t ORDER BY ${sort}`);',
      output:
        "export const list = (sort) => db.query(`SELECT password, passphrase, api_token, secret_key, hash, salt, otp, pin, spinner, PINNED FROM t ORDER BY ${new Map([['spinner', 'spinner'], ['PINNED', 'PINNED']]).get(sort) ?? 'spinner'}`);",
    },
    {
      code: 'export const list = (sort) => db.query(`SELECT * FROM t ORDER BY ${sort}`);',
      output:
        "export const list = (sort) => db.query(`SELECT * FROM t ORDER BY ${new Map([['id', 'id']]).get(sort) ?? 'id'}`);",
    },
    {
      code: "app.get('/', (req) => {\n  log(sortColumns);\n  { const sortColumns2 = 1;\n    return db.query(`SELECT id FROM t ORDER BY ${req.query.sort}`); }\n});",
      output:
        "app.get('/', (req) => {\n  log(sortColumns);\n  { const sortColumns2 = 1;\n    const sortColumns3 = new Map([['id', 'id']]);\n    return db.query(`SELECT id FROM t ORDER BY ${sortColumns3.get(req.query.sort) ?? 'id'}`); }\n});",
    },
    {
      code: "app.get('/', (req) => db.query('SELECT id FROM t ORDER BY id ' + req.query.order));",
      output:
        "app.get('/', (req) => db.query('SELECT id FROM t ORDER BY id ' + (String(req.query.order).toLowerCase() === 'desc' ? 'DESC' : 'ASC')));",
    },
    {
      code: 'export const list = (order) => db.query(`SELECT id FROM t ORDER BY id ${order}`);',
      output:
        "export const list = (order) => db.query(`SELECT id FROM t ORDER BY id ${String(order).toLowerCase() === 'desc' ? 'DESC' : 'ASC'}`);",
    },
    // The statement that a default of a parameter stands in, and places that no statement can come before.
    {
      code: 'function list(sort, rows = db.query(`SELECT id FROM t ORDER BY ${sort}`)) { return rows; }\nmodule.exports = { list };',
      output:
        "const sortColumns = new Map([['id', 'id']]);\nfunction list(sort, rows = db.query(`SELECT id FROM t ORDER BY ${sortColumns.get(sort) ?? 'id'}`)) { return rows; }\nmodule.exports = { list };",
    },
    {
      code: 'const list = (sort, rows = db.query(`SELECT id FROM t ORDER BY ${sort}`)) => rows;\nmodule.exports = { list };',
      output:
        "const sortColumns = new Map([['id', 'id']]);\nconst list = (sort, rows = db.query(`SELECT id FROM t ORDER BY ${sortColumns.get(sort) ?? 'id'}`)) => rows;\nmodule.exports = { list };",
    },
    {
      code: 'export function list(sort, rows = db.query(`SELECT id FROM t ORDER BY ${sort}`)) { return rows; }',
      output:
        "export function list(sort, rows = db.query(`SELECT id FROM t ORDER BY ${new Map([['id', 'id']]).get(sort) ?? 'id'}`)) { return rows; }",
    },
    {
      code: "app.get('/', (req) => { return new (class { rows = db.query(`SELECT id FROM t ORDER BY ${req.query.sort}`); })(); });",
      output:
        "app.get('/', (req) => { return new (class { rows = db.query(`SELECT id FROM t ORDER BY ${new Map([['id', 'id']]).get(req.query.sort) ?? 'id'}`); })(); });",
    },
  ],
});

test.each([
  // The lookup would be one of a changed text, or stand in quotes.
  handler("return pool.query(`SELECT id FROM users ORDER BY ${sortBy || 'id'}`);"),
  handler('return pool.query(`SELECT id FROM users ORDER BY "${sortBy}"`);'),
  handler('return pool.query(`SELECT id FROM users ORDER BY id ${sortOrder.trim()}`);'),
])('offers no lookup for %s', (code) => {
  expect(lint(code, ['no-dynamic-order-by']).map(({ suggestions }) => suggestions)).toEqual([undefined]);
});
