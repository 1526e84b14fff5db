import { expect, test } from 'vitest';
import { lint } from './lint.ts';

/** Statements by what stands at `…`, and so by how a text of a client has to be taken out of there. */
const PLACES = {
  value: [
    ...['=', '<', '>', '<=', '>=', '<>', '!=', '==', '||', '+', '-', '/', '%'].map(
      (operator) => `SELECT id FROM users WHERE id ${operator} …`,
    ),
    ...['@>', '<@', '~', '->', '->>', '&&'].map(
      (operator) => `SELECT id FROM users WHERE data ${operator} …`,
    ),
    ...['LIKE', 'ILIKE', 'BETWEEN', 'REGEXP', 'RLIKE', 'MATCH', 'SIMILAR TO', "LIKE 'a' ESCAPE"].map(
      (operator) => `SELECT id FROM users WHERE name ${operator} … AND true`,
    ),
    'SELECT id FROM users WHERE age BETWEEN 1 AND …',
    'SELECT id FROM users WHERE age IN …',
    'SELECT id FROM users WHERE age IN (…)',
    'SELECT id FROM users WHERE age IN (1, (2), …)',
    'SELECT id FROM users WHERE at > now() - INTERVAL …',
    'SELECT id FROM users LIMIT …',
    'SELECT id FROM users LIMIT 5, …',
    'SELECT id FROM users LIMIT 5 OFFSET …',
    'SELECT id FROM users FETCH FIRST … ROWS ONLY',
    'SELECT id FROM users FETCH NEXT … ROWS ONLY',
    "SELECT CASE WHEN id = 1 THEN … ELSE 'a' END FROM users",
    "SELECT CASE WHEN id = 1 THEN 'a' ELSE … END FROM users",
    "SELECT CASE id WHEN … THEN 'a' END FROM users",
    'VALUES (…, 1)',
    'INSERT INTO users (id, name) VALUES (1, …)',
    "INSERT INTO users (id, name) VALUES (1, '…')",
    'UPDATE users SET name = … WHERE id = 1',
    "SELECT id FROM users WHERE name = '…'",
    "SELECT id FROM users WHERE name LIKE '%…%'",
    // Arguments, where there is no column to be meant.
    'SELECT id FROM children_of(…)',
    'SELECT id FROM tree.children_of(1, …)',
    'SELECT id FROM users JOIN children_of(…) c ON true',
    'SELECT id FROM users, children_of(…::int) c',
    'SELECT pay(…)',
    'SELECT pay(1, (2), …)',
    'CALL pay(…)',
    'CALL pay(1, …)',
    'SELECT lower(1), pay((2), …)',
  ],
  name: [
    ...['FROM', 'FROM users JOIN', 'FROM ONLY'].map((word) => `SELECT id ${word} …`),
    'INSERT INTO … (id) VALUES (1)',
    'UPDATE … SET id = 1 WHERE id = 2',
    'DROP TABLE …',
    'DROP TABLE IF EXISTS …',
    'ALTER TABLE users ADD COLUMN … text',
    'ALTER TABLE users ADD … text',
    'TRUNCATE …',
    'CREATE INDEX … ON users (id)',
    'CREATE INDEX users_id ON … (id)',
    'SELECT id AS … FROM users',
    'SELECT … FROM users',
    'SELECT count(…) FROM users',
    'SELECT lower(1), pay(… + 1)',
    'SELECT id FROM users WHERE id IN (SELECT pay(…))',
    'SELECT count(*) FROM users GROUP BY …',
    'UPDATE users SET id = 1 WHERE id = 2 RETURNING …',
    'SELECT id FROM users WHERE u.… = 1',
    'SELECT id FROM users WHERE ….id = 1',
    'SELECT id FROM archive.… WHERE id = 1',
    'SELECT id FROM users_… WHERE id = 1',
    'SELECT id FROM users WHERE "…" = 1',
    ...['=', '<', '>', '<=', '>=', '<>', '!='].map((sign) => `SELECT id FROM users WHERE … ${sign} 1`),
    ...["LIKE 'a'", "NOT LIKE 'a'", "ILIKE 'a'", 'IN (1)', 'IS NULL', 'BETWEEN 1 AND 2'].map(
      (test) => `SELECT id FROM users WHERE … ${test}`,
    ),
    'SELECT id FROM users WHERE tags[…] = 1',
  ],
  text: [
    'SELECT id FROM users …',
    'SELECT id FROM (SELECT id FROM users LIMIT 1) …',
    'SELECT id FROM a.b, lower((id)) …',
    'UPDATE users SET id = pay(2, …)',
    'SELECT id FROM users WHERE …',
    'SELECT id FROM users WHERE id = 1 AND …',
    'SELECT id FROM users WHERE age BETWEEN 1 AND 2 AND …',
    'SELECT id FROM users WHERE … || name',
    'SELECT id FROM users WHERE (…)',
    'SELECT id FROM users WHERE age IN (1) AND (…)',
    'SELECT id FROM users WHERE age = lower(…)',
    'INSERT INTO users (id, name) VALUES …',
    'INSERT INTO users (id, name) VALUES (1, 2) …',
    'INSERT INTO users (id, name) VALUES (1, lower(2) …)',
  ],
  column: [
    'SELECT id FROM users ORDER BY …',
    'SELECT id FROM users ORDER BY id, …',
    'SELECT id FROM users ORDER BY u.… DESC',
    'SELECT id FROM users ORDER BY id, name_… DESC',
    "SELECT id FROM users ORDER BY '…'",
    'SELECT id FROM users ORDER BY lower(…)',
    'SELECT GROUP_CONCAT(id ORDER BY …) FROM users WHERE id = 1',
  ],
  direction: ['SELECT id FROM users ORDER BY id …', 'SELECT id FROM users ORDER BY id, lower(name) …'],
  // The number or the name of a placeholder, and a comment.
  nothing: [
    'SELECT id FROM users WHERE id = $…',
    'SELECT id FROM users WHERE id = :…',
    'SELECT id FROM users /* … */ WHERE id = 1',
  ],
};

