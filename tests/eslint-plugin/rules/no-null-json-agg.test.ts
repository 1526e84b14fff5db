import { testRule } from '../rule-cases.ts';

/** A statement that lists users with what is joined to them. */
const list = (aggregate: string, join = 'LEFT JOIN orders o ON o.user_id = u.id', rest = ''): string =>
  `db.query(\`SELECT u.id, ${aggregate} AS list FROM users u ${join} ${rest} GROUP BY u.id LIMIT 10\`);`;

testRule('no-null-json-agg', {
  valid: [
    // An aggregate of its own may strip what is null.
    "db.query('SELECT u.id, strip_json_agg(o.id) AS orders FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id')",
    'db.query(`SELECT u.id, json_agg(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id HAVING u.at BETWEEN ${from} AND ${to} AND o.total > 3`)',
    'db.query(`SELECT u.id, json_agg(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id HAVING u.at > 3 AND ${more}`)',
    list("NULLIF(json_agg(o.id)::text, '[null]')"),
    list('(SELECT json_agg(i.id) FROM items i WHERE i.user_id = u.id)'),
    list('json_agg(row_to_json(u))'),
    list("json_agg(json_build_object('name', name, 'total', o.total))"),
    list('json_agg(i.id)', 'JOIN (orders o JOIN items i ON i.order_id = o.id) ON o.user_id = u.id'),
    list('json_agg(o.id) FILTER (WHERE o.id IS NOT NULL)'),
    list("COALESCE(json_agg(o.id) FILTER (WHERE o.id IS NOT NULL), '[]')"),
    list("json_agg(json_build_object('id', o.id)) filter (where o.id is not null)"),
    list('json_agg(o.id)', 'JOIN orders o ON o.user_id = u.id'),
    list('json_agg(o.id)', 'INNER JOIN orders o ON o.user_id = u.id'),
    list('json_agg(o.id)', 'CROSS JOIN orders o'),
    list('json_agg(o.id)', ', orders o'),
    list('json_agg(u.name)'),
    list('json_agg(u.name)', 'LEFT JOIN orders o ON true'),
    list('json_agg(x.id)', 'LEFT JOIN orders o ON true JOIN items x ON x.order_id = o.id'),
    list('json_agg(o.id)', 'LEFT JOIN orders o ON true JOIN items x ON x.order_id = o.id'),
    list('json_agg(o.id)', undefined, 'WHERE o.id IS NOT NULL'),
    list('json_agg(o.id)', undefined, 'WHERE o.total > 3'),
    list('json_agg(o.id)', undefined, 'WHERE ${where}'),
    // Conditions of which every alternative, or one part, asks for the table.
    list('json_agg(o.id)', undefined, 'WHERE o.total > 3 OR (u.active AND o.id = 1)'),
    list('json_agg(o.id)', undefined, 'WHERE u.active AND (o.total > 3 OR o.id = 1)'),
    list(
      'json_agg(o.id)',
      undefined,
      'WHERE u.total IN (SELECT max(p.total) FROM payments p WHERE p.order_id = o.id)',
    ),
    list('json_agg(o.id)', undefined, 'WHERE (o.total BETWEEN 3 AND 9)'),
    list('json_agg(o.id)', undefined, 'WHERE (SELECT count(*) FROM items) < o.total'),
    list('json_agg(o.id)', undefined, 'WHERE (SELECT bool_or(i.paid) FROM items i WHERE i.order_id = o.id)'),
    list('json_agg(o.id)', undefined, 'WHERE u.id IN (SELECT p.o FROM payments p WHERE p.order_id = o.id)'),
    // A table beside itself under another name.
    'db.query(`SELECT f.id, json_agg(users.name) FROM users LEFT JOIN users f ON f.id = users.friend_id GROUP BY f.id`)',
    list('json_agg(CASE WHEN o.id IS NULL THEN 1 ELSE o.id END)'),
    list('json_agg(COALESCE(o.id, 0))'),
    list("json_agg(json_build_object('id', o.id, 'user', u.name))"),
    list('array_remove(array_agg(o.id), NULL)'),
    list("string_agg(o.name, ',')"),
    list('count(o.id)'),
    list('sum(o.total)'),
    list('max(o.total)'),
    list('json_agg(o.id) OVER ()'),
    list('(SELECT json_agg(o.id) FROM orders o WHERE o.user_id = u.id)', ''),
    list('(SELECT json_agg(x.id) FROM orders x)'),
    list('json_agg(${fields})'),
    list('json_build_array(o.id)'),
    // Not of one table for sure.
    list('json_agg(json_build_array(o))'),
    list('json_agg(a.id + b.id)', 'LEFT JOIN a ON true LEFT JOIN b ON true'),
    list('json_agg((SELECT max(i.id) FROM items i WHERE i.order_id = o.id))'),
    list('(WITH x AS (SELECT 1) SELECT json_agg(o.id) FROM x)'),
    list('IF(COUNT(o.id) = 0, JSON_ARRAY(), JSON_ARRAYAGG(o.id))'),
    list('CASE WHEN COUNT(o.id) = 0 THEN JSON_ARRAY() ELSE JSON_ARRAYAGG(o.id) END'),
    list('JSON_ARRAYAGG(o.id ABSENT ON NULL)'),
    list('JSON_ARRAYAGG(u.name)'),
    list('json_agg(o.id)', 'LEFT JOIN orders o ON true JOIN items x USING (order_id)'),
    list('json_agg(o.id)', 'LEFT JOIN orders o ON true JOIN items x ON ${condition}'),
    list('json_object_agg(o.id, o.name)'),
    list('json_agg(id)'),
    list('json_agg(o.id)', 'RIGHT JOIN orders o ON o.user_id = u.id'),
    "db.query('SELECT json_agg(id) FROM users')",
    "db.query('SELECT json_agg(u) FROM users u')",
    "db.query('INSERT INTO t SELECT 1')",
    "log.info('SELECT json_agg(o.id) FROM users u LEFT JOIN orders o ON true')",
    "const text = 'json_agg(o.id)';",
    "db.query('SELECT u.id FROM users u LEFT JOIN orders o ON true LIMIT 3')",
  ],
  invalid: [
    {
      code: 'CREATE VIEW baskets AS SELECT u.id, ⟦json_agg⟧(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id;',
      filename: 'migrations/1.sql',
    },
    'db.query(`SELECT u.id, ⟦json_agg⟧(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id HAVING u.at BETWEEN ${from} AND ${to} AND u.name LIKE ${name}`)',
    list(
      "⟦json_agg⟧(DISTINCT jsonb_build_object('id', o.id::text, 'total', CAST(o.total AS numeric), 'paid', true))",
    ),
    // Behind a subquery; whole rows; brackets, which are joined as a whole.
    list("(SELECT count(*) FROM items) AS items, ⟦JSON_ARRAYAGG⟧(JSON_OBJECT('id', o.id))"),
    list('⟦json_agg⟧(row_to_json(o))'),
    list('⟦json_agg⟧(to_json(o))'),
    list('NULLIF(u.a, u.b) AS a, ⟦json_agg⟧(o.id)'),
    list('own_replace(⟦json_agg⟧(o.id), 1)'),
    list('replace_all(⟦json_agg⟧(o.id), 1)'),
    list('⟦json_agg⟧("o"."id")'),
    list("⟦json_agg⟧(json_build_object('id', (o.id)::character varying))"),
    list('⟦json_agg⟧(DISTINCT o ORDER BY o.id)'),
    list('⟦json_agg⟧(i.id)', 'LEFT JOIN (orders o JOIN items i ON i.order_id = o.id) ON o.user_id = u.id'),
    list(
      '⟦json_agg⟧(o.id)',
      'LEFT JOIN LATERAL (SELECT id FROM orders WHERE user_id = u.id LIMIT 3) o ON true',
    ),
    list("⟦array_agg⟧(json_build_object('id', o.id))"),
    list("COALESCE(⟦json_agg⟧(o.name), '[]')"),
    list('⟦json_agg⟧(o.id)'),
    list('⟦JSON_AGG⟧(o.id)'),
    list('⟦JSON_ARRAYAGG⟧(o.id)'),
    list("CASE WHEN u.id = 1 THEN 2 ELSE 3 END AS x, ⟦JSON_ARRAYAGG⟧(JSON_OBJECT('id', o.id))"),
    list('⟦json_agg⟧(o.id)', 'LEFT JOIN orders o ON true JOIN cities c ON c.id = u.city_id'),
    list('⟦jsonb_agg⟧(o.id)'),
    list('⟦array_agg⟧(o.id)'),
    list('⟦json_group_array⟧(o.id)'),
    list('⟦json_agg⟧(o)'),
    list('⟦json_agg⟧(o.*)'),
    list("⟦json_agg⟧(json_build_object('id', o.id, 'total', o.total))"),
    list('⟦json_agg⟧(DISTINCT o.id)'),
    list('⟦json_agg⟧(o.id ORDER BY o.created_at)'),
    list('⟦json_agg⟧(row_to_json(o.*))'),
    list('⟦json_agg⟧(to_jsonb(o.*))'),
    list("COALESCE(⟦json_agg⟧(o.id), '[]')"),
    list('⟦json_agg⟧(o.id)', 'LEFT OUTER JOIN orders o ON o.user_id = u.id'),
    list('⟦json_agg⟧(orders.id)', 'LEFT JOIN orders ON orders.user_id = u.id'),
    list('⟦json_agg⟧(o.id)', 'FULL JOIN orders o ON o.user_id = u.id'),
    list('⟦json_agg⟧(u.name)', 'RIGHT JOIN orders o ON o.user_id = u.id'),
    list('⟦json_agg⟧(o.id)', 'JOIN teams t ON t.id = u.team_id LEFT JOIN orders o ON o.user_id = u.id'),
    list('⟦json_agg⟧(o.id)', 'LEFT JOIN (SELECT id, user_id FROM orders) o ON o.user_id = u.id'),
    list('⟦json_agg⟧(o.id)', undefined, 'WHERE u.active'),
    // A condition that holds without the table too, and one about the rows of another query.
    list(
      '⟦json_agg⟧(o.id)',
      undefined,
      'WHERE ($1::int IS NULL OR o.total = $1) AND ($2::int IS NULL OR o.id = $2)',
    ),
    list('⟦json_agg⟧(o.id)', undefined, 'WHERE u.active OR o.id = $1'),
    list('⟦json_agg⟧(orders.id)', 'LEFT JOIN orders ON orders.user_id = u.id', 'WHERE u.orders > 3'),
    list('⟦json_agg⟧(o.id)', undefined, 'WHERE u.id IN (SELECT id FROM best UNION SELECT o FROM items)'),
    // Joins that leave what was joined before as it is.
    list('⟦json_agg⟧(o.id)', 'JOIN teams t USING (team_id) LEFT JOIN orders o ON o.user_id = u.id'),
    list(
      '⟦json_agg⟧(o.id)',
      'LEFT JOIN orders o ON o.user_id = u.id JOIN cities c ON c.id = u.city_id LEFT JOIN items i ON i.order_id = o.id',
    ),
    list('⟦json_agg⟧(tags.id)', 'LEFT JOIN tags ON tags.user_id = u.id JOIN lists l ON l.tags = u.tags'),
    list('⟦json_agg⟧(o.id)', undefined, 'WHERE u.id IN (SELECT o.user_id FROM orders o WHERE o.total > 3)'),
    list(
      '⟦json_agg⟧(o.id)',
      undefined,
      'WHERE u.id IN (SELECT p.id FROM payments p JOIN o ON o.id = p.order_id)',
    ),
    list('⟦json_agg⟧(a.id), ⟦json_agg⟧(b.id)', 'LEFT JOIN a ON true LEFT JOIN b ON true'),
    'sql`SELECT u.id, ⟦json_agg⟧(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.id = ${id} GROUP BY u.id`',
    "db.query('WITH a AS (SELECT u.id, ⟦json_agg⟧(o.id) AS list FROM users u LEFT JOIN orders o ON true GROUP BY u.id) SELECT id, list FROM a LIMIT 3')",
  ],
  messages: [
    {
      code: list('json_agg(o.name)'),
      message:
        '`json_agg` gives a list with one null element where orders has no row: add FILTER (WHERE the key IS NOT NULL), and COALESCE for the empty list.',
    },
    {
      code: list('json_agg(o.id)', 'LEFT JOIN (SELECT id, user_id FROM orders) o ON o.user_id = u.id'),
      message:
        '`json_agg` gives a list with one null element where the joined table has no row: add FILTER (WHERE o.id IS NOT NULL), and COALESCE for the empty list.',
    },
    {
      code: list('JSON_ARRAYAGG(o.id)'),
      message:
        '`JSON_ARRAYAGG` gives a list with one null element where orders has no row: write IF(COUNT(o.id) = 0, JSON_ARRAY(), …) around it.',
    },
    {
      code: list('json_agg(o.id)'),
      message:
        '`json_agg` gives a list with one null element where orders has no row: add FILTER (WHERE o.id IS NOT NULL), and COALESCE for the empty list.',
    },
  ],
  suggestions: [
    {
      code: 'db.query("SELECT u.id, json_agg(o.\\"id\\") FROM users u LEFT JOIN orders o ON true GROUP BY u.id")',
      output:
        'db.query("SELECT u.id, json_agg(o.\\"id\\") FILTER (WHERE o.\\"id\\" IS NOT NULL) FROM users u LEFT JOIN orders o ON true GROUP BY u.id")',
    },
    { code: list('JSON_ARRAYAGG(o.id)'), output: null },
    { code: list('json_agg(o.name)'), output: null },
    {
      code: "db.query('SELECT u.id, json_agg(o) id FROM users u LEFT JOIN orders o ON true GROUP BY u.id')",
      output: null,
    },
    {
      code: "db.query('SELECT u.id, json_agg(o.id\\x29 AS list FROM users u LEFT JOIN orders o ON true GROUP BY u.id')",
      output: null,
    },
    {
      code: list("json_agg(json_build_object('id', o.id))"),
      output: list("json_agg(json_build_object('id', o.id)) FILTER (WHERE o.id IS NOT NULL)"),
    },
  ],
});
