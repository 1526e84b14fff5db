import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../../eslint-plugin/src/rules/index.ts';
import { scan } from '../../eslint-plugin/src/sql/scanner.ts';
import { HOLE } from '../../eslint-plugin/src/sql/tokens.ts';
import { applySuggestion, lint, rangeOf } from './lint.ts';

const names = rules.map(({ name }) => name);
/** How many programs a property is tried on; the mutation tester tries fewer, for each mutant anew. */
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 400);

const statements = [
  'SELECT id, name FROM users WHERE id = $1 ORDER BY name LIMIT 10',
  'SELECT * FROM orders o LEFT JOIN users u ON u.id = o.user_id',
  "INSERT INTO users (name, email) VALUES ('a', 'b') ON CONFLICT (email) DO UPDATE SET name = 'c' RETURNING *",
  'UPDATE users SET name = $1, age = age + 1 WHERE id = $2 RETURNING id',
  'DELETE FROM users USING orders WHERE orders.user_id = users.id',
  'WITH a AS (SELECT * FROM t), b (x) AS (SELECT 1) SELECT a.*, b.x FROM a, b UNION ALL (SELECT * FROM c) ORDER BY 1',
  'CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), price DECIMAL(10, 2) CHECK (price > 0))',
  "SELECT $tag$ quoted $tag$, E'it\\'s', \"odd name\", `x`, 1.5e3, a::text, b->>'c' FROM t -- end",
];
const pieces = [
  '${',
  '}',
  '`',
  "'",
  '"',
  '(',
  ')',
  ';',
  ',',
  '*',
  '--',
  '/*',
  '*/',
  '$1',
  '?',
  '\\',
  '\n',
  ' ',
  'SELECT',
  'FROM',
  'ORDER BY',
  'UNION',
  'WITH',
  'AS',
  '$$',
  HOLE,
  '😀',
  '\\u{1F600}',
  '.',
  '${x}',
  '${req.query.sort}',
];
const programs = [
  (sql: string) => `db.query(\`${sql}\`, [id]);`,
  (sql: string) =>
    `app.get('/users', async (req, res) => {\n  const { sort } = req.query;\n  return pool.query(\`${sql}\${sort}\`);\n});`,
  (sql: string) =>
    `let text = \`${sql}\`;\nif (x) text += ' AND a = ' + req.body.a;\nexport const rows = db.query(text);`,
  (sql: string) =>
    `const parts = [\`${sql}\`];\nparts.push(\`ORDER BY \${req.query.sort}\`);\ndb.query(parts.join(' '));`,
  (sql: string) => `const rows = await sql\`${sql}\${sql.raw(name)}\`;`,
  (sql: string) => `router.post(\`/${sql}/getUser\`, async (req) => fetch(\`/${sql}\`));`,
];

/** Text with some places cut out and some pieces put in. */
const mutated = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.array(fc.tuple(fc.nat(400), fc.nat(6), fc.constantFrom(...pieces, '')), { maxLength: 6 }))
    .map(([original, edits]) =>
      edits.reduce((changed, [at, length, piece]) => {
        const start = at % (changed.length + 1);
        return changed.slice(0, start) + piece + changed.slice(start + length);
      }, original),
    );

const sqlText = mutated(fc.constantFrom(...statements));
const program = mutated(fc.tuple(fc.constantFrom(...programs), sqlText).map(([write, sql]) => write(sql)));

test('mutated programs: no rule throws, ranges stay in the file, suggestions parse', () => {
  fc.assert(
    fc.property(program, (code) => {
      for (const message of lint(code, names)) {
        if (message.fatal) return;
        const [start, end] = rangeOf(code, message);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(code.length);
        for (const suggestion of message.suggestions ?? []) {
          expect(lint(applySuggestion(code, suggestion), [])).toEqual([]);
        }
      }
    }),
    { numRuns },
  );
});

