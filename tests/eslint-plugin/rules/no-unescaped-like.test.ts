import { testRule } from '../rule-cases.ts';

const route = (body: string): string => `app.get('/users', async (req, res) => {\n  ${body}\n});`;

testRule('no-unescaped-like', {
  valid: [
    "export const find = (sourceIdPrefix: string) => db.query('SELECT id FROM entries WHERE source_id LIKE $1', [`${sourceIdPrefix}%`]);",
    "export const find = (key_prefix) => db.query('SELECT id FROM entries WHERE source_id LIKE $1', [`${key_prefix}%`]);",
    'export const find = (q: string) => users.createQueryBuilder("u").where(`u.name LIKE :q AND ${CONDITION}`, { q: `%${q}%` }).take(5).getMany();',
    "export const list = (part: string) => repo.createQueryBuilder('u').where('u.name LIKE :part', { part: `%${part}%` });",
    // Escaped.
    route(
      "await db.query('SELECT id FROM users WHERE name LIKE $1', [`%${req.query.q.replace(/[\\\\%_]/g, '\\\\$&')}%`]);",
    ),
    route(
      "const q = req.query.q.replace(/[%_]/g, '\\\\$&');\n  await db.query('SELECT id FROM users WHERE name LIKE $1', [`%${q}%`]);",
    ),
    route(
      "let q = req.query.q;\n  q = q.replace(/[%_]/g, '\\\\$&');\n  await db.query('SELECT id FROM users WHERE name LIKE $1', [`%${q}%`]);",
    ),
    route("await db.query('SELECT id FROM users WHERE name LIKE $1', [`%${escapeLike(req.query.q)}%`]);"),
    "const escape = (text: string) => text.replace(/[\\\\%_]/g, '\\\\$&');\nexport const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [`%${escape(q)}%`]);",
    // Numbers, and text of the program.
    "export const find = (year: number) => db.query('SELECT id FROM users WHERE code LIKE $1', [`${year}-%`]);",
    "db.query('SELECT id FROM users WHERE name LIKE $1', [`${new Date().getFullYear()}-%`])",
    "const prefix = 'A';\ndb.query('SELECT id FROM users WHERE name LIKE $1', [`${prefix}%`]);",
    'db.query("SELECT id FROM users WHERE name LIKE \'A%\'")',
    "db.query('SELECT id FROM users WHERE name LIKE $1', ['A%'])",
    "db.query('SELECT id FROM users WHERE name LIKE $1', [`%${rows[0].name}%`])",
    route(
      "if (!NAMES.includes(req.query.q)) return;\n  await db.query('SELECT id FROM users WHERE name LIKE $1', [`%${req.query.q}%`]);",
    ),
    "export const find = (kind: 'a' | 'b') => db.query('SELECT id FROM users WHERE kind LIKE $1', [`${kind}%`]);",
    // The caller's own pattern.
    "export const find = (pattern: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [pattern]);",
    route("await db.query('SELECT id FROM users WHERE name LIKE $1', [req.query.pattern]);"),
    // Nothing that stands for other text is put around it.
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE path LIKE $1', [`/home/${q}`]);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE path LIKE $1', ['/home/' + q]);",
    'export const find = (q: string) => db.query("SELECT id FROM users WHERE path LIKE \'/home/\' || $1", [q]);',
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE path LIKE $1', [`%${q}%`.slice(1)]);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE total LIKE $1', ['%' - q]);",
    // Not LIKE.
    ...[
      "knex('users').where('name', 'similar', `%${q}%`)",
      "knex('users').having('name', 'like', `%${q}%`)",
      "knex('users').where('name', 'unlike', `%${q}%`)",
      "knex('users').whereLikely('name', `%${q}%`)",
      'users.dislike(q, `%${q}%`)',
      'User.findAll({ where: { name: { [Op.likely]: `%${q}%` } } })',
      'User.findAll({ where: { name: { like: `%${q}%` } } })',
    ].map((call) => `export const find = (q: string) => ${call};`),
    route("await db.query('SELECT id FROM users WHERE name = $1', [`%${req.query.q}%`]);"),
    route("await db.query('SELECT id FROM users WHERE strpos(name, $1) > 0', [req.query.q]);"),
    route(
      "await db.query('SELECT id FROM users WHERE name LIKE $2 AND id = $1', [`%${req.query.q}%`, '%a%']);",
    ),
    'export const like = (q) => `%${q}%`;',
    'export const find = (q) => log.info(`name LIKE %${q}%`);',
    "export const find = (q) => knex('users').where('name', '=', `%${q}%`);",
    "export const find = (q) => knex('users').where('name', 'like', 'A%');",
    'export const find = (q) => User.findAll({ where: { name: { [Op.eq]: `%${q}%` } } });',
    'export const find = (q) => prisma.user.findMany({ where: { name: { contains: q } } });',
    {
      code: "export const find = (q) => db.query('SELECT id FROM users WHERE name LIKE $1', [`%${q}%`]);",
      filename: 'tests/find.ts',
    },
    "import { DatabaseSync } from 'node:sqlite';\nexport const find = (q) => db.prepare('SELECT id FROM users WHERE instr(name, ?)').all(`%${q}%`);",
  ],
  invalid: [
    route("await db.query('SELECT id FROM users WHERE name LIKE $1', [`${⟦req.query.idPrefix⟧}%`]);"),
    "export const find = (prefix: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [`${⟦prefix⟧}%`]);",
    'export const list = (part: string) => repo.find({ where: { name: Like(`%${⟦part⟧}%`) } });',
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [`%${⟦q⟧}%`]);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE name ILIKE $2', [1, `${⟦q⟧}%`]);",
    "export const find = (q) => db.query('SELECT id FROM users WHERE name LIKE ?', ['%' + ⟦q⟧ + '%']);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE name NOT LIKE $1', [`%${⟦q⟧}%`]);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE lower(name) LIKE lower($1)', [`%${⟦q⟧}%`]);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [`%${⟦q.toLowerCase()⟧}%`]);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [`%${⟦q⟧}%`.toLowerCase()]);",
    "export const find = (q: string) => {\n  const pattern = `%${⟦q⟧}%`;\n  return db.query('SELECT id FROM users WHERE name LIKE $1', [pattern]);\n};",
    "export const find = (q: string) => {\n  const values = [`%${⟦q⟧}%`];\n  return db.query('SELECT id FROM users WHERE name LIKE $1', values);\n};",
    "export const find = (q?: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [q ? `%${⟦q⟧}%` : '%']);",
    "export const find = (q: string) => db.query(\"SELECT id FROM users WHERE name LIKE '%' || $1 || '%'\", [⟦q⟧]);",
    "export const find = (q: string) => db.query(\"SELECT id FROM users WHERE name ILIKE CONCAT('%', $1, '%')\", [⟦q⟧]);",
    "export const find = (q: string) => db.query(\"SELECT id FROM users WHERE name ILIKE '%' || $1::text || '%'\", [⟦q⟧]);",
    'export const find = (q: string) => sql`SELECT id FROM users WHERE name ILIKE ${`%${⟦q⟧}%`}`;',
    "export const find = (q: string) => sql`SELECT id FROM users WHERE name ILIKE ${'%' + ⟦q⟧ + '%'}`;",
    "export const find = (q: string) => sql`SELECT id FROM users WHERE name ILIKE '%' || ${⟦q⟧} || '%'`;",
    "export const find = (q: string) => db.prepare('SELECT id FROM users WHERE name LIKE ?').all(`%${⟦q⟧}%`);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE a = :a AND name LIKE :name', { a: 1, name: `%${⟦q⟧}%` });",
    route("await db.query('SELECT id FROM users WHERE name LIKE $1', [`%${⟦req.query.q⟧}%`]);"),
    route(
      "const { q } = req.query;\n  await db.query('SELECT id FROM users WHERE name LIKE $1', [`%${⟦q⟧}%`]);",
    ),
    route("await db.query('SELECT id FROM users WHERE name LIKE $1', [`%${⟦req.query.q || ''⟧}%`]);"),
    route(
      "await db.query('SELECT id FROM users WHERE name LIKE $1 OR email LIKE $2', [`%${⟦req.query.q⟧}%`, `${⟦req.query.mail⟧}%`]);",
    ),
    "export const find = (q: string) => knex('users').where('name', 'like', `%${⟦q⟧}%`);",
    "export const find = (q: string) => knex('users').orWhere('name', 'ILIKE', '%' + ⟦q⟧ + '%');",
    ...'whereILike whereLike andWhereLike orWhereILike whereNotLike orWhereNotILike'
      .split(' ')
      .map((name) => `export const find = (q: string) => knex('users').${name}('name', \`%\${⟦q⟧}%\`);`),
    ...'like ilike notLike notIlike'
      .split(' ')
      .map(
        (name) => `export const find = (q: string) => db.select().where(${name}(users.name, \`%\${⟦q⟧}%\`));`,
      ),
    ...'like iLike notLike notILike'
      .split(' ')
      .map(
        (name) =>
          `export const find = (q: string) => User.findAll({ where: { name: { [Op.${name}]: \`%\${⟦q⟧}%\` } } });`,
      ),
    "export const find = (q: string) => knex('users').where('name', 'not like', `%${⟦q⟧}%`);",
    'export const find = (q: string) => db.query("SELECT id FROM users WHERE name LIKE $1::text || \'%\'", [⟦q⟧]);',
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [q ? '%' : `%${⟦q⟧}%`]);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [q && `%${⟦q⟧}%`]);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [(`%${⟦q⟧}%`) || null]);",
    "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', ['%' + ⟦q.toUpperCase()⟧ + '%']);",
    'export const find = (q: string) => User.findAll({ where: { name: { [Op.iLike]: `%${⟦q⟧}%` } } });',
    'export const find = (q: string) => users.find({ where: { name: ILike(`%${⟦q⟧}%`) } });',
    'export const find = (q: string) => db.select().from(users).where(ilike(users.name, `%${⟦q⟧}%`));',
  ],
  suggestions: [
    {
      code: `export const find = (q: string) => db.query("SELECT id FROM users WHERE name LIKE '%' || $1 || '%' OR code = $1", [q]);`,
      output: null,
    },
    {
      code: `export const find = (q: string) => db.query("SELECT id FROM users WHERE name LIKE $1 ESCAPE '!'", [\`%\${q}%\`]);`,
      output: null,
    },
    {
      code: 'export const find = (env, q: string) => env.DB.prepare("SELECT id FROM users WHERE name LIKE ?").bind(`%${q}%`).all();',
      output: null,
    },
    {
      code: 'import sqlite3 from "sqlite3";\nconst db = new sqlite3.Database("file");\nexport const find = (q: string) => db.all("SELECT id FROM users WHERE name LIKE ?", [`%${q}%`]);',
      output: null,
    },
    {
      code: "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [`%${q}%`]);",
      output:
        "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', [`%${String(q).replace(/[\\\\%_]/g, '\\\\$&')}%`]);",
    },
    {
      code: "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', ['%' + q.trim() + '%']);",
      output:
        "export const find = (q: string) => db.query('SELECT id FROM users WHERE name LIKE $1', ['%' + q.trim().replace(/[\\\\%_]/g, '\\\\$&') + '%']);",
    },
  ],
  messages: [
    {
      code: route("await db.query('SELECT id FROM users WHERE name LIKE $1', [`%${req.query.q}%`]);"),
      message:
        'Request input brings its own wildcards into LIKE, so that `_` finds everything and `%` before each letter keeps the database busy: escape `%`, `_` and `\\`.',
    },
  ],
});
