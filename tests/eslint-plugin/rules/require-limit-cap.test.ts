import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../lint.ts';
import { testRule } from '../rule-cases.ts';

const route = (body: string): string => `app.get('/users', async (req, res) => {\n  ${body}\n});`;
const LIST = "'SELECT id FROM users ORDER BY id LIMIT $1'";

testRule('require-limit-cap', {
  valid: [
    // Bounds of something else than a page.
    "app.get('/chart', async (req, res) => { res.json(await chart.steps(parseInt(req.query.min), parseInt(req.query.max))); });",
    // What has no OFFSET.
    "app.get('/logs', async (req, res) => { const page = Number(req.query.page); res.json(await Log.find(filter).sort(sort).skip((page - 1) * 20).limit(20)); });",
    // The answer repeats it.
    "const list = async (ctx) => {\n  ctx.body = page({ rows: await find(), size: Number(ctx.query.size) }, 'found');\n};",
    "app.get('/users', async (req, res) => {\n  res.json(success({ rows: await find(), limit: Number(req.query.limit) }));\n});",
    "app.post('/payments', async (req, res) => {\n  await pay({ total: Number(req.body.amount) });\n});",
    "app.get('/users', async (req, res) => {\n  const size = req.query.page_size && req.query.page_size < 50 ? parseInt(req.query.page_size) : 50;\n  await list({ limit: size });\n});",
    // Capped.
    route(`const limit = Math.min(Number(req.query.limit) || 20, 100);\n  await db.query(${LIST}, [limit]);`),
    route(`const limit = Math.min(100, parseInt(req.query.limit));\n  await db.query(${LIST}, [limit]);`),
    route('const limit = Math.max(1, Math.min(Number(req.query.limit), 100));\n  await list(limit);'),
    route('const limit = clamp(Number(req.query.limit), 1, 100);\n  await list(limit);'),
    route(
      'let limit = Number(req.query.limit) || 20;\n  if (limit > 100) limit = 100;\n  await list(limit);',
    ),
    route(
      'const limit = Number(req.query.limit);\n  if (limit > 100) return res.sendStatus(400);\n  await list(limit);',
    ),
    route(
      'let limit = Number(req.query.limit) || 20;\n  limit = Math.min(limit, 100);\n  await list(limit);',
    ),
    route(
      'const limit = Number(req.query.limit) <= 100 ? Number(req.query.limit) : 20;\n  await list(limit);',
    ),
    route('const limit = parseInt(req.query.limit) || 20;\n  await list(limit > 100 ? 100 : limit);'),
    route('await list({ limit: Math.min(Number(req.query.limit) || 20, MAX) });'),
    "async function list(limit) {\n  await db.query('SELECT id FROM users ORDER BY id LIMIT $1', [Math.min(limit, 100)]);\n}\napp.get('/users', (req, res) => list(Number(req.query.limit)));",
    route('const limit = parseLimit(req.query.limit);\n  await list(limit);'),
    route('const limit = parseLimit(Number(req.query.limit));\n  await list(limit);'),
    route('if (!SIZES.includes(req.query.limit)) return;\n  await knex("users").limit(req.query.limit);'),
    // Judged by a schema.
    "app.get('/users', { schema: { querystring: { type: 'object', properties: { limit: { type: 'integer', maximum: 100 } } } } }, async (request) => knex('users').limit(request.query.limit));",
    route('const { limit } = schema.parse(req.query);\n  await knex("users").limit(limit);'),
    // Not a page size, or not from a request.
    route('const age = Number(req.query.age);\n  await list(age);'),
    `export const list = (limit: number) => db.query(${LIST}, [limit]);`,
    `const limit = 20;\ndb.query(${LIST}, [limit]);`,
    "db.query('SELECT id FROM users ORDER BY id LIMIT 20')",
    'const limit = Number(process.env.LIMIT);\nlist(limit);',
    'canvas.limit(10);',
    // Not for a query.
    route('const limit = Number(req.query.limit) || 20;\n  res.json({ limit });'),
    route('const limit = Number(req.query.limit) || 20;\n  res.json(rows.slice(0, limit));'),
    route('const limit = Number(req.query.limit) || 20;\n  console.log(limit);'),
    route('const pages = Math.ceil(total / Number(req.query.limit));\n  res.json({ pages });'),
    // Offsets of pages from 1.
    route(
      "const page = Math.max(1, Number(req.query.page) || 1);\n  await db.query('SELECT id FROM users ORDER BY id LIMIT 20 OFFSET $1', [(page - 1) * 20]);",
    ),
    route(
      "const page = Number(req.query.page) || 1;\n  if (page < 1) return;\n  await db.query('SELECT id FROM users ORDER BY id LIMIT 20 OFFSET $1', [(page - 1) * 20]);",
    ),
    route('const page = Number(req.query.page) || 1;\n  res.json({ next: (page + 1) * 2 });'),
    // SQLite takes a negative one as 0.
    "app.get('/users', async (c) => c.env.DB.prepare('SELECT id FROM users ORDER BY id LIMIT 20 OFFSET ?').bind((Number(c.req.query('page')) - 1) * 20).all());",
    { code: route('await list(Number(req.query.limit));'), filename: 'tests/users.ts' },
  ],
  invalid: [
    "app.get('/logs', async (req, res) => { const page = Number(req.query.page); res.json(await repo.createQueryBuilder('l').skip(⟦(page - 1) * 20⟧).take(20).getMany()); });",
    route(`const limit = ⟦Number(req.query.limit) || 20⟧;\n  await db.query(${LIST}, [limit]);`),
    route(`const limit = ⟦parseInt(req.query.limit as string, 10)⟧;\n  await db.query(${LIST}, [limit]);`),
    route(`await db.query(${LIST}, [⟦req.query.limit⟧]);`),
    route(`const { limit } = req.query;\n  await db.query(${LIST}, [⟦limit⟧]);`),
    route('await sql`SELECT id FROM users ORDER BY id LIMIT ${⟦Number(req.query.limit)⟧}`;'),
    route("await db.query('SELECT id FROM users ORDER BY id LIMIT ?, ?', [0, ⟦req.query.count⟧]);"),
    route("await db.query('SELECT id FROM users ORDER BY id LIMIT :size', { size: ⟦req.query.size⟧ });"),
    route('await knex("users").limit(⟦Number(req.query.limit)⟧);'),
    route('await knex("users").limit(⟦req.query.limit⟧);'),
    route('await prisma.user.findMany({ take: ⟦Number(req.query.take) || 20⟧ });'),
    route('await User.findAll({ limit: ⟦+req.query.limit || 20⟧ });'),
    route('const limit = ⟦parseInt(req.query.limit) || 20⟧;\n  await users.list(limit);'),
    route('await users.list({ limit: ⟦parseInt(req.query.limit) || 20⟧ });'),
    route('const perPage = ⟦Number(req.query.per_page ?? 20)⟧;\n  await users.list(1, perPage);'),
    route('const { pageSize = 20 } = req.query;\n  await users.list(⟦Number(pageSize)⟧);'),
    route(
      'const limit = ⟦Number(req.query.limit)⟧;\n  if (Number.isNaN(limit)) return res.sendStatus(400);\n  await users.list(limit);',
    ),
    route('const limit = Math.max(1, ⟦Number(req.query.limit) || 20⟧);\n  await users.list(limit);'),
    "async function list({ limit }) {\n  await db.query('SELECT id FROM users ORDER BY id LIMIT $1', [limit]);\n}\napp.get('/users', (req, res) => list({ limit: ⟦parseInt(req.query.limit) || 20⟧ }));",
    "async function list(options) {\n  const { limit = 20 } = options;\n  await db.query('SELECT id FROM users ORDER BY id LIMIT $1', [limit]);\n}\napp.get('/users', (req, res) => list({ limit: ⟦parseInt(req.query.limit)⟧ }));",
    "app.get('/users', async (c) => users.list(⟦Number(c.req.query('limit'))⟧));",
    "router.get('/users', async (ctx) => users.list(⟦Number(ctx.query.limit)⟧));",
    // Offsets of pages below 1.
    "app.get('/users', async (c) => c.pg.query('SELECT id FROM users ORDER BY id LIMIT 20 OFFSET $1', [⟦(Number(c.req.query('page')) - 1) * 20⟧]));",
    route(
      "const page = Number(req.query.page) || 1;\n  await db.query('SELECT id FROM users ORDER BY id LIMIT 20 OFFSET $1', [⟦(page - 1) * 20⟧]);",
    ),
    route(
      'const page = parseInt(req.query.page) || 1;\n  const offset = ⟦(page - 1) * 20⟧;\n  await knex("users").limit(20).offset(offset);',
    ),
    "async function list({ page, limit }) {\n  const offset = ⟦(page - 1) * limit⟧;\n  await db.query('SELECT id FROM users ORDER BY id LIMIT $1 OFFSET $2', [limit, offset]);\n}\napp.get('/users', (req, res) => list({ page: parseInt(req.query.page) || 1, limit: 20 }));",
  ],
  suggestions: [
    {
      code: route('await knex("users").limit(Number(req.query.limit) || 20);'),
      output: route('await knex("users").limit(Math.min(Number(req.query.limit) || 20, 100));'),
    },
    {
      code: route('await knex("users").limit(Number(req.query.limit) || 20);'),
      output: route('await knex("users").limit(Math.min(Number(req.query.limit) || 20, 50));'),
      options: [{ max: 50 }],
    },
  ],
  messages: [
    {
      code: route('await knex("users").limit(req.query.limit);'),
      message:
        'The client chooses the page size without a largest one, so that one request reads the whole table: refuse more than 100.',
    },
    {
      code: route(
        'const page = parseInt(req.query.page) || 1;\n  await knex("users").limit(20).offset((page - 1) * 20);',
      ),
      message:
        'A page below 1 makes this OFFSET negative, which PostgreSQL and MySQL refuse and you answer with 500: refuse pages below 1.',
    },
  ],
});

test('the route in another file may cap the size, where the project has schemas', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'limit-cap-'));
  const count = (code: string, dependency: string): number => {
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ dependencies: { [dependency]: '1' } }));
    return lint(code, ['require-limit-cap'], { cwd, filename: 'users.js' }).length;
  };
  const controller = 'exports.list = async (req, res) => res.json(await find(Number(req.query.limit)));';
  expect(count(controller, 'express')).toBe(1);
  expect(count(controller, 'zod')).toBe(0);
  expect(count(route('res.json(await find(Number(req.query.limit)));'), 'zod')).toBe(1);
  rmSync(cwd, { recursive: true });
});
