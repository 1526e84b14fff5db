import { describe } from 'vitest';
import { testCases } from './rule-cases.ts';

const unmarked = (code: string): string => code.replaceAll('⟦', '').replaceAll('⟧', '');
/** A function that writes what its caller names. */
const save = (keys: string): string =>
  `export function save(data, other) { if (!list.length) return; return db.query(\`INSERT INTO users (⟦\${${keys}}⟧) VALUES (1)\`); }`;
const body = (code: string): string =>
  `export function save(data, other) { if (!list.length) return; ${code} }`;
const Q = 'db.query(`INSERT INTO users (⟦${keys}⟧) VALUES (1)`);';
const handled = (code: string): string => `app.post('/users', async (req, res) => { ${code} });`;

describe('columns', () => {
  testCases('no-unguarded-column-update', {
    valid: [
      ...[
        'Object.values(data).join()',
        'Object.keys({ a: 1 }).join()',
        'Other.keys(data).join()',
        'keys(data).join()',
        'Object.keys(data).filter(isColumn).join()',
        'Object.keys(data).filter((key) => COLUMNS.includes(key)).join()',
        'Object.keys(data).filter((key) => COLUMNS.has(key)).join()',
        'Object.keys(data).filter((key) => key in COLUMNS).join()',
        'Object.keys(data).filter((key) => COLUMNS.indexOf(key) >= 0).join()',
        'Object.keys(data).filter((key) => Object.hasOwn(COLUMNS, key)).join()',
        'Object.keys(data).filter((key) => isAllowed(key)).join()',
        'Object.keys(data).filter((key) => isPermitted(key)).join()',
        'Object.keys(data).filter((key) => isColumn(key)).join()',
        'Object.keys(data).filter((key) => COLUMNS[key]).join()',
        'load(Object.keys(data))',
        'Object.keys(load(data)).join()',
        'Object.keys(data.name.first()).join()',
        'Object.keys(data)[1]',
        'Object.keys(data)[index]',
        'data.name',
        'Object.keys(data).concat(other)',
        'Object.keys(this.data).join()',
        'Object.keys(unknown).join()',
        'filter(Object.keys(data))',
        'xtrim(Object.keys(data))',
        'trimx(Object.keys(data))',
        'data[0]',
        'Object.keys()',
        'Object.keys(data).filter(known).join()',
        'snakeCase(`${Object.keys(data)[0]}${Object.keys(data)[1]}`)',
      ].map(save),
      ...[
        `if (!Object.keys(data).every((key) => COLUMNS.has(key))) return; const keys = Object.keys(data).join(); ${Q}`,
        `for (const key of Object.keys(data)) if (Object.keys(data).some(bad)) return; const keys = Object.keys(data).join(); ${Q}`,
        `if (Object.entries(data).find(bad)) return; const keys = Object.keys(data).join(); ${Q}`,
        `validate(data); const keys = Object.keys(data).join(); ${Q}`,
        `checkColumns(data); const keys = Object.keys(data).join(); ${Q}`,
        `assertColumns(data); const keys = Object.keys(data).join(); ${Q}`,
        `schema.parse(data); const keys = Object.keys(data).join(); ${Q}`,
        `for (const [, keys] of Object.entries(data)) ${Q}`,
        `for (const keys of Object.values(data)) ${Q}`,
        `Object.entries(data).forEach(([, keys]) => ${Q.replace(';', '')});`,
        `Object.keys(data).forEach((other, keys) => ${Q.replace(';', '')});`,
        `Object.keys(data).find((keys) => ${Q.replace(';', '')});`,
        `Object.keys(data).xmap((keys) => ${Q.replace(';', '')});`,
        `Object.keys(data).mapped((keys) => ${Q.replace(';', '')});`,
        // Names that stand for themselves, in code that is being typed.
        ...['keys.sort()', 'trim(keys)', 'keys[0]', 'keys.filter((key) => key !== other)'].map(
          (value) => `const keys = ${value}; ${Q}`,
        ),
        `if (!rules.checkColumns(data)) log(); const keys = Object.keys(data).join(); ${Q}`,
        `if (!rules.assertColumns(data)) log(); const keys = Object.keys(data).join(); ${Q}`,
        `for (const other in data) var keys = load(other); ${Q}`,
        `for (const other of Object.keys(data)) var keys = load(other); ${Q}`,
        `if (!Object.keys(data)\n.every((key) => COLUMNS.has(key))) return; const keys = Object.keys(data).join(); ${Q}`,
        `Object.keys(data).reduce((keys, key) => ${Q.replace(';', '')});`,
        `for (const keys of Object.keys(data)) if (COLUMNS.has(keys)) ${Q}`,
        `const copy = { name: data.name }; const keys = Object.keys(copy).join(); ${Q}`,
        `let copy = data; copy = {}; const keys = Object.keys(copy).join(); ${Q}`,
        'const key = Object.keys(data).join(); db.query(`INSERT INTO users (a) VALUES (${key})`);',
        'const key = Object.keys(data).join(); db.query(`SELECT ${key} FROM users`);',
        'const key = Object.keys(data).join(); db.query(`DELETE FROM users WHERE ${key} = 1`);',
        'const key = Object.keys(data).join(); db.query(`UPDATE users SET a = ${key}`);',
        'const key = Object.keys(data).join(); keep(`INSERT INTO users (${key}) VALUES (1)`);',
      ].map(body),
      `function save(data) { const keys = Object.keys(data).join(); ${Q} }\nsave({ a: 1 });`,
      `function save(other = 3, data) { const keys = Object.keys(data).join(); ${Q} }\n${handled('save(req.body, { a: 1 });')}`,
      `function save(data) { const keys = Object.keys(data).join(); ${Q} save(data); }\nsave({ a: 1 });`,
      handled(`validate(req.body); const keys = Object.keys(req\n.body).join(); ${Q}`),
      `later((data) => { const keys = Object.keys(data).join(); ${Q} });`,
      `new Task((data) => { const keys = Object.keys(data).join(); ${Q} });`,
      `export const save = ({ data }) => { const keys = Object.keys(data).join(); ${Q} };`,
      ...[
        "db.query('INSERT INTO users SET ?', { a: req.body.a });",
        "db.query('INSERT INTO users SET ?', schema.parse(req.body));",
        "db.query('SELECT a FROM users WHERE ?', req.body);",
        "db.query('UPDATE users SET a = ?', [req.body]);",
        "knex('users').insert({ a: req.body.a });",
        "knex('users').where(req.body);",
        'list.insert(req.body);',
        'prisma.user.findMany({ data: req.body });',
        'prisma.user.create({ where: req.body });',
        'cache.user.create({ data: req.body });',
        "knex('users').insert(load(req.body));",
      ].map(handled),
      { code: save('Object.keys(data).join()'), filename: 'tests/save.ts' },
    ].map((code) => (typeof code === 'string' ? unmarked(code) : { ...code, code: unmarked(code.code) })),
    invalid: [
      ...[
        'Object.keys(data).join()',
        'Object.keys(data)',
        'Object.keys(data)[0]',
        '_.keys(data).join()',
        'Object.keys(data).sort().join()',
        'Object.keys(data).slice(1).reverse().join()',
        'Object.keys(data).map(toSnakeCase).join()',
        'Object.keys(data).map((key) => toSnakeCase(key)).join()',
        'Object.keys(data).filter((key) => key !== other).join()',
        'snakeCase(Object.keys(data)[0])',
        'pg.escapeIdentifier(Object.keys(data)[0])',
        'String(Object.keys(data))',
        'Object.keys(data).toString()',
        'Object.keys({ ...data }).join()',
        'Object.keys({ a: 1, ...data }).join()',
        '(Object.keys(data)).join()',
        'snakeCase(`${Object.keys(data)[0]}`)',
        'window.String(Object.keys(data)[0])',
        ...'underscore camelCase escapeId quoteId ident identifier id ref column trim toLowerCase toUpperCase replace replaceAll sort'
          .split(' ')
          .map((name) => `${name}(Object.keys(data)[0])`),
        ...'trim toLowerCase toUpperCase replace replaceAll map sort slice reverse'
          .split(' ')
          .map((name) => `Object.keys(data)[0].${name}()`),
      ].map(save),
      ...[
        `const keys = Object.keys(data).join(); ${Q}`,
        `const keys = Object.keys(data); ${Q}`,
        `const copy = data; const keys = Object.keys(copy).join(); ${Q}`,
        `const copy = { ...data }; const keys = Object.keys(copy).join(); ${Q}`,
        `for (const keys of Object.keys(data)) ${Q}`,
        `for (const keys in data) ${Q}`,
        `for (const [keys] of Object.entries(data)) ${Q}`,
        `for (const [keys, value] of Object.entries(data)) ${Q}`,
        `Object.keys(data).forEach((keys) => ${Q.replace(';', '')});`,
        `Object.keys(data).map((keys) => ${Q.replace(';', '')});`,
        `Object.keys(data).flatMap((keys) => ${Q.replace(';', '')});`,
        `Object.entries(data).forEach(([keys]) => ${Q.replace(';', '')});`,
        `Object.keys(data).reduce((all, keys) => ${Q.replace(';', '')});`,
        `validate(other); const keys = Object.keys(data).join(); ${Q}`,
        `if (Object.keys(other).every(good)) return; const keys = Object.keys(data).join(); ${Q}`,
        'const key = Object.keys(data)[0]; db.query(`UPDATE users SET ⟦${key}⟧ = 1 WHERE id = 2`);',
        'const key = Object.keys(data)[0]; db.query(`UPDATE users SET "⟦${key}⟧" = 1 WHERE id = 2`);',
        'const key = Object.keys(data)[0]; db.query(`INSERT INTO users (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET ⟦${key}⟧ = 1`);',
        'const key = Object.keys(data)[0]; db.query(`UPDATE users SET ⟦${key}⟧ = 1, ⟦b⟧ = 2`);',
        // A key that is left out on purpose is set by the program alone.
        'delete data["b"]; const key = Object.keys(data)[0]; db.query(`UPDATE users SET ⟦${key}⟧ = 1, b = 2`);',
        "delete data['b']; const key = Object.keys(data)[0]; db.query(`UPDATE users SET ⟦${key}⟧ = 1, b = 2`);",
      ].map(body),
      `export function save(data = {}) { const keys = Object.keys(data).join(); ${Q} }`,
      `function save(data) { const keys = Object.keys(data).join(); ${Q} }\nlater(save);`,
      `function save(data) { const keys = Object.keys(data).join(); ${Q} }\nlater(save); save({ a: 1 });`,
      `function save(data) { const keys = Object.keys(data).join(); ${Q} }`,
      `function save(data) { const keys = Object.keys(data).join(); ${Q} }\nsave({ a: 1 }); ${handled('save(req.body);')}`,
      `function save(other, data) { const keys = Object.keys(data).join(); ${Q} }\nexport const load = (data) => save(3, data);`,
      `function save(data) { const keys = Object.keys(data).join(); ${Q} }\n${handled('save(req.body);')}`,
      ...[
        `const keys = Object.keys(req.body).join(); ${Q}`,
        `const keys = Object.keys(req.body.user).join(); ${Q}`,
        "db.query('INSERT INTO users SET ?', ⟦req.body⟧);",
        "db.query('INSERT INTO users SET ?', [⟦req.body⟧]);",
        "db.query('INSERT INTO users SET ?', ⟦{ ...req.body, a: 1 }⟧);",
        "db.query('UPDATE users SET ? WHERE id = ?', [⟦req.body⟧, id]);",
        "const user = req.body; db.query('INSERT INTO users SET ?', ⟦user⟧);",
        "knex('users').insert(⟦req.body⟧);",
        "knex('users').update(⟦req.body⟧);",
        "knex('users').where({ id }).update(⟦{ ...req.body }⟧);",
        'db.insert(users).values(⟦req.body⟧);',
        'db.update(users).set(⟦req.body⟧);',
        'prisma.user.create({ data: ⟦req.body⟧ });',
        'prisma.user.update({ where, data: ⟦req.body⟧ });',
        'prisma.user.upsert({ data: ⟦{ ...req.body }⟧ });',
      ].map(handled),
    ],
    messages: [
      {
        code: unmarked(save('Object.keys(data).join()')),
        message:
          'The caller chooses which columns are written, password_hash and role among them: look each key up in a map of the columns that may change.',
      },
    ],
  });

  const by = (sort: string, rest = ''): string =>
    `app.get('/a', (req) => {\n  ${rest}return db.query(\`${sort}\`);\n});`;
  const sortedBy = (keys: string): string =>
    `export const list = (sort) => db.query(\`SELECT a FROM b ORDER BY ⟦\${Object.keys(${keys}).join()}⟧\`);`;
  testCases('no-dynamic-order-by', {
    valid: [unmarked(sortedBy('load(sort)'))],
    invalid: [
      'SELECT a FROM b ORDER BY ⟦${req.query.q}⟧',
      'SELECT a FROM b ORDER BY c, ⟦${req.query.q}⟧',
      'SELECT a FROM b ORDER BY b.⟦${req.query.q}⟧',
      'SELECT a FROM b ORDER BY c_⟦${req.query.q}⟧',
      'SELECT a FROM b ORDER BY "⟦${req.query.q}⟧"',
      "SELECT a FROM b ORDER BY '⟦${req.query.q}⟧'",
      'SELECT a FROM b ORDER BY lower(⟦${req.query.q}⟧)',
      'SELECT a FROM b ORDER BY c ⟦${req.query.q}⟧',
      'SELECT a FROM b ORDER BY c ⟦${req.query.q}⟧, d ⟦${req.query.r}⟧',
      'SELECT array_agg(a ORDER BY ⟦${req.query.q}⟧) FROM b',
      'SELECT SUM(a) OVER (ORDER BY ⟦${req.query.q}⟧ ROWS 1 PRECEDING) FROM b',
      'SELECT a FROM (SELECT a FROM b ORDER BY ⟦${req.query.q}⟧) c',
      'WITH c AS (SELECT a FROM b ORDER BY ⟦${req.query.q}⟧) SELECT a FROM c',
      'SELECT a FROM b UNION SELECT a FROM c ORDER BY ⟦${req.query.q}⟧',
      'DELETE FROM b ORDER BY ⟦${req.query.q}⟧ LIMIT 1',
    ]
      .map((sort) => by(sort))
      .concat(sortedBy('sort')),
    suggestions: [
      {
        code: by('SELECT a, c AS d, b.e FROM b ORDER BY ${req.query.q}'),
        output: by(
          "SELECT a, c AS d, b.e FROM b ORDER BY ${sortColumns.get(req.query.q) ?? 'a'}",
          '@',
        ).replace('@', "const sortColumns = new Map([['a', 'a'], ['d', 'd'], ['e', 'b.e']]);\n  "),
      },
      {
        code: by('SELECT count(*), password, "x y", otp FROM b ORDER BY ${req.query.q}'),
        output: by(
          'SELECT count(*), password, "x y", otp FROM b ORDER BY ${sortColumns.get(req.query.q) ?? \'id\'}',
          '@',
        ).replace('@', "const sortColumns = new Map([['id', 'id']]);\n  "),
      },
      {
        code: by('SELECT b.e FROM b ORDER BY b.${req.query.q}'),
        output: by(
          "SELECT b.e FROM b ORDER BY b.${sortColumns.get(req.query.q) ?? 'e'}",
          "const sortColumns = new Map([['e', 'e']]);\n  ",
        ),
      },
      {
        code: by('SELECT a FROM b ORDER BY ${req.query.q}', 'const sortColumns = 3; '),
        output: by(
          "SELECT a FROM b ORDER BY ${sortColumns2.get(req.query.q) ?? 'a'}",
          "const sortColumns = 3; const sortColumns2 = new Map([['a', 'a']]);\n  ",
        ),
      },
      {
        code: "app.get('/a', (req) => db.query('SELECT a FROM b ORDER BY ' + req.query.q));",
        output:
          "app.get('/a', (req) => db.query('SELECT a FROM b ORDER BY ' + (new Map([['a', 'a']]).get(req.query.q) ?? 'a')));",
      },
      {
        code: by('SELECT a FROM b ORDER BY a ${req.query.q}'),
        output: by(
          "SELECT a FROM b ORDER BY a ${String(req.query.q).toLowerCase() === 'desc' ? 'DESC' : 'ASC'}",
        ),
      },
      {
        code: "app.get('/a', (req) => db.query('SELECT a FROM b ORDER BY a ' + req.query.q));",
        output:
          "app.get('/a', (req) => db.query('SELECT a FROM b ORDER BY a ' + (String(req.query.q).toLowerCase() === 'desc' ? 'DESC' : 'ASC')));",
      },
    ],
  });

  const bound = (call: string): string => `export const find = (q: string, k: string) => ${call};`;
  testCases('no-interpolated-sql', {
    suggestions: (
      [
        [
          'pgPool.query(`SELECT a FROM b WHERE c = ${q}`)',
          'pgPool.query(`SELECT a FROM b WHERE c = $1`, [q])',
        ],
        [
          "pgPool.query(`SELECT a FROM b WHERE c = '${q}'`)",
          'pgPool.query(`SELECT a FROM b WHERE c = $1`, [q])',
        ],
        [
          "pgPool.query(`SELECT a FROM b WHERE c LIKE '%${q}'`)",
          'pgPool.query(`SELECT a FROM b WHERE c LIKE $1`, [`%${q}`])',
        ],
        [
          "pgPool.query(`SELECT a FROM b WHERE c LIKE '${q}_x'`)",
          'pgPool.query(`SELECT a FROM b WHERE c LIKE $1`, [`${q}_x`])',
        ],
        [
          'pgPool.query(`SELECT a FROM b WHERE d = $1 AND c = ${q}`, [k])',
          'pgPool.query(`SELECT a FROM b WHERE d = $1 AND c = $2`, [k, q])',
        ],
        [
          'pgPool.query(`SELECT a FROM b WHERE c = ${q} AND d = $1`, [k])',
          'pgPool.query(`SELECT a FROM b WHERE c = $2 AND d = $1`, [k, q])',
        ],
        [
          'pgPool.query(`SELECT a FROM b WHERE c = ${q}`, [])',
          'pgPool.query(`SELECT a FROM b WHERE c = $1`, [q])',
        ],
        [
          'db.query(`SELECT a FROM b WHERE c = ${q} AND d = ?`, [k])',
          'db.query(`SELECT a FROM b WHERE c = ? AND d = ?`, [q, k])',
        ],
        [
          'db.query(`SELECT a FROM b WHERE d = ? AND c = ${q}`, [k])',
          'db.query(`SELECT a FROM b WHERE d = ? AND c = ?`, [k, q])',
        ],
        [
          'db.query(`SELECT a FROM b WHERE d = $1 AND c = ${q}`, [k])',
          'db.query(`SELECT a FROM b WHERE d = $1 AND c = $2`, [k, q])',
        ],
        [
          'mysqlPool.query(`SELECT a FROM b WHERE c = ${q}`)',
          'mysqlPool.query(`SELECT a FROM b WHERE c = ?`, [q])',
        ],
        [
          'mysqlPool.query(`SELECT a FROM b WHERE c = ${q}`, (error, rows) => rows)',
          'mysqlPool.query(`SELECT a FROM b WHERE c = ?`, [q], (error, rows) => rows)',
        ],
      ] as const
    ).map(([code, output]) => ({ code: bound(code), output: bound(output) })),
  });
});
