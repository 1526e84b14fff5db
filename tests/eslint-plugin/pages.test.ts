import { describe } from 'vitest';
import { testCases } from './rule-cases.ts';

const words = (text: string): string[] => text.split(' ');
const unmarked = (code: string): string => code.replaceAll('⟦', '').replaceAll('⟧', '');
const query = (text: string): string => `db.query(\`${text}\`, values);`;
const route = (body: string): string => `app.get('/users', async (req, res) => { ${body} });`;

describe('pages', () => {
  testCases('require-order-by-with-limit', {
    valid: [
      ...[
        'SELECT a FROM b ORDER BY c LIMIT 5',
        'SELECT a FROM b',
        'SELECT a FROM b LIMIT 1',
        'SELECT a FROM b LIMIT 0',
        'SELECT a FROM b WHERE c = 3 LIMIT 2',
        'SELECT a FROM b FOR UPDATE LIMIT 5',
        'SELECT a FROM b WHERE id = $1 LIMIT 5',
        'SELECT COUNT(*) FROM b LIMIT 5',
        'SELECT 1 LIMIT 5',
        'SELECT a FROM f(1) LIMIT 5',
        'SELECT a FROM (VALUES (1)) b LIMIT 5',
        'SELECT a FROM b WHERE EXISTS (SELECT c FROM d LIMIT 5) ORDER BY a',
        'SELECT a FROM b WHERE c IN (SELECT c FROM d LIMIT 5) ORDER BY a',
        'SELECT COUNT(*) FROM (SELECT c FROM d LIMIT 5) e',
        'SELECT c FROM (SELECT c FROM d LIMIT 5) e ORDER BY c',
        'DELETE FROM b LIMIT 5',
        'UPDATE b SET a = 1 LIMIT 5',
        'DELETE FROM b WHERE c = (SELECT c FROM d LIMIT 5)',
        'WITH e AS (SELECT a FROM b ORDER BY c) SELECT a FROM e LIMIT 5',
        'SELECT a FROM b ${tail} LIMIT 5',
      ].map(query),
      { code: query('SELECT a FROM b LIMIT 5'), filename: 'tests/list.ts' },
    ],
    invalid: [
      ...[
        'SELECT a FROM b ⟦LIMIT⟧ 5',
        'SELECT a FROM b ⟦LIMIT⟧ $1',
        'SELECT a FROM b ⟦LIMIT⟧ ${limit}',
        'SELECT a FROM b ⟦LIMIT⟧ 2',
        'SELECT a FROM b WHERE c = 1 ⟦LIMIT⟧ 3',
        'SELECT a FROM b ⟦OFFSET⟧ 5',
        'SELECT a FROM b ⟦LIMIT⟧ 5 OFFSET 10',
        'SELECT a FROM b ⟦LIMIT⟧ 10, 5',
        'SELECT a FROM b ⟦FETCH FIRST⟧ 5 ROWS ONLY',
        'SELECT a FROM b OFFSET 5 ROWS ⟦FETCH NEXT⟧ 5 ROWS ONLY',
        'SELECT a FROM ${table} ⟦LIMIT⟧ 5',
        'SELECT a FROM b JOIN c ON true ⟦LIMIT⟧ 5',
        'SELECT a FROM (SELECT c FROM d) e, f ⟦LIMIT⟧ 5',
        'SELECT c FROM (SELECT c FROM d ⟦LIMIT⟧ 5) e',
        'WITH e AS (SELECT c FROM d ⟦LIMIT⟧ 5) SELECT c FROM e',
        'WITH e AS (SELECT a FROM b ORDER BY c) SELECT a FROM s.e ⟦LIMIT⟧ 5',
        'WITH e AS (SELECT a FROM b) SELECT a FROM e ⟦LIMIT⟧ 5',
        'SELECT a, ROW_NUMBER() OVER (ORDER BY c) FROM b ⟦LIMIT⟧ 5',
        'SELECT a FROM b UNION SELECT c FROM d ⟦LIMIT⟧ 5',
      ].map(query),
      {
        code: query('SELECT a FROM b ⟦LIMIT⟧ 5'),
        filename: 'tests/list.ts',
        options: [{ checkTests: true }],
      },
    ],
    suggestions: [
      {
        code: query('SELECT a, id FROM b LIMIT 5'),
        output: query('SELECT a, id FROM b ORDER BY id LIMIT 5'),
      },
      {
        code: query('SELECT a, b.id FROM b limit 5'),
        output: query('SELECT a, b.id FROM b ORDER BY b.id limit 5'),
      },
      {
        code: query('SELECT a, c AS id FROM b LIMIT 5'),
        output: query('SELECT a, c AS id FROM b ORDER BY id LIMIT 5'),
      },
      {
        code: query('SELECT "id" FROM b LIMIT 5'),
        output: query('SELECT "id" FROM b ORDER BY "id" LIMIT 5'),
      },
    ],
    messages: [
      {
        code: query('SELECT a FROM b LIMIT 5'),
        message:
          'Without ORDER BY this LIMIT keeps any rows of b, other ones on the next run: add an ORDER BY that ends with a unique column.',
      },
      {
        code: query('SELECT a FROM ${b} OFFSET 5'),
        message:
          'Without ORDER BY this OFFSET keeps any rows of the result, other ones on the next run: add an ORDER BY that ends with a unique column.',
      },
    ],
  });

  testCases('no-offset-pagination', {
    valid: [
      ...[
        'SELECT a FROM b LIMIT $1',
        'SELECT a FROM b LIMIT 5 OFFSET 10',
        'SELECT a FROM b OFFSET floor(random() * $1)',
        'SELECT a FROM b OFFSET (SELECT count(*) FROM c WHERE d = $1)',
        'SELECT a FROM unnest($1) OFFSET $2',
        'UPDATE b SET a = 1',
      ].map(query),
      ...[
        'users.find({ take: 5 });',
        'users.find({ take: 5, skip: 10 });',
        'users.find({ take: 5, skip: cursor ? 1 : 0 });',
        'users.find({ take: 5, skip: undefined });',
        'users.find({ skip });',
        'find({ take, skip });',
        'users.find(options);',
        'users.find(...options);',
        'users.load({ take, skip });',
        'users.limit(5);',
        'users.limit();',
        'users.limit((x) => x).offset(y);',
        'limit(5).offset(x);',
        'users.limit(5).offset(10);',
        'users.limit(5).offset();',
        'list.take(5).skip(x);',
        'users.limit(5).skip(x);',
        "users.where('a').take(5).offset(x);",
        'users.refind({ take, skip });',
        'users.findOne({ take, skip });',
        "list.elsewhere('a').take(5).skip(x);",
        "list.wherever('a').take(5).skip(x);",
        'users.limit(...sizes).offset(x);',
      ],
      { code: query('SELECT a FROM b OFFSET $1'), filename: 'tests/list.ts' },
    ],
    invalid: [
      ...[
        'SELECT a FROM b LIMIT 5 ⟦OFFSET $1⟧',
        'SELECT a FROM b ⟦OFFSET ${skip}⟧',
        'SELECT a FROM b ⟦OFFSET $1 * 5⟧',
        'SELECT a FROM b ⟦OFFSET ($1 - 1) * $2⟧',
        'SELECT a FROM b ⟦OFFSET $1::int⟧',
        'SELECT a FROM b ⟦OFFSET $1⟧ ROWS FETCH NEXT 5 ROWS ONLY',
        'SELECT a FROM b ⟦LIMIT $1⟧, 5',
        'SELECT a FROM b JOIN unnest($2) c ON true ⟦OFFSET $1⟧',
        'SELECT a FROM (SELECT c FROM d ⟦OFFSET $1⟧) e',
      ].map(query),
      ...[
        ...words('find findAll findMany findAndCount findAndCountAll findBy findAllAndCount').map(
          (name) => `users.${name}({ take, ⟦skip⟧ });`,
        ),
        'users.findAll({ limit: 5, ⟦offset: x⟧ });',
        'users.find({ where }, { take: 5, ⟦skip: x⟧ });',
        'users.find({ take: 5, ⟦skip: (page - 1) * 5⟧ } as Options);',
        'users.find({ take: 5, ⟦skip: cursor ? x : 0⟧ });',
        'users.limit(5).⟦offset(x)⟧;',
        'users.⟦offset(x)⟧.limit(5);',
        'db.select().from(users).limit(5).⟦offset(x)⟧;',
        ...words(
          'createQueryBuilder where andWhere leftJoin leftJoinAndSelect innerJoin innerJoinAndSelect orderBy addOrderBy from',
        ).map((name) => `users.${name}('a').take(5).⟦skip(x)⟧;`),
        'users.take(5).⟦skip(x)⟧.getMany();',
        'users.take(5).⟦skip(x)⟧.getManyAndCount();',
        'users.take(5).⟦skip(x)⟧.getRawMany();',
      ],
      {
        code: query('SELECT a FROM b ⟦OFFSET $1⟧'),
        filename: 'tests/list.ts',
        options: [{ checkTests: true }],
      },
    ],
  });

  testCases('require-limit-cap', {
    valid: [
      ...[
        "db.query('SELECT a FROM b LIMIT $1', [Math.min(req.query.limit, 100)]);",
        "db.query('SELECT a FROM b LIMIT $1', [20]);",
        "db.query('SELECT a FROM b WHERE c = $1 LIMIT 5', [req.query.limit]);",
        "db.query('SELECT a FROM b LIMIT $1');",
        "db.query('SELECT a FROM b LIMIT $1 * 2', [req.query.limit]);",
        'const limit = Math.min(parseInt(req.query.limit), 100); users.find({ take: limit });',
        'const limit = parseInt(req.query.limit); if (limit > 100) return; list(limit);',
        'let limit = parseInt(req.query.limit); limit = Math.min(limit, 9); list(limit);',
        'const page = Math.max(parseInt(req.query.page), 1); users.findAll({ limit: 5, offset: (page - 1) * 5 });',
        'const page = parseInt(req.query.page); if (!page) return; users.findAll({ limit: 5, offset: (page - 1) * 5 });',
        'const page = parseInt(req.query.page); users.findAll({ limit: 5, offset: page + 5 });',
        'const page = parseInt(req.query.page); list((page - 1) * 5);',
        'const limit = parseInt(req.query.limit); list(limit * 2);',
        'const limit = parseInt(req.query.limit); res.json({ limit });',
        'list(parseInt(req.query.other));',
        'users.find({ take: limit });',
        'list(req.query.limit);',
      ].map(route),
      { code: route('list(parseInt(req.query.limit));'), filename: 'tests/list.ts' },
    ],
    invalid: [
      ...[
        "db.query('SELECT a FROM b LIMIT $1', [⟦req.query.limit⟧]);",
        "db.query('SELECT a FROM b LIMIT $1 OFFSET $2', [⟦req.query.limit⟧, 3]);",
        "db.query('SELECT a FROM b OFFSET $2 LIMIT $1', [⟦req.query.limit⟧, 3]);",
        "db.query('SELECT a FROM b LIMIT $1::int', [⟦req.query.limit⟧]);",
        "db.query('SELECT a FROM b FETCH FIRST $1 ROWS ONLY', [⟦req.query.limit⟧]);",
        "db.query('SELECT a FROM b LIMIT ?, ?', [3, ⟦req.query.limit⟧]);",
        'sql`SELECT a FROM b LIMIT ${⟦req.query.limit⟧}`;',
        'users.find({ take: ⟦req.query.limit⟧ });',
        'users.findAll({ limit: ⟦req.query.limit⟧ });',
        'users.limit(⟦req.query.limit⟧);',
        'list(⟦parseInt(req.query.limit)⟧);',
        'list({ limit: ⟦parseInt(req.query.limit)⟧ });',
        'list(⟦parseInt(req.query.limit) || 20⟧);',
        'const limit = ⟦Number(req.query.size)⟧; users.findMany({ take: limit });',
        'list(Math.max(⟦parseInt(req.query.limit)⟧, 1));',
        'const page = parseInt(req.query.page); users.findAll({ limit: 5, offset: ⟦(page - 1) * 5⟧ });',
        'const page = parseInt(req.query.page); users.findAll({ limit: 5, offset: ⟦page * 5⟧ });',
        "const page = parseInt(req.query.page); db.query('SELECT a FROM b LIMIT 5 OFFSET $1', [⟦(page - 1) * 5⟧]);",
      ].map(route),
      ...words('limit size take count rows top perPage').map((name) => route(`load(⟦+req.query.${name}⟧);`)),
    ],
    suggestions: [
      {
        code: route('list(parseInt(req.query.limit));'),
        output: route('list(Math.min(parseInt(req.query.limit), 100));'),
      },
      {
        code: route('list(parseInt(req.query.limit) || 20);'),
        output: route('list(Math.min(parseInt(req.query.limit) || 20, 50));'),
        options: [{ max: 50 }],
      },
    ],
    messages: [
      {
        code: route('list(parseInt(req.query.limit));'),
        message:
          'The client chooses the page size without a largest one, so that one request reads the whole table: refuse more than 100.',
      },
      {
        code: route(
          'const page = parseInt(req.query.page); users.findAll({ limit: 5, offset: (page - 1) * 5 });',
        ),
        message:
          'A page below 1 makes this OFFSET negative, which PostgreSQL and MySQL refuse and you answer with 500: refuse pages below 1.',
      },
    ],
  });

  const both = (list: string, count: string): string =>
    `async function page() { const a = await db.query(\`${list}\`, values); const b = await db.query(\`${count}\`, values); return [a, b]; }`;
  const COUNT = 'SELECT ⟦COUNT(*)⟧ FROM users';
  testCases('consistent-count-filter', {
    valid: [
      ...(
        [
          ['SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT COUNT(*) FROM users WHERE b = $1'],
          [
            'SELECT a FROM users WHERE b = $1 AND c = 2 LIMIT $2',
            'SELECT COUNT(*) FROM users WHERE c = 2 AND b = $1',
          ],
          ['SELECT a FROM users u WHERE u.b = $1 LIMIT $2', 'SELECT COUNT(*) FROM users WHERE b = $1'],
          [
            'SELECT a FROM users WHERE b BETWEEN 1 AND 2 LIMIT $2',
            'SELECT COUNT(*) FROM users WHERE b BETWEEN 1 AND 2',
          ],
          [
            'SELECT a FROM users WHERE (b = 1 AND c) LIMIT $2',
            'SELECT COUNT(*) FROM users WHERE (b = 1 AND c)',
          ],
          [
            'SELECT a FROM users WHERE b AND (c < $1 OR (c = $1 AND d = 2)) ORDER BY c LIMIT $2',
            'SELECT COUNT(*) FROM users WHERE b',
          ],
          ['SELECT a FROM users LIMIT $2', 'SELECT COUNT(*) FROM users'],
          ['SELECT a FROM users LIMIT $2', 'SELECT COUNT(*) FROM users WHERE b'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT COUNT(*) FROM orders'],
          ['SELECT a FROM users WHERE b = $1', 'SELECT COUNT(*) FROM users'],
          ['SELECT a FROM users WHERE b = $1 LIMIT 1', 'SELECT COUNT(*) FROM users'],
          ['SELECT a FROM users WHERE b = $1 GROUP BY a LIMIT $2', 'SELECT COUNT(*) FROM users'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT COUNT(*), 1 FROM users'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT SUM(a) FROM users'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT COUNT(*) FROM users GROUP BY a'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT COUNT(*) FROM users HAVING true'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT COUNT(*) FROM users LIMIT 5'],
          ['SELECT a FROM users WHERE b > $1 ORDER BY b LIMIT $2', 'SELECT COUNT(*) FROM users'],
          ['SELECT a FROM users WHERE b = ${b} LIMIT $2', 'SELECT COUNT(*) FROM users WHERE b = ${b}'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT COUNT(*) FROM users ${where}'],
          ['SELECT a FROM users ${where} LIMIT $2', 'SELECT COUNT(*) FROM users ${where}'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT COUNT(*) FROM users WHERE c = ${c}'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2 UNION SELECT 1', 'SELECT COUNT(*) FROM users'],
          ['SELECT a FROM users WHERE b = $1 LIMIT $2; SELECT 1', 'SELECT COUNT(*) FROM users'],
        ] as const
      ).map(([list, count]) => both(list, count)),
      "async function list() { await db.query('SELECT a FROM users WHERE b = $1 LIMIT $2', v); }\nasync function count() { await db.query('SELECT COUNT(*) FROM users'); }",
      both('SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT COUNT(*) FROM users').replace(
        'return',
        "await db.query('SELECT COUNT(*) FROM users WHERE b = $1', v); return",
      ),
      both('SELECT a FROM users WHERE b = $1 LIMIT 5', 'SELECT COUNT(*) FROM users').replace(
        'return',
        "await db.query('SELECT 1'); await db.query('SELECT a FROM other'); return",
      ),
      { code: both('SELECT a FROM users WHERE b = $1 LIMIT $2', unmarked(COUNT)), filename: 'tests/list.ts' },
    ],
    invalid: [
      ...[
        'SELECT a FROM users WHERE b = $1 LIMIT $2',
        'SELECT a FROM users WHERE b = $1 LIMIT 5',
        'SELECT a FROM users WHERE b = $1 LIMIT ${limit}',
        'SELECT a FROM users WHERE b = $1 LIMIT 5 OFFSET 10',
        'SELECT a FROM users WHERE b > $1 LIMIT $2',
        'SELECT a FROM users WHERE b > $1 ORDER BY c LIMIT $2',
        'SELECT a FROM users WHERE b = $1 ORDER BY b LIMIT $2',
        'SELECT a FROM users ${where} LIMIT $2',
        'SELECT a FROM users ${filters} LIMIT $2',
        'SELECT a FROM users ${conditions} LIMIT $2',
      ].map((list) => both(list, COUNT)),
      both('SELECT a FROM users WHERE b = $1 AND c LIMIT $2', `${COUNT} WHERE c`),
      both('SELECT a FROM users WHERE b = $1 LIMIT $2', `${COUNT} WHERE b = 3`),
      both('SELECT a FROM users WHERE b BETWEEN 1 AND 2 LIMIT $2', `${COUNT} WHERE b BETWEEN 1 AND 3`),
      both(
        'SELECT a FROM users WHERE b BETWEEN 1 AND 3 AND c BETWEEN 1 AND 4 LIMIT $2',
        `${COUNT} WHERE b BETWEEN 1 AND 4 AND c BETWEEN 1 AND 3`,
      ),
      both('SELECT a FROM users WHERE b > f(1, 2) ORDER BY c, d LIMIT $2', COUNT),
      both('SELECT a FROM users WHERE b = $1 LIMIT $2', 'SELECT ⟦count(id)⟧ AS n FROM users'),
      both('SELECT a FROM users u JOIN c ON true WHERE b = $1 LIMIT $2', COUNT),
    ],
  });

  testCases('require-where', {
    valid: [
      ...[
        'UPDATE users SET a = 1 WHERE b',
        'DELETE FROM users WHERE b',
        'DELETE FROM users LIMIT 5',
        'UPDATE users SET a = 1 ${where}',
        'DELETE FROM users ${where}',
        'DELETE FROM ${table}',
        'UPDATE ${table} SET a = 1',
        'UPDATE users_${name} SET a = 1',
        'DELETE FROM pg_temp',
        'DELETE FROM sqlite_sequence',
        'DELETE FROM $1',
        'DELETE FROM (users)',
        'UPDATE users JOIN orders ON true SET a = 1',
        'UPDATE users a = 1',
        'SELECT a FROM users',
        'TRUNCATE users',
        'INSERT INTO users (a) VALUES (1) ON CONFLICT DO UPDATE SET a = 1',
      ].map(query),
      ...words(
        'deleteAll removeAllUsers delete_all clear reset truncate wipe purge empty flush clean seed teardown setup before after migrate backfill drop rebuild',
      ).map((name) => `function ${name}() { ${query('DELETE FROM users')} }`),
      ...words('clear seed reset setup').map((name) => ({
        code: query('DELETE FROM users'),
        filename: `src/${name}.ts`,
      })),
      { code: query('DELETE FROM users'), filename: 'tests/users.ts' },
      "keep('DELETE FROM users');",
    ],
    invalid: [
      ...[
        '⟦UPDATE⟧ users SET a = 1',
        '⟦UPDATE⟧ users SET a = ${a}',
        '⟦UPDATE⟧ users SET a = $1, b = ${b}',
        '⟦UPDATE⟧ users SET a = a + ${b}',
        '⟦UPDATE⟧ users SET a = f(${b}, ${c})',
        '⟦UPDATE⟧ app.users SET a = 1',
        '⟦UPDATE⟧ users SET a = (SELECT b FROM c WHERE d)',
        '⟦DELETE⟧ FROM users',
        '⟦DELETE⟧ FROM app.users',
        '⟦DELETE⟧ FROM "users"',
        'WITH a AS (⟦DELETE⟧ FROM users RETURNING id) SELECT id FROM a',
        'SELECT 1; ⟦DELETE⟧ FROM users',
      ].map(query),
      ...words('remove update allowed call mall').map(
        (name) => `function ${name}() { ${query('⟦DELETE⟧ FROM users')} }`,
      ),
      { code: query('⟦DELETE⟧ FROM users'), filename: 'src/clear/users.ts' },
      { code: query('⟦DELETE⟧ FROM users'), filename: 'tests/users.ts', options: [{ checkTests: true }] },
    ],
    messages: [
      {
        code: query('UPDATE app.Users SET a = 1'),
        message: 'This UPDATE changes every row of users: add a WHERE.',
      },
      {
        code: query('DELETE FROM users'),
        message: 'This DELETE removes every row of users: add a WHERE, or write TRUNCATE if that is meant.',
      },
    ],
  });
});
