import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../lint.ts';
import { testRule } from '../rule-cases.ts';

const route = (body: string): string => `app.get('/users', async (req, res) => {\n  ${body}\n});`;

testRule('no-loose-number-parse', {
  valid: [
    // Only the answer repeats it, or it cuts a list in memory.
    "app.get('/users', async (ctx) => {\n  const body = { users, current: parseInt(ctx.query.page) };\n  ctx.body = body;\n});",
    "app.get('/users', async (req, res) => {\n  const page = parseInt(req.query.page);\n  const found = all.slice((page - 1) * 20, page * 20);\n  res.json(found);\n});",
    // An id that only goes into a log.
    route('createLog(error, Number(req.params.id) || undefined);'),
    // The route lets only digits through.
    "app.delete('/modules/:id(\\\\d+)', async (req, res) => { await db.query('DELETE FROM modules WHERE id = $1', [parseInt(req.params.id)]); });",
    // The answer repeats it.
    "const list = async (ctx) => {\n  ctx.body = page({ rows: await find(), page: Number(ctx.query.page) }, 'found');\n};",
    "app.get('/users', async (req, res) => {\n  res.json(success({ rows: await find(), page: Number(req.query.page) }));\n});",
    "app.get('/', (req, res) => { const page = z.coerce.number().parse(req.query.page); list(page); });",
    route(
      'if (Number(req.query.limit) <= 0) return res.sendStatus(400);\n  await list({ limit: Number(req.query.limit) });',
    ),
    route(
      'const limit = req.query.limit && req.query.limit < 50 ? parseInt(req.query.limit) : 50;\n  await list(limit);',
    ),
    route('const { id } = req.params;\n  if (isNumeric(id)) await find(parseInt(id));'),
    route(
      'const query = getValidatedOrThrow({ page: Number(req.query.page) }, schema);\n  await list(query);',
    ),
    // The client gets back what it sent.
    route('res.json({ page: Number(req.query.page), users });'),
    route('const limit = Number(req.query.limit) || 20;\n  res.json({ limit });'),
    // Checked afterwards.
    route(
      'const id = parseInt(req.params.id);\n  if (Number.isNaN(id)) return res.sendStatus(400);\n  await find(id);',
    ),
    route(
      'const id = Number(req.params.id);\n  if (!Number.isInteger(id)) return res.sendStatus(400);\n  await find(id);',
    ),
    route('const id = Number(req.params.id);\n  if (!id) return res.sendStatus(400);\n  await find(id);'),
    route(
      'const page = parseInt(req.query.page);\n  if (page < 1) return res.sendStatus(400);\n  await list(page);',
    ),
    route('const page = parseInt(req.query.page);\n  assertPage(page);\n  await list(page);'),
    route('const page = parsePage(Number(req.query.page));\n  await list(page);'),
    route('const limit = Number(req.query.limit) > 0 ? Number(req.query.limit) : 20;\n  await list(limit);'),
    // Within bounds.
    route('const page = Math.max(1, parseInt(req.query.page) || 1);\n  await list(page);'),
    route('const limit = Math.min(Math.max(parseInt(req.query.limit) || 20, 1), 100);\n  await list(limit);'),
    route('const limit = clamp(Number(req.query.limit), 1, 100);\n  await list(limit);'),
    route('let page = parseInt(req.query.page) || 1;\n  page = Math.max(page, 1);\n  await list(page);'),
    route(
      'const page = parseInt(req.query.page) || 1;\n  const start = Math.max(0, page - 1) * 20;\n  await list(page, start);',
    ),
    // Checked before.
    route(
      'if (!/^\\d+$/.test(req.params.id)) return res.sendStatus(400);\n  await find(Number(req.params.id));',
    ),
    route('if (isNaN(req.params.id)) return res.sendStatus(400);\n  await find(Number(req.params.id));'),
    "app.get('/users', { schema: { querystring: { type: 'object', properties: { limit: { type: 'integer' } } } } }, async (request) => list(Number(request.query.limit)));",
    "app.get('/users', validate(schema), async (req, res) => list(Number(req.query.limit)));",
    route('const { limit } = schema.parse(req.query);\n  await list(Number(limit));'),
    // Not from a request.
    'const port = Number(process.env.PORT);\nlisten(port);',
    'export const find = (id: string) => db.query("SELECT id FROM users WHERE id = $1", [Number(id)]);',
    'const total = parseInt(result.rows[0].count);\nuse(total);',
    'const width = parseInt(element.style.width) || 0;\nsave(width);',
    // Neither a page nor for a database.
    route('const year = Number(req.query.year);\n  res.json({ year });'),
    route('const first = list[Number(req.params.index)];\n  res.json(first);'),
    route('const delay = Number(req.query.delay);\n  setTimeout(() => res.end(), delay);'),
    route('cache.delete(Number(req.params.id));'),
    route('console.log(parseInt(req.params.id));'),
    route('res.status(Number(req.params.id)).end();'),
    { code: route('await find(parseInt(req.params.id));'), filename: 'tests/users.ts' },
  ],
  invalid: [
    route('createLogin(⟦Number(req.params.id)⟧);'),
    "app.delete('/modules/:id', async (req, res) => { await db.query('DELETE FROM modules WHERE id = $1', [⟦parseInt(req.params.id)⟧]); });",
    route('const page = ⟦parseInt(req.query.page)⟧ || 1;\n  await list(page);'),
    route('const page = ⟦parseInt(req.query.page as string, 10)⟧ || 1;\n  await list({ page });'),
    route('const limit = ⟦Number(req.query.limit)⟧;\n  await list(limit);'),
    route('const limit = ⟦Number(req.query.limit)⟧ || 20;\n  await list({ limit });\n  res.json({ limit });'),
    route('const limit = ⟦+req.query.limit⟧ || 20;\n  await list(limit);'),
    route('const limit = req.query.limit ? ⟦Number.parseInt(req.query.size)⟧ : 20;\n  await list(limit);'),
    route('const { limit = 20 } = req.query;\n  await list(⟦Number(limit)⟧);'),
    route('const limit = Math.min(⟦parseInt(req.query.limit)⟧ || 20, 100);\n  await list(limit);'),
    route('const id = ⟦parseInt(req.params.id)⟧;\n  await find(id);'),
    route('await users.find(1, ⟦Number(req.params.userId)⟧);').replace('users.find', 'users.load'),
    route('await users.load({ where: { user_id: ⟦Number(req.params.user_id)⟧ } });'),
    route('await prisma.user.findUnique({ where: { id: ⟦Number(req.params.id)⟧ } });'),
    route('await prisma.user.findUnique({ where: { year: ⟦+req.params.year⟧ } });'),
    route("await db.query('SELECT id FROM users WHERE year = $1', [⟦Number(req.query.year)⟧]);"),
    route(
      "const year = ⟦parseInt(req.query.year)⟧;\n  await db.query('SELECT id FROM users WHERE year = $1', [year]);",
    ),
    route(
      "const values = [⟦parseInt(req.query.year)⟧];\n  await db.query('SELECT id FROM users WHERE year = $1', values);",
    ),
    route('await sql`SELECT id FROM users WHERE year = ${⟦Number(req.query.year)⟧}`;'),
    route('const year = ⟦parseFloat(req.body.year)⟧;\n  await knex("users").where("year", year);'),
    route('await db.insert(users).values({ age: ⟦Number(req.body.age)⟧ });'),
    route('await db.select().from(users).where(eq(users.age, ⟦Number(req.body.age)⟧));'),
    route('const options = { limit: ⟦parseInt(req.query.limit)⟧ || 20 };\n  await list(options);'),
    "async function list({ page }) {\n  await db.query('SELECT id FROM users ORDER BY id LIMIT 20 OFFSET $1', [page * 20]);\n}\napp.get('/users', (req, res) => list({ page: ⟦parseInt(req.query.page)⟧ }));",
    "app.get('/users', async (c) => list(⟦Number(c.req.query('page'))⟧));",
    "app.get('/users', async (request: FastifyRequest) => {\n  const { limit } = request.query as { limit?: string };\n  return { limit: ⟦parseInt(limit ?? '20')⟧ || 20 };\n});",
    "router.get('/users', async (ctx) => list(⟦Number(ctx.query.page)⟧));",
    'class Users {\n  @Get()\n  list(@Query("page") page: string) {\n    return this.users.list(⟦Number(page)⟧);\n  }\n}',
    "export async function GET(request: Request) {\n  const url = new URL(request.url);\n  return list(⟦Number(url.searchParams.get('page'))⟧);\n}",
  ],
  messages: [
    {
      code: route('await find(parseInt(req.params.id));'),
      message:
        "`parseInt` reads '12abc' as 12, and passes NaN and negative numbers on: let a schema refuse what is no integer within bounds.",
    },
    {
      code: route('await find(+req.params.id);'),
      message:
        "`+` reads '' as 0 and '1e9' as a billion, and passes NaN, fractions and negative numbers on: let a schema refuse what is no integer within bounds.",
    },
  ],
});

test('a project may check its requests in another file', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'number-parse-'));
  mkdirSync(join(cwd, 'src'));
  const count = (code: string, dependency: string, filename = 'src/users.ts'): number => {
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ dependencies: { [dependency]: '1' } }));
    return lint(code, ['no-loose-number-parse'], { cwd, filename }).length;
  };
  const controller =
    'export const show = async (req: Request, res: Response) => find(Number(req.params.id));';
  const here = route('await find(Number(req.params.id));');
  expect(count(controller, 'express')).toBe(1);
  expect(count(controller, 'zod')).toBe(0);
  expect(count(controller, 'zod', 'pages/api/users.ts')).toBe(1);
  expect(count(here, 'zod')).toBe(1);
  expect(count(here, 'express-openapi-validator')).toBe(0);
  rmSync(cwd, { recursive: true });
});