/** Expressions over few names, so that constants soon name themselves, and each other in a circle. */
const circle = ['err', 'sort', 'handler', 'sign'] as const;
const wrapping = [
  '{ ...# }',
  '[#]',
  '#.map((each) => each)',
  'Object.keys(#)',
  'Object.fromEntries(#)',
  '`SELECT name FROM users ORDER BY ${#}`',
  "# + 'x'",
  '# ?? #',
  'Number(#)',
  '#.message',
  'wrap(#)',
  'promisify(#)',
  'new Map(#).get(sort)',
  '(# as string)',
  'async (req, res) => { res.status(500).json(#); }',
];
const circular = fc
  .array(
    fc.tuple(
      fc.constantFrom(...circle),
      fc.array(fc.constantFrom(...wrapping), { maxLength: 2 }),
      fc.constantFrom(...circle),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((constants) =>
    constants
      .map(([name, wrappers, inner]) => {
        const value = wrappers.reduce(
          (text, wrapper) => wrapper.replaceAll('#', `(${text})`),
          inner as string,
        );
        return `const ${name} = ${value};`;
      })
      .join('\n'),
  );
const uses = `import jwt from 'jsonwebtoken';
for (const key in sort) db.query(\`UPDATE users SET \${key} = 1\`);
db.query(sort);
app.get('/users', handler);
app.use(async (req, res, next) => { try { await run(); } catch (error) { res.status(500).json(err); } });
sign(sort, handler);
`;

test('constants that name each other in a circle: no rule throws', () => {
  fc.assert(
    fc.property(circular, (constants) => {
      expect(() => lint(`${uses}${constants}`, names)).not.toThrow();
    }),
    {
      numRuns,
      examples: [['const sort = Object.fromEntries(Object.keys(err));\nconst err = sort;']],
    },
  );
});

/** Two names of which each is what the other is, and all the places where what a name stands for is asked. */
const circles = [
  'const name = other;\nconst other = name;',
  'const name = { ...other };\nconst other = { ...name };',
  'const name = other.where();\nconst other = name.from();',
  'const name = other();\nconst other = new name();',
  'const name = () => other();\nconst other = () => name();',
  'const name = name ? other : `%${other}%`;\nconst other = name ?? `%${name}%`;',
  'let name = other;\nname = name + other;\nlet other = name;\nother += name;',
  'const name = Object.keys(other).map(String);\nconst other = [...name].filter(Boolean);',
];
const asked = `import postgres from 'postgres';
type Name = Other; type Other = Name; interface Self extends Self { name: Self['name'] }
const typed = (a: Name, b: Self) => db.query(\`SELECT a FROM b WHERE c = \${a} AND d = '\${b.name}' ORDER BY \${a}\`);
class Store { name = this.other; other = this.name; run() { return this.name.query(\`SELECT \${this.other}\`, [this.name]); } }
like(users.a, name);
name.select('*').limit(other);
name.query(name, [other]);
db.query('SELECT a FROM b WHERE c LIKE $1 LIMIT $2', [name, other]);
db.query(\`SELECT a FROM b WHERE c = \${name.parse(req.query.q)} AND d = \${other(req.query.q)}\`);
db.query(\`INSERT INTO b (\${Object.keys(name)}) VALUES (\${name})\`);
db.query(\`UPDATE b SET \${Object.keys({ ...other }).map((key) => \`\${key} = 1\`)}\`);
if (name) db.query(\`SELECT a FROM b ORDER BY \${req.query.sort}\`);
app.get('/users', name, async (req, res) => { const { rows } = await name.query(other); res.json(rows[0].a); });
app.route({ url: name, schema: other, handler: (req) => db.query(\`SELECT a FROM b WHERE c = \${req.query.q}\`) });
`;

test('names that stand for each other are followed to an end', () => {
  for (const circle of circles) expect(() => lint(`${asked}${circle}`, names)).not.toThrow();
});

test('mutated SQL: the scanner gives clauses in order, inside their command, inside the text', () => {
  fc.assert(
    fc.property(sqlText, (text) => {
      const script = scan(text);
      script.tokens.forEach((token, index) => {
        expect(token.start).toBeGreaterThanOrEqual(script.tokens[index - 1]?.end ?? 0);
        expect(token.end).toBeGreaterThan(token.start);
        expect(token.end).toBeLessThanOrEqual(text.length);
      });
      for (const { commands, first, last } of script.statements) {
        for (const command of commands) {
          expect(command.first).toBeGreaterThanOrEqual(first);
          expect(command.last).toBeLessThanOrEqual(last);
          for (const clause of command.clauses) {
            expect(clause.first).toBeLessThanOrEqual(clause.last);
            expect(clause.last).toBeLessThanOrEqual(last);
          }
        }
      }
    }),
    { numRuns: numRuns * 2 },
  );
});

test('deep nesting and long texts are read without a crash', () => {
  const deep = `SELECT ${'('.repeat(5000)}1${')'.repeat(5000)} FROM t`;
  const nested = `${'SELECT * FROM ('.repeat(500)}SELECT 1${') x'.repeat(500)}`;
  const chain = `db.query(${Array.from({ length: 500 }, (_, index) => `'SELECT ${index} '`).join(' + ')});`;
  expect(() => [scan(deep), scan(nested)]).not.toThrow();
  expect(lint(chain, names).filter(({ fatal }) => fatal)).toEqual([]);
});
