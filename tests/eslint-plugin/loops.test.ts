import { expect, test } from 'vitest';
import { lint } from './lint.ts';

/** What a loop does for each item, by whether it asks a database, writes to one, or does neither as far as it shows. */
const CALLS = {
  read: [
    "db.query('SELECT id FROM users WHERE id = $1', [item.id])",
    "db.query('VALUES (1, $1)', [item.id])",
    'sql`SELECT id FROM users WHERE id = ${item.id}`',
    // A handle, and behind it the statement.
    "all(db, 'SELECT id FROM users WHERE id = ?', [item.id])",
    "get(this.db, 'SELECT id FROM users WHERE id = ?', [item.id])",
    'runQuery(pool, `SELECT id FROM users WHERE id = ${item.id}`)',
    "fetchRows(pool, 'SELECT id FROM users WHERE id = ?', [item.id])",
    "runQuery(store, 'SELECT id FROM users WHERE id = ?', [item.id])",
    "runSql(db, 'SELECT id FROM users WHERE id = ' + item.id)",
    'User.findByPk(item.id)',
    'users.findOneBy({ id: item.id })',
    'userRepository.find({ id: item.id })',
    'this.userRepo.findOne({ id: item.id })',
    'prisma.user.findFirst({ where: { id: item.id } })',
    'ctx.prisma.user.findFirst({ where: { id: item.id } })',
    'prisma.user.count({ where: { id: item.id } })',
    'tx.user.count({ where: { id: item.id } })',
    'ctx.prisma.user.count({ where: { id: item.id } })',
    'userRepository.count({ id: item.id })',
    'this.store.userRepo.count({ id: item.id })',
    "knex('users').where({ id: item.id })",
    'knex(`users`).where({ id: item.id })',
    'knex(TABLE).where({ id: item.id })',
    "trx('users').where({ id: item.id })",
    "db.selectFrom('users').where('id', '=', item.id).execute()",
    ...[
      'from(users)',
      'leftJoin(orders)',
      'innerJoin(orders)',
      'selectAll()',
      "select('id')",
      '$call(known)',
    ].map((link) => `db.selectFrom(users).${link}`),
  ],
  write: [
    "db.query('INSERT INTO users (id) VALUES ($1)', [item.id])",
    "db.query('UPDATE users SET seen = true WHERE id = $1', [item.id])",
    "db.query('DELETE FROM users WHERE id = $1', [item.id])",
    "db.query('MERGE INTO users USING seen ON users.id = $1 WHEN MATCHED THEN DELETE', [item.id])",
    "db.query('SELECT 1; DELETE FROM users WHERE id = $1', [item.id])",
    ...['update({ seen: true })', 'del()', 'delete()', "increment('seen')", 'insert(item)'].map(
      (change) => `knex('users').where({ id: item.id }).${change}`,
    ),
    "run(db, 'INSERT INTO users (id) VALUES (?)', [item.id])",
    "apply(db, 'UPDATE users SET seen = ?', [item.seen])",
    "apply(db, ' DELETE  FROM users WHERE id = ?', [item.id])",
    'prisma.user.update({ where: { id: item.id }, data: item })',
    'userRepository.save(item)',
    'itemRepository.create(item)',
    'User.bulkCreate([item])',
    'prisma.user.createMany({ data: item.users })',
    'db.insert(users).values(item)',
    'db.update(users).set(item)',
    ...['values(item)', 'returning()', 'set(item)', 'where(item)', 'execute()', '$if(item.isNew, known)'].map(
      (link) => `db.insert(users).${link}`,
    ),
  ],
  nothing: [
    "db.query('EXPLAIN SELECT id FROM users WHERE id = $1', [item.id])",
    "db.query('SET LOCAL user = $1', [item.id])",
    'list.push(new ParameterizedQuery(`SELECT id FROM users WHERE id = ${item.id}`))',
    ...['toString', 'toSQL', 'toQuery'].map(
      (name) => `list.push(knex('users').where({ id: item.id }).${name}())`,
    ),
    "logQuery(db, 'SELECT id FROM users WHERE id = ?', [item.id])",
    "keep(store, 'SELECT id FROM users WHERE id = ?', [item.id])",
    "runQuery(redis, 'SELECT id FROM users WHERE id = ?', [item.id])",
    "runQuery(textOfDb, 'SELECT id FROM users WHERE id = ?', [item.id])",
    "runQuery(open(), 'SELECT id FROM users WHERE id = ?', [item.id])",
    "keep(db, 'SELECT id', [item.id])",
    "keep(db, 'users', [item.id])",
    "keep(db, 'the UPDATE users SET name', [item.id])",
    'item.upsert()',
    'item.findByPk',
    "pool('users').where({ id: item.id })",
    "load('users').where({ id: item.id })",
    "mydb('users').where({ id: item.id })",
    "dbx('users').where({ id: item.id })",
    "knex('users', { only: item.id }).where({ id: item.id })",
    'knex(tableOf(item)).where({ id: item.id })',
    'knex().where({ id: item.id })',
    "keep(knex('users'), item)",
    ...['service', 'service.prismatic', 'db', 'txs.db', 'mytx.db'].map(
      (object) => `${object}.user.count({ where: { id: item.id } })`,
    ),
    'service.user.update({ where: { id: item.id }, data: item })',
    'userReport.create(item)',
    'users.create(item)',
    'cache.select(item).from(list)',
    'editor.insert(item)',
    'list.select(item.id, item.name).where({ id: item.id })',
  ],
};

test.each(Object.entries(CALLS).flatMap(([kind, calls]) => calls.map((call) => [kind, call] as const)))(
  'a loop that does %s for each item: %s',
  (kind, call) => {
    const code = `import { open } from './sql.js';\nfor (const item of items) await ${call};`;
    const found = lint(code, ['no-query-in-loop']);
    expect(found.map(({ messageId }) => messageId)).toEqual(kind === 'nothing' ? [] : [kind]);
  },
);

test.each([
  [0, 'prisma.user.findUnique({ where: { id: item.id } })'],
  [0, 'prisma.user.findUniqueOrThrow({ where: { id: item.id } })'],
  [1, 'prisma.user.findFirst({ where: { id: item.id } })'],
])('%s findings where a callback asks Prisma in one tick by %s', (count, call) => {
  const code = `await Promise.all(items.map((item) => ${call}));`;
  expect(lint(code, ['no-query-in-loop']).length).toBe(count);
});