test.each(
  Object.entries(PLACES).flatMap(([place, statements]) =>
    statements.map((statement) => [place, statement] as const),
  ),
)('a %s stands at … in %s', (place, statement) => {
  const code = `app.get('/users', (req) => db.query(\`${statement.replace('…', '${req.query.a}')}\`));`;
  const messages = lint(code, ['no-interpolated-sql', 'no-dynamic-order-by']);
  expect(messages.map(({ messageId }) => messageId)).toEqual(place === 'nothing' ? [] : [place]);
});

// PostgreSQL has names in double quotes, and MySQL texts; elsewhere the place tells.
test.each([
  ['value', 'mysql2', 'SELECT id FROM users WHERE name = "…"'],
  ['value', 'mysql2', 'SELECT id FROM users WHERE "…" = name'],
  ['name', 'mysql2', 'SELECT id FROM users WHERE `…` = 1'],
  ['name', 'pg', 'SELECT id FROM users WHERE name = "…"'],
  ['name', 'pg', 'SELECT id FROM users WHERE name IN ("…")'],
  ['value', 'any', 'SELECT id FROM users WHERE name = "…"'],
  ['value', 'any', 'SELECT id FROM users WHERE name LIKE "%…%"'],
  ['value', 'any', 'SELECT id FROM users WHERE name BETWEEN "…" AND "b"'],
  ['value', 'any', 'SELECT id FROM users WHERE name IN ("a", "…")'],
  ['value', 'any', 'INSERT INTO users (name) VALUES (1, "…")'],
  ['name', 'any', 'INSERT INTO users ("…") VALUES (1)'],
  ['name', 'any', 'SELECT id FROM users WHERE "…".id = 1'],
  ['name', 'any', 'SELECT id FROM users WHERE id = "…".id'],
  ['name', 'any', 'SELECT id FROM users WHERE `…` IN (1)'],
  ['name', 'any', 'SELECT id FROM users WHERE id = `…`'],
  ['name', 'any', 'SELECT id AS "…" FROM users'],
  ['column', 'any', 'SELECT id FROM users ORDER BY id = "…"'],
])('a %s stands at … for %s in %s', (place, driver, statement) => {
  const text = statement.replaceAll('`', '\\`').replace('…', '${req.query.a}');
  const code = `import driver from '${driver}';\nconst pool = new driver.Pool();\napp.get('/users', (req) => pool.query(\`${text}\`));`;
  const messages = lint(code, ['no-interpolated-sql', 'no-dynamic-order-by']);
  expect(messages.map(({ messageId }) => messageId)).toEqual([place]);
});
