import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../lint.ts';
import { testRule } from '../rule-cases.ts';

testRule('no-query-in-loop', {
  valid: [
    // Each turn has a list of its own.
    "const groups = _.groupBy(tasks, 'owner');\nfor (const [owner, list] of Object.entries(groups)) await db.query('DELETE FROM tasks WHERE owner = $1 AND id = ANY($2)', [owner, list]);",
    {
      filename: 'src/context-seed/load.ts',
      code: "for (const bill of bills) await db.query('SELECT id FROM debts WHERE bill_id = $1', [bill.id]);",
    },
    'await db.batch([db.delete(roles).where(eq(roles.user, id)), ...ids.map((role) => db.insert(roles).values({ role }))]);',
    {
      filename: 'src/reminders/billReminderScheduler.ts',
      code: "for (const bill of bills) await db.query('SELECT id FROM debts WHERE bill_id = $1', [bill.id]);",
    },
    {
      filename: 'server/seedLogic.js',
      code: "for (const slot of slots) await db.query('INSERT INTO slots (id) VALUES ($1)', [slot]);",
    },
    {
      filename: 'server/import-excel.js',
      code: "if (!process.argv[2]) process.exit(1);\nfor (const row of rows) await db.query('INSERT INTO people (id) VALUES ($1)', [row.id]);",
    },
    "for (const id of ids) await pool('users').where({ id });",
    // TypeORM only makes an object.
    "import { InjectRepository } from '@nestjs/typeorm';\nfor (const item of items) rows.push(itemRepository.create({ name: item.name }));",
    "import { Repository } from 'typeorm';\nfor (const item of items) rows.push(itemRepository.create({ name: item.name }));",
    // The same in each turn, for the one element that it is about.
    "async function reset(owner) { await db.query('UPDATE owners SET main = NULL WHERE id = $1', [owner]); }\nasync function all(owner, ids) { for (const id of ids) if (id === owner.main) await reset(owner.id); }",
    "for (const log of logs) await db.runAsync('INSERT INTO logs (id) VALUES (?)', [log.id]);",
    "async function addKeys(queryInterface, keys) { for (const key of keys) await queryInterface.sequelize.query('SELECT 1 FROM pg_constraint WHERE conname = $1', { bind: [key.name] }); }",
    {
      filename: 'src/invoices/reminder.worker.ts',
      code: "for (const bill of bills) await db.query('SELECT id FROM debts WHERE bill_id = $1', [bill.id]);",
    },
    "const texts = []; products.forEach((each) => { texts.push(knex('products').where('id', each.id).update({ code: each.code }).toString()); }); knex.raw(texts.join(';'));",
    {
      filename: 'cron/monthly/settle.ts',
      code: "for (const host of hosts) await db.query('SELECT id FROM debts WHERE host_id = $1', [host.id]);",
    },
    // One word is a key of a cache.
    "const KEY = 'values';\nfor (const id of ids) db.get(KEY, id);",
    // Models whose methods do not say that they are queries, and other stores.
    'for (const id of ids) list.push(await User.findOne({ id }));',
    'for (const user of users) await User.create(user);',
    'for (const id of ids) list.push(await redis.get(id));',
    'const updates = items.map((item) => prisma.item.update({ where: { id: item.id }, data: item }));\nawait prisma.$transaction(updates);',
    'await Promise.all(joins.map(async ({ schema, ids }) => pg.select().from(schema).where(inArray(schema.id, ids))));',
    "async function order(item) {\n  await db.query('SELECT id FROM a WHERE id = $1', [item.a]);\n  await db.query('SELECT id FROM b WHERE id = $1', [item.b]);\n  await db.query('INSERT INTO c (id) VALUES ($1)', [item.c]);\n}\nfor (const item of items) await order(item);",
    "await Promise.all(clients.map(async ({ client, region }) => client.raw('SELECT count(*) FROM users WHERE region = ?', [region])));",
    "for (const tenant of tenants) {\n  const db = await open(tenant);\n  await db.query('SELECT id FROM users WHERE tenant = $1', [tenant.id]);\n}",
    "for (const tenant of tenants) {\n  const { url } = tenant;\n  const db = await open(url);\n  await db.query('SELECT id FROM users WHERE tenant = $1', [tenant.id]);\n}",
    "await db.query('SELECT id FROM orders WHERE user_id = ANY($1)', [ids]);",
    "const ids = users.map((user) => user.id);\nawait db.query('SELECT id FROM orders WHERE user_id = ANY($1)', [ids]);",
    "for (const row of (await db.query('SELECT id FROM users LIMIT 10')).rows) use(row);",
    "(await db.query('SELECT id FROM users LIMIT 10')).rows.map((row) => row.id);",
    // Pages and portions.
    "for (;;) {\n  const { rows } = await db.query('SELECT id FROM users WHERE id > $1 ORDER BY id LIMIT 500', [last]);\n  if (rows.length === 0) break;\n  last = rows.at(-1).id;\n}",
    "while (true) {\n  const { rowCount } = await db.query('DELETE FROM logs WHERE id IN (SELECT id FROM logs LIMIT 1000)');\n  if (rowCount === 0) break;\n}",
    "do {\n  rows = await db.query('SELECT id FROM jobs WHERE taken = false LIMIT 10');\n} while (rows.length > 0);",
    "for (let start = 0; start < rows.length; start += 500) {\n  await db.query('INSERT INTO users (id) SELECT unnest($1::int[])', [rows.slice(start, start + 500)]);\n}",
    "for (const chunk of chunks(rows, 500)) await db.query('INSERT INTO users (id) SELECT unnest($1::int[])', [chunk]);",
    "for (const batch of batches) await db.query('INSERT INTO users (id) SELECT unnest($1::int[])', [batch]);",
    "await Promise.all(chunk(ids, 100).map((some) => db.query('SELECT id FROM users WHERE id = ANY($1)', [some])));",
    "for await (const page of pages()) await db.query('INSERT INTO users (id) SELECT unnest($1::int[])', [page]);",
    "for (let attempt = 0; attempt < 3; attempt++) {\n  await db.query('SELECT id FROM users WHERE id = $1', [id]);\n}",
    // Lists that are as long as the program says.
    "for (const kind of ['day', 'week']) await db.query('SELECT id FROM stats WHERE kind = $1', [kind]);",
    "const KINDS = ['day', 'week'] as const;\nfor (const kind of KINDS) await db.query('SELECT id FROM stats WHERE kind = $1', [kind]);",
    "const LIMITS = { day: 1, week: 7 };\nfor (const [kind, limit] of Object.entries(LIMITS)) await db.query('DELETE FROM stats WHERE kind = $1 AND age > $2', [kind, limit]);",
    // One statement cannot do it.
    'for (const table of tables) await db.query(`DELETE FROM ${table} WHERE user_id = $1`, [id]);',
    'for (const name of names) await db.query(`CREATE INDEX ON ${name} (id)`);',
    "for (const name of names) await db.query('DROP TABLE users');",
    'for (const statement of statements) await db.query(statement);',
    "for (const variant of variants) await db.query('EXPLAIN SELECT id FROM users');",
    "for (const tenant of tenants) await connect(tenant).query('DELETE FROM sessions WHERE expires_at < now()');",
    // One message with many statements.
    'await prisma.$transaction(items.map((item) => prisma.item.create({ data: item })));',
    "await env.DB.batch(items.map((item) => env.DB.prepare('INSERT INTO items (id) VALUES (?)').bind(item.id)));",
    // Not run by the loop.
    "for (const path of paths) app.get(path, async () => db.query('SELECT id FROM users WHERE id = $1', [1]));",
    "const readers = names.map((name) => ({ read: () => db.query('SELECT id FROM users WHERE name = $1', [name]) }));",
    "const find = (id) => db.query('SELECT id FROM users WHERE id = $1', [id]);\nawait find(1);",
    // In the process.
    "import Database from 'better-sqlite3';\nconst db = new Database('x');\nfor (const id of ids) db.prepare('SELECT id FROM users WHERE id = ?').get(id);",
    "const insert = db.prepare('INSERT INTO users (id) VALUES (?)');\nfor (const id of ids) insert.run(id);",
    // Not a database.
    'for (const key of keys) cache.delete(key);',
    'for (const key of keys) await db.delete(`user:${key}`);',
    'for (const id of ids) map.get(id);',
    'keys.forEach((key) => bulk.find({ key }).upsert().updateOne({ $set: data }));',
    'for (const item of items) list.find((other) => other.id === item.id);',
    "for (const name of names) console.log('SELECT id FROM users WHERE name = ' + name);",
    "async function migrateUsers() {\n  for (const user of users) await db.query('UPDATE users SET a = $1 WHERE id = $2', [user.a, user.id]);\n}",
    {
      code: "for (const id of ids) await db.query('DELETE FROM users WHERE id = $1', [id]);",
      filename: 'tests/users.ts',
    },
    {
      code: "for (const id of ids) await knex('users').where({ id }).update({ a: 1 });",
      filename: 'db/knex_migrations/001.js',
    },
    // A migration, and a program that somebody runs once.
    "export default { up: async (pool) => { for (const user of users) await pool.query('UPDATE users SET a = $1 WHERE id = $2', [user.a, user.id]); } };",
    {
      code: "for (const id of ids) await db.query('UPDATE users SET a = 1 WHERE id = $1', [id]);",
      filename: 'server/scripts/2022-backfill-users.ts',
    },
    // Once at most.
    "async function first(ids) {\n  for (const id of ids) {\n    if (id > 3) return await db.query('SELECT id FROM users WHERE id = $1', [id]);\n  }\n}",
    "for (const user of users) {\n  try {\n    await send(user);\n  } catch {\n    await db.query('UPDATE users SET failed = true WHERE id = $1', [user.id]);\n  }\n}",
    // Perhaps not at all.
    "const find = async (id) => (id ? db.query('SELECT id FROM users WHERE id = $1', [id]) : null);\nfor (const id of ids) await find(id);",
    "async function find(id) {\n  switch (typeof id) {\n    case 'number':\n      return db.query('SELECT id FROM users WHERE id = $1', [id]);\n  }\n}\nfor (const id of ids) await find(id);",
    "async function find(id) {\n  try {\n    return await load(id);\n  } catch {\n    return db.query('SELECT id FROM users WHERE id = $1', [id]);\n  }\n}\nfor (const id of ids) await find(id);",
    // A tree, of which each level is known once the one above is.
    "async function walk(node) {\n  await db.query('SELECT id FROM nodes WHERE parent = $1', [node.id]);\n  for (const child of node.children) await walk(child);\n}",
    "const find = async (id) => cache.get(id) ?? db.query('SELECT id FROM users WHERE id = $1', [id]);\nfor (const id of ids) await find(id);",
    "async function map(row) {\n  if (!row.uuid) {\n    await db.query('UPDATE users SET uuid = $1 WHERE id = $2', [make(), row.id]);\n  }\n  return row;\n}\nawait Promise.all(rows.map((row) => map(row)));",
    // Another table each.
    'for (const list of lists) await knex(`subscription__${list.id}`).where({ id }).update({ a: 1 });',
    'for (const table of tables) await db.deleteFrom(table).execute();',
    // Prisma makes one query of them.
    'await Promise.all(ids.map((id) => prisma.user.findUnique({ where: { id } })));',
  ],
  invalid: [
    {
      filename: 'worker/src/users.js',
      code: "for (const user of users) await ⟦db.query⟧('SELECT id FROM orders WHERE user_id = $1', [user.id]);",
    },
    // Where the function itself stands says nothing of the query in it.
    "async function load(ids) { if (ids.length > 0) { const one = async (id) => { const { rows } = await db.query('SELECT name FROM users WHERE id = $1', [id]); return rows; }; for (const id of ids) await ⟦one⟧(id); } }",
    // What a callback within the loop returns does not end it.
    "for (const id of ids) {\n  await inTransaction((tx) => {\n    return ⟦tx.query⟧('UPDATE users SET seen = true WHERE id = $1', [id]);\n  });\n}",
    "import { Repository } from 'typeorm';\nfor (const item of items) await ⟦itemRepository.save⟧(item);",
    "import { Seeder } from 'typeorm-extension';\nfor (const item of items) await ⟦itemRepository.create⟧({ name: item.name });",
    "import { Repository } from './typeorm';\nfor (const item of items) await ⟦itemRepository.create⟧({ name: item.name });",
    "async function find(id) {\n  if (await db.query('SELECT id FROM users WHERE id = $1', [id])) return id;\n}\nfor (const id of ids) await ⟦find⟧(id);",
    "const find = async (id) => ((await db.query('SELECT id FROM users WHERE id = $1', [id])) ? id : null);\nfor (const id of ids) await ⟦find⟧(id);",
    "const find = async (id) => (await db.query('SELECT id FROM users WHERE id = $1', [id])) ?? null;\nfor (const id of ids) await ⟦find⟧(id);",
    "async function find(id) {\n  return db.query('SELECT id FROM users WHERE id = $1', [id]);\n}\nasync function other(a) {\n  await db.query('DELETE FROM a WHERE id = $1', [a]);\n  await db.query('DELETE FROM b WHERE id = $1', [a]);\n  await db.query('DELETE FROM c WHERE id = $1', [a]);\n}\nfor (const id of ids) await ⟦find⟧(id);",
    "for (const id of ids) await getPool().⟦query⟧('SELECT id FROM users WHERE id = $1', [id]);",
    'for (const id of ids) await ⟦db.execute⟧(sql`SELECT id FROM ${users} WHERE id = ${id}`);',
    'const done = items.map((item) => ⟦prisma.item.update⟧({ where: { id: item.id }, data: item }));\nawait Promise.all(done);',
    ...['uploadAll', 'cleanup', 'immigrate'].map(
      (name) =>
        `async function ${name}(ids) { for (const id of ids) await ⟦db.query⟧('DELETE FROM users WHERE id = $1', [id]); }`,
    ),
    {
      filename: 'server/seedlings.js',
      code: "for (const plant of plants) await ⟦db.query⟧('INSERT INTO plants (id) VALUES ($1)', [plant.id]);",
    },
    {
      filename: 'server/import-excel.js',
      code: "export async function load(rows) { for (const row of rows) await ⟦db.query⟧('INSERT INTO people (id) VALUES ($1)', [row.id]); }",
    },
    {
      filename: 'server/check-stock.js',
      code: "if (!process.env.PORT) process.exit(1);\nfor (const item of items) await ⟦db.query⟧('SELECT id FROM stock WHERE id = $1', [item.id]);\napp.listen(3000);",
    },
    "const byId = _.keyBy(tasks, 'id');\nfor (const [id] of Object.entries(byId)) await ⟦db.query⟧('DELETE FROM tasks WHERE id = $1', [id]);",
    'await Promise.all([db.delete(roles).where(eq(roles.user, id)), ...ids.map((role) => ⟦db.insert⟧(roles).values({ role }))]);',
    "import { Repository } from 'sequelize-typescript';\nfor (const item of items) await ⟦itemRepository.create⟧({ name: item.name });",
    "async function reset(id) { await db.query('UPDATE owners SET main = NULL WHERE id = $1', [id]); }\nfor (const owner of owners) if (owner.main) await ⟦reset⟧(owner.id);",
    'var i; for (i = 0; i < rows.length; i++) await ⟦db.query⟧(`DELETE FROM passes WHERE number = ${rows[i].number}`);',
    {
      filename: 'src/jobs/jobs.repository.ts',
      code: "for (const bill of bills) await ⟦db.query⟧('SELECT id FROM debts WHERE bill_id = $1', [bill.id]);",
    },
    'for (const id of ids) list.push(await ⟦User.findByPk⟧(id));',
    "const TABLE = 'users';\nfor (const id of ids) await ⟦knex⟧(TABLE).where({ id }).update({ a: 1 });",
    "async function save(user) {\n  if (user.id) {\n    await db.query('UPDATE users SET a = 1 WHERE id = $1', [user.id]);\n  } else {\n    await db.query('INSERT INTO users (a) VALUES (1)');\n  }\n}\nfor (const user of users) await ⟦save⟧(user);",
    "for (const id of ids) {\n  const { rows } = await ⟦db.query⟧('SELECT id FROM orders WHERE user_id = $1', [id]);\n}",
    "for (const id in users) await ⟦pool.query⟧('DELETE FROM users WHERE id = $1', [id]);",
    "for (let i = 0; i < ids.length; i++) await ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [ids[i]]);",
    "const n = ids.length;\nfor (let i = 0; i < n; i++) await ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [ids[i]]);",
    "ids.forEach(async (id) => {\n  await ⟦db.query⟧('DELETE FROM users WHERE id = $1', [id]);\n});",
    "await Promise.all(ids.map((id) => ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [id])));",
    "await Promise.all(ids.map(async function (id) {\n  return (await ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [id])).rows[0];\n}));",
    "await ids.reduce((done, id) => done.then(() => ⟦db.query⟧('DELETE FROM users WHERE id = $1', [id])), Promise.resolve());",
    "for await (const user of users) await ⟦db.query⟧('SELECT id FROM orders WHERE user_id = $1', [user.id]);",
    "async.eachSeries(ids, (id, done) => ⟦db.query⟧('DELETE FROM users WHERE id = $1', [id], done));",
    "await pMap(ids, (id) => ⟦db.query⟧('DELETE FROM users WHERE id = $1', [id]), { concurrency: 5 });",
    "for (const item of items) {\n  await ⟦db.query⟧('SELECT id FROM a WHERE id = $1', [item]);\n  await db.query('SELECT id FROM b WHERE id = $1', [item]);\n}",
    "for (const user of users) {\n  await ⟦db.query⟧('SELECT id FROM a WHERE id = $1', [user.id]);\n  for (const order of user.orders) await ⟦db.query⟧('SELECT id FROM b WHERE id = $1', [order.id]);\n}",
    "await db.transaction(async (tx) => {\n  for (const item of items) await ⟦tx.query⟧('INSERT INTO items (name) VALUES ($1)', [item.name]);\n});",
    "for (const item of items) await db.transaction(async (tx) => {\n  await ⟦tx.query⟧('INSERT INTO items (name) VALUES ($1)', [item.name]);\n});",
    'for (const id of ids) await ⟦sql⟧`SELECT id FROM users WHERE id = ${id}`;',
    'for (const id of ids) await ⟦prisma.$queryRaw⟧`SELECT id FROM users WHERE id = ${id}`;',
    "async function find(id) {\n  return db.query('SELECT id FROM users WHERE id = $1', [id]);\n}\nfor (const id of ids) await ⟦find⟧(id);",
    "const find = (id) => db.query('SELECT id FROM users WHERE id = $1', [id]);\nawait Promise.all(ids.map((id) => ⟦find⟧(id)));",
    "class Users {\n  async all(ids) {\n    for (const id of ids) await ⟦this.one⟧(id);\n  }\n  async one(id) {\n    return this.db.query('SELECT id FROM users WHERE id = $1', [id]);\n  }\n}",
    "ids.map((id) => new Promise((resolve) => ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [id]).then(resolve)));",
    'for (const id of ids) await ⟦prisma.user.findUnique⟧({ where: { id } });',
    'for (const item of items) await ⟦prisma.item.create⟧({ data: item });',
    'await Promise.all(items.map((item) => ⟦this.prisma.item.update⟧({ where: { id: item.id }, data: item })));',
    'for (const id of ids) await ⟦User.findByPk⟧(id);',
    'for (const id of ids) await ⟦this.users.findOneBy⟧({ id });',
    'for (const user of users) await ⟦userRepository.save⟧(user);',
    "for (const id of ids) await ⟦knex⟧('users').where({ id }).first();",
    'for (const item of items) await ⟦db.insert⟧(users).values(item);',
    "for (const id of ids) await ⟦db.selectFrom⟧('users').where('id', '=', id).execute();",
    "const list = [];\nlist.push(first);\nfor (const id of list) await ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [id]);",
    "for (const id of [...ids]) await ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [id]);",
    "for (const key of Object.keys(request.body)) await ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [key]);",
    "for (const id of ids) await retry(() => ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [id]));",
    "const text = 'SELECT id FROM users WHERE id = $1';\nfor (const id of ids) await ⟦pool.query⟧(text, [id]);",
    {
      code: "for (const id of ids) await ⟦db.query⟧('DELETE FROM users WHERE id = $1', [id]);",
      filename: 'tests/users.ts',
      options: [{ checkTests: true }],
    },
  ],
  messages: [
    {
      code: "for (const id of ids) await db.query('SELECT id FROM users WHERE id = $1', [id]);",
      message:
        'This query runs once for each element of `ids`: ask for all of them at once, with a join or WHERE id IN (…), which = ANY($1) is in PostgreSQL.',
    },
    {
      code: "for (const { id } of await load({ everything: true, page: 1, size: 1 })) await db.query('DELETE FROM users WHERE id = $1', [id]);",
      message:
        'This statement runs once for each element of the list: write all of them at once, with a list of rows, or in PostgreSQL with INSERT … SELECT … FROM unnest($1::text[]).',
    },
  ],
});

test.each([
  [{ 'better-sqlite3': '12' }, 0],
  [{ 'better-sqlite3': '12', pg: '8' }, 1],
  [{ pg: '8' }, 1],
])('a database in the process, which another file opens, has no round trip: %j', (dependencies, count) => {
  const cwd = mkdtempSync(join(tmpdir(), 'in-process-'));
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ dependencies }));
  const code =
    "const db = getDb(); for (const user of users) db.prepare('SELECT id FROM orders WHERE user_id = ?').get(user.id);";
  const found = lint(code, ['no-query-in-loop'], { cwd, filename: 'src/orders.js' });
  expect(found).toHaveLength(count);
  rmSync(cwd, { recursive: true });
});
