import { describe } from 'vitest';
import { testCases } from './rule-cases.ts';

const unmarked = (code: string): string => code.replaceAll('⟦', '').replaceAll('⟧', '');
const route = (body: string): string => `app.get('/users', async (req, res) => {\n  ${body}\n});`;
/** Ways to put a statement together, in which the value stands at a place of its own. */
const TEXTS = [
  "db.query('SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧);",
  "db.query('SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧ + ' AND d = ' + ⟦req.query.r⟧ + ' LIMIT 3');",
  "db.query('SELECT a ' + ('FROM b WHERE c = ' + ⟦req.query.q⟧));",
  "db.query(`SELECT a FROM b ${'WHERE c = ' + ⟦req.query.q⟧} LIMIT 3`);",
  'db.query(`SELECT a FROM b ${`WHERE c = ⟦${req.query.q}⟧`} LIMIT 3`);',
  'db.query(`SELECT a FROM b WHERE c = ⟦${req.query.q}⟧`.trim());',
  'db.query(`SELECT a FROM b WHERE c = ⟦${req.query.q}⟧`.trimEnd().toString());',
  "db.query(`SELECT a FROM b WHERE c = ⟦${req.query.q}⟧`.replace(/\\s+/g, ' '));",
  "db.query(`SELECT a FROM b WHERE c = ⟦${req.query.q}⟧`.replaceAll(/\\n/g, ''));",
  "const text = 'SELECT a FROM b WHERE c = '; db.query(text + ⟦req.query.q⟧);",
  "const text = 'SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧; db.query(text);",
  "let text = 'SELECT a FROM b'; text += ' WHERE c = ' + ⟦req.query.q⟧; db.query(text);",
  "let text = 'SELECT a FROM b'; text = text + ' WHERE c = ' + ⟦req.query.q⟧; db.query(text);",
  "const q = req.query.q; let where = 'WHERE c = '; where += q; db.query(`SELECT a FROM b ⟦${where}⟧`);",
  "let text = 'SELECT a FROM b'; text = `${text} WHERE c = ⟦${req.query.q}⟧`; db.query(text);",
  "let text; text = 'SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧; db.query(text);",
  "let text = 'SELECT a FROM b'; if (other) text += ' WHERE c = ' + ⟦req.query.q⟧; db.query(text);",
  "const query = { text: 'SELECT a FROM b' }; query.text += ' WHERE c = ' + ⟦req.query.q⟧; db.query(query);",
  "const query = { text: '' }; query.text = 'SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧; db.query(query);",
  'const query = { values: [] }; query.text = `SELECT a FROM b WHERE c = ⟦${req.query.q}⟧`; db.query(query);',
  "const query = { sql: 'SELECT a FROM b' }; query.sql = query.sql + ' WHERE c = ' + ⟦req.query.q⟧; db.query(query.sql, query.args);",
  "const query = { sql: 'SELECT a FROM b' }; query.sql = query.sql.concat(' WHERE c = ', ⟦req.query.q⟧); db.query(query);",
  "let query = { text: 'SELECT a FROM b WHERE d = ' + ⟦req.query.r⟧ }; if (other) query = { text: 'SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧ }; db.query(query);",
  "let query = { text: 'SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧ }; if (other) query = QUERIES.one; db.query(query);",
  "let text = 'SELECT a FROM b'; if (other) { text += ' WHERE c = ' + ⟦req.query.q⟧; } else { text += ' WHERE d = ' + ⟦req.query.r⟧; } db.query(text);",
  "let text = 'SELECT a FROM b WHERE d = ' + ⟦req.query.r⟧; if (other) text = 'SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧; db.query(text);",
  "let text = 'SELECT a FROM b WHERE d = ' + ⟦req.query.r⟧; text = 'SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧; db.query(text);",
  "let text = 'SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧; db.query(text); text += ' AND d = ' + req.query.r;",
  "let text = 'SELECT a FROM b WHERE c = '; text += ⟦req.query.q⟧; if (other) text = 'SELECT a FROM b'; db.query(text);",
  "db.query(other ? 'SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧ : 'SELECT a FROM b WHERE d = ' + ⟦req.query.r⟧);",
  "db.query(`SELECT a FROM b ${other ? `WHERE c = ⟦${req.query.q}⟧` : ''} LIMIT 3`);",
  "db.query(`SELECT a FROM b ${other ? '' : `WHERE c = ⟦${req.query.q}⟧`} LIMIT 3`);",
  "const where = other ? `WHERE c = ⟦${req.query.q}⟧` : ''; db.query(`SELECT a FROM b ${where}`);",
  "db.query(['SELECT a FROM b', 'WHERE c = ' + ⟦req.query.q⟧].join(' '));",
  "db.query(['SELECT a FROM b', 'WHERE c = ' + ⟦req.query.q⟧, ''].filter(Boolean).join('\\n'));",
  "const parts = ['SELECT a FROM b']; parts.push('WHERE c = ' + ⟦req.query.q⟧); db.query(parts.join(' '));",
  "const parts = ['SELECT a FROM b']; if (parts.length > 2) log(); parts.push('WHERE c = ' + ⟦req.query.q⟧); db.query(parts.join(' '));",
  "const parts = ['SELECT a FROM b']; if (other) parts.push(`WHERE c = ⟦${req.query.q}⟧`, 'LIMIT 3'); db.query(parts.join(' '));",
  "const parts = ['SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧]; more(parts); db.query(parts.join(' '));",
  "const parts = []; parts.push('c = ' + ⟦req.query.q⟧); db.query(`SELECT a FROM b WHERE ${parts.join(' AND ')}`);",
  // Handed to other code too, which may add to it.
  "const parts = []; parts.push('c = ' + ⟦req.query.q⟧); addTenant(parts); db.query(`SELECT a FROM b WHERE ${parts.join(' AND ')}`);",
  "const parts = [⟦req.query.q⟧, `c = ⟦${req.query.r}⟧`]; new Conditions(parts); db.query('SELECT a FROM b WHERE ' + parts.join(' AND '));",
  "db.query(`SELECT a FROM b WHERE c IN (${req.query.names.map((name) => `'⟦${name}⟧'`).join(',')})`);",
  "db.query(`SELECT a FROM b WHERE c IN (${req.query.names.map((name) => { return `'⟦${name}⟧'`; }).join()})`);",
  'db.query(`SELECT a FROM b WHERE c IN (⟦${req.query.names.map((name) => name.trim()).join()}⟧)`);',
  "db.query(`SELECT a FROM b WHERE c IN (⟦${req.query.names.map((name) => { if (other) return name; return `'${name}'`; }).join()}⟧)`);",
  "db.query(`SELECT a FROM b WHERE c IN (⟦${req.query.names.map((name) => { if (other) return `'${name}'`; return name; }).join()}⟧)`);",
  "const where = () => 'WHERE c = 3'; db.query(`SELECT a FROM b ${where()} AND d = ⟦${req.query.q}⟧`);",
  "const TEXTS = { list: 'SELECT a FROM b WHERE c = ' }; db.query(TEXTS.list + ⟦req.query.q⟧);",
  "const TEXTS = { 'list': `SELECT a FROM b` }; db.query(TEXTS['list'] + ' WHERE c = ' + ⟦req.query.q⟧);",
  'db.query(sql`SELECT a FROM b WHERE c = ⟦${sql.raw(req.query.q)}⟧`);',
  'db.query(sql`SELECT a FROM b WHERE c = ⟦${sql.unsafe(req.query.q)}⟧`);',
  'db.query(sql`SELECT a FROM b WHERE c = ⟦${sql.__dangerous__rawValue(req.query.q)}⟧`);',
  "const where = () => 'WHERE c = ' + ⟦req.query.q⟧; db.query(`SELECT a FROM b ${where()}`);",
  // Clauses that functions compose, and values, which count where they go in.
  "const where = (name) => `WHERE c = '⟦${name}⟧'`; db.query(`SELECT a FROM b ${where(req.query.q)}`);",
  "function where(name) { if (!name) return ''; return `WHERE c = '⟦${name}⟧'`; } db.query(`SELECT a FROM b ${where(req.query.q)} LIMIT 3`);",
  "const where = (name) => { let text = ''; if (name) text = text + `WHERE c = '⟦${name}⟧'`; return text; }; db.query('SELECT a FROM b ' + where(req.query.q));",
  "const where = (name) => { let text = ''; if (name) text = `WHERE c = '⟦${name}⟧'`; return text; }; db.query('SELECT a FROM b ' + where(req.query.q));",
  "const where = (name) => ('WHERE c = ' + ⟦name⟧) as string; db.query(`SELECT a FROM b ${where(req.query.q)}`);",
  'const where = async (name) => `WHERE c = ⟦${name}⟧`; db.query(`SELECT a FROM b ${await where(req.query.q)}`);',
  'const clauses = { other: 3, where(name) { return `WHERE c = ⟦${name}⟧`; } }; db.query(`SELECT a FROM b ${clauses.where(req.query.q)}`);',
  'const model = { where: (name) => `WHERE c = ⟦${name}⟧`, list() { return [1].map(() => db.query(`SELECT a FROM b ${this.where(req.query.q)}`)); } }; model.list();',
  "const where = (name) => `WHERE c = ⟦${name}⟧`; const text = where(req.query.q); db.query(['SELECT a FROM b', text].join(' '));",
  'const where = (name) => name ? `AND c = ⟦${name}⟧` : `AND c > 0`; db.query(`SELECT a FROM b WHERE d = 3 ${where(req.query.q)}`);',
  "const quoted = (name) => `'${name}'`; db.query(`SELECT a FROM b WHERE c = ⟦${quoted(req.query.q)}⟧`);",
  // Texts that stand only where there is something to ask for.
  'db.query(`SELECT a FROM b ${other && `WHERE c = ⟦${req.query.q}⟧`}`);',
  "const where = other && `WHERE c = ⟦${req.query.q}⟧`; db.query('SELECT a FROM b ' + (where || 'WHERE d = 3'));",
  "const parts = [other && `WHERE c = ⟦${req.query.q}⟧`].filter(Boolean); db.query(`SELECT a FROM b ${parts.join(' ') || ''}`);",
  "const parts = [other && `WHERE c = ⟦${req.query.q}⟧`]; db.query(`SELECT a FROM b ${parts.filter(Boolean).join(' ') ?? ''}`);",
  "const mysql = require('mysql2'); db.query(mysql.format('SELECT a FROM b WHERE c = ? AND d = ' + ⟦req.query.q⟧, [req.query.r]));",
  "db.query(`SELECT a FROM b WHERE c IN (⟦${req.query.names.sort((name) => `'${name}'`).join()}⟧)`);",
  'db.query(sql`SELECT a FROM b WHERE c = ⟦${Prisma.literal(req.query.q)}⟧`);',
  "db.query(sql`SELECT a FROM b ${sql.raw('WHERE c = ' + ⟦req.query.q⟧)}`);",
  "db.query('SELECT a FROM b WHERE c = ' + ⟦req.query.q⟧ as string);",
  "db.query('SELECT a FROM b WHERE c = $1 AND d = ' + ⟦req.query.q⟧, [3]);",
  // What takes the place of a mark that the text names.
  "const text = \"SELECT a FROM b WHERE c = '$NAME'\"; db.query(text.replace('$NAME', ⟦req.query.q⟧));",
  "db.query('SELECT a FROM b WHERE c = :c AND d = :d'.replace(':c', 5).replace(':d', ⟦req.query.q⟧));",
  "const format = require('pg-format'); db.query(format('SELECT a FROM b WHERE c = %s', ⟦req.query.q⟧));",
  "const format = require('pg-format'); db.query(format('SELECT a FROM b WHERE c = %L AND d = %s', req.query.r, ⟦req.query.q⟧));",
  "const format = require('pg-format'); db.query(format('SELECT a FROM b WHERE c = %2$s', req.query.r, ⟦req.query.q⟧));",
  "const format = require('pg-format'); db.query(format.withArray('SELECT a FROM b WHERE c = %s', [⟦req.query.q⟧]));",
  "const format = require('pg-format'); db.query(format('SELECT a %% b FROM c WHERE d = %s', ⟦req.query.q⟧));",
  "const util = require('util'); db.query(util.format('SELECT a FROM b WHERE c = %s', ⟦req.query.q⟧));",
  "const util = require('node:util'); db.query(util.format('SELECT a FROM b WHERE c = %j AND d = %o AND e = %O', ⟦req.query.q⟧, ⟦req.query.r⟧, ⟦req.query.s⟧));",
  "const util = require('util'); db.query(util.format('SELECT a FROM b WHERE c = %d AND d = %s', req.query.r, ⟦req.query.q⟧));",
];
/** Ways in which the value does not get into the text, or the file does not show it. */
const OTHER_TEXTS = [
  "const text = 'SELECT a FROM b WHERE c = '; db.query(text, req.query.q);",
  "let text = 'SELECT a FROM b WHERE c = '; db.query(text); text += req.query.q;",
  "let text = 'SELECT a FROM b WHERE c = '; text -= req.query.q; db.query(text);",
  'for (const text of req.query.texts) db.query(text.trim());',
  "const parts = ['SELECT a FROM b']; db.query(parts.join(' ')); parts.push('WHERE c = ' + req.query.q);",
  "const parts = ['SELECT a FROM b']; parts.concat('WHERE c = ' + req.query.q); db.query(parts.join(' '));",
  "db.query(['SELECT a FROM b', 'WHERE c = ' + req.query.q].join(separator));",
  "db.query(['SELECT a FROM b', 'WHERE c = ' + req.query.q].concat());",
  'db.query(sql`SELECT a FROM b WHERE c = ${req.query.q}`);',
  'db.query(html.raw`SELECT a FROM b WHERE c = ${req.query.q}`);',
  'db.query(sql`SELECT a FROM b WHERE c = ${raw(req.query.q)}`);',
  'db.query(sql`SELECT a FROM b ${sql`WHERE c = ${req.query.q}`}`);',
  'db.query(sql`SELECT a FROM b ${other ? sql`WHERE c = ${req.query.q}` : sql``}`);',
  "const TEXTS = { list: () => 'SELECT a FROM b WHERE c = ' }; db.query(TEXTS.list + req.query.q);",
  // What finds no mark in the text, finds another thing, or puts a text of the program there.
  "db.query('SELECT a FROM b WHERE c = 1'.replace('$NAME', req.query.q)); db.query('SELECT a FROM b WHERE c = 1'.replace(' ', req.query.q));",
  "db.query('SELECT a FROM b WHERE c = c+1'.replace(/c+1/, req.query.q)); db.query('SELECT a FROM b WHERE c = x'.replace(mark, req.query.q));",
  "db.query('SELECT a FROM b WHERE c = $NAME'.replace('$NAME', '1')); db.query('SELECT a FROM b WHERE c = $NAME'.replace('$NAME', () => req.query.q));",
  "const mysql = require('mysql'); db.query('SELECT a FROM b WHERE c = $NAME'.replace('$NAME', mysql.escape(req.query.q)));",
  "db.query('SELECT a FROM b WHERE c = $1 AND d = $NAME'.replace('$NAME', Number(req.query.q)), [req.query.q.replace('$NAME', req.query.r)]);",
  "const format = require('pg-format'); db.query(format('SELECT a FROM b WHERE c = %L AND d = %I', req.query.q, req.query.r));",
  "const format = require('pg-format'); db.query(format('SELECT a FROM b WHERE c = %s', ...req.query.q));",
  "const format = require('pg-format'); db.query(format('SELECT a %% b FROM c', req.query.q));",
  "const format = require('pg-format'); db.query(format('SELECT a FROM b WHERE c = %x', req.query.q));",
  "const format = require('pg-format'); db.query(format(...req.query.q));",
  "const util = require('util'); db.query(util.format('SELECT a FROM b WHERE c = %d AND e = %i AND f = %f', req.query.q, req.query.r, req.query.s));",
  "const mysql = require('mysql2'); db.query(mysql.format('SELECT a FROM b WHERE c = ?', [req.query.q]));",
  "const { format } = require('./format'); db.query(format('SELECT a FROM b WHERE c = %s', req.query.q));",
  "const { format } = require('utils'); db.query(format('SELECT a FROM b WHERE c = %s', req.query.q));",
  "const { format } = require('xutil'); db.query(format('SELECT a FROM b WHERE c = %s', req.query.q));",
  "const { format } = require('pg-formats'); db.query(format('SELECT a FROM b WHERE c = %s', req.query.q));",
  "db.query(`SELECT a FROM b WHERE c = ${req.query.q}`.replace(/ x/, ''));",
  "db.query(`SELECT a FROM b WHERE c = ${req.query.q}`.replace(/\\s+/g, 'x'));",
  'let text = SQL`SELECT a FROM b`; text.append(SQL` WHERE c = ${req.query.q}`); db.query(text);',
  // Functions that compose a clause in turn, or of the same text, and a plan for later.
  "const where = (name) => (name ? `WHERE c = ${where(name.next)}` : 'WHERE d = 3'); db.query(`SELECT a FROM b ${where()}`);",
  'const where = () => `WHERE c = ${3}`; db.query(`SELECT a FROM b ${where(req.query.q)} OR ${where(req.query.r)}`);',
  // A choice of the program.
  "db.query(`SELECT a FROM b WHERE c = ${req.query.q ? '1' : '2'}`);",
  "const column = req.query.q ? 'c' : 'd'; db.query('SELECT a FROM b WHERE ' + column + ' = 1');",
  "let column = 'c'; if (req.query.q) column = 'd'; db.query(`SELECT a FROM b WHERE ${column} = 1`);",
  'db.query(`SELECT a FROM b WHERE c = ${3}`);',
];

describe('texts', () => {
  testCases('no-interpolated-sql', {
    valid: [...OTHER_TEXTS, ...TEXTS.map((text) => unmarked(text).replaceAll(/req\.query\.\w+/g, "'x'"))].map(
      route,
    ),
    invalid: TEXTS.map(route),
  });
});

/** Where in a statement an expression stands. */
const placed = (text: string): string => route(`db.query(\`${text.replaceAll('¤', '⟦${req.query.q}⟧')}\`);`);
const says = (texts: readonly string[], message: string) =>
  texts.map((text) => ({ code: unmarked(placed(text)), message }));
const VALUES = [
  'SELECT a FROM b WHERE c = ¤',
  "SELECT a FROM b WHERE c = '¤'",
  "SELECT a FROM b WHERE c LIKE '%¤%'",
  ...'< > <= >= <> != || + - / % @> <@ ~ -> ->> && =='
    .split(' ')
    .map((operator) => `SELECT a FROM b WHERE c ${operator} ¤`),
  ...'LIKE ILIKE REGEXP RLIKE MATCH BETWEEN IN'.split(' ').map((word) => `SELECT a FROM b WHERE c ${word} ¤`),
  'SELECT a FROM b WHERE c BETWEEN 1 AND ¤',
  'SELECT a FROM b WHERE c SIMILAR TO ¤',
  "SELECT a FROM b WHERE c LIKE 'd' ESCAPE ¤",
  'SELECT a FROM b WHERE c IN (¤)',
  'SELECT a FROM b WHERE c IN (1, ¤, ¤)',
  'SELECT a FROM b WHERE c IN ((1), ¤)',
  'SELECT f(g(1), ¤)',
  'SELECT a FROM app.tree(¤)',
  'CALL app.pay(¤)',
  'SELECT a FROM b LIMIT ¤',
  'SELECT a FROM b LIMIT 3 OFFSET ¤',
  'SELECT a FROM b FETCH FIRST ¤ ROWS ONLY',
  'SELECT a FROM b FETCH NEXT ¤ ROWS ONLY',
  'SELECT CASE WHEN ¤ THEN ¤ ELSE ¤ END FROM b',
  'SELECT a FROM b WHERE c > NOW() - INTERVAL ¤',
  'INSERT INTO b (c) VALUES (¤)',
  "INSERT INTO b (c) VALUES ('¤', 3, ¤)",
  'UPDATE b SET c = ¤',
  'UPDATE b SET c = c + ¤ WHERE d = ¤',
  'SELECT a FROM b WHERE c = "¤"',
  'SELECT a FROM b WHERE c LIKE "%¤%"',
  'INSERT INTO b (c) VALUES ("¤")',
  'SELECT @a := ¤',
  'SELECT a FROM b LIMIT 3, ¤',
  'CALL pay(1, ¤)',
  'CALL pay(f(1), ¤)',
  'SELECT f(¤::int)',
  'SELECT f(1, ¤, 2)',
  'SELECT a FROM b, tree(¤)',
  'SELECT a FROM b JOIN tree(¤) t ON true',
  'SELECT a FROM b JOIN LATERAL tree(¤) t ON true',
  'INSERT INTO b (c) VALUES (f(¤))',
  ...'REGEXP RLIKE BETWEEN'.split(' ').map((word) => `SELECT a FROM b WHERE c ${word} "¤"`),
  'SELECT a FROM b WHERE c IN ("d", "¤")',
];
const NAMES = [
  'SELECT a FROM ¤',
  'SELECT a FROM b JOIN ¤ ON true',
  'SELECT a FROM x.¤',
  'SELECT a FROM ¤.x',
  'SELECT a FROM x_¤',
  'SELECT a FROM ¤_x',
  'SELECT a FROM "¤"',
  'SELECT ¤ FROM b',
  'SELECT a, ¤ FROM b',
  'SELECT a AS ¤ FROM b',
  'SELECT a FROM b GROUP BY ¤',
  'SELECT a FROM b WHERE ¤ = 1',
  ...'< > <= >= <> != =='.split(' ').map((operator) => `SELECT a FROM b WHERE ¤ ${operator} 1`),
  'INSERT INTO ¤ (a) VALUES (1)',
  'UPDATE ¤ SET a = 1',
  'UPDATE ONLY ¤ SET a = 1',
  'DELETE FROM b RETURNING ¤',
  'DROP TABLE ¤',
  'DROP TABLE IF EXISTS ¤',
  'DROP INDEX ¤',
  'DROP VIEW ¤',
  'DROP SCHEMA ¤',
  'ALTER TABLE b DROP ¤',
  'ALTER TABLE b ADD ¤ int',
  'ALTER TABLE b ADD COLUMN ¤ int',
  'CREATE DATABASE ¤',
  'TRUNCATE ¤',
  'SELECT a FROM b WHERE "¤".c = 1',
  'SELECT a FROM b WHERE [¤] LIKE 1',
  'SELECT f(¤ + 1)',
  'SELECT 1 + (¤)',
  'UPDATE b SET c = 1 RETURNING f(¤)',
  'SELECT a FROM b WHERE c = (SELECT f(¤))',
  'WITH c AS (SELECT ¤ FROM b) SELECT a FROM c',
  'WITH c AS (SELECT a FROM b) SELECT ¤ FROM c',
  'SELECT f(a, ¤) FROM b',
  'SELECT a FROM b WHERE c = "d".¤',
];
const OPEN = [
  'SELECT a FROM b ¤',
  'SELECT a FROM b WHERE ¤',
  'SELECT a FROM b WHERE c = 1 ¤',
  'SELECT a FROM b WHERE NOT ¤',
  'UPDATE b SET ¤',
  'SELECT a FROM b HAVING ¤',
  'SELECT a FROM b WHERE c IN (SELECT d FROM e WHERE ¤)',
  'SELECT 1 WHERE f(¤)',
  'SELECT a FROM b WHERE c = 1 AND ¤',
  'SELECT a FROM b WHERE ¤ ->> 1',
  'WITH c AS (¤) SELECT a FROM c',
  'WITH c AS (SELECT a FROM b ¤) SELECT a FROM c',
  'UPDATE b SET c = f(¤)',
];

describe('places', () => {
  testCases('no-interpolated-sql', {
    valid: [
      'SELECT a FROM b WHERE c = $¤',
      'SELECT a FROM b WHERE c = :¤',
      'SELECT a FROM b ORDER BY ¤',
      'SELECT a FROM b ORDER BY c ¤',
      "SELECT a FROM b ORDER BY '¤'",
      'SELECT a FROM b -- ¤\n WHERE c = 1',
      'SELECT a FROM b /* ¤ */ WHERE c = 1',
    ].map((text) => unmarked(placed(text))),
    invalid: [...VALUES, ...NAMES, ...OPEN].map(placed),
    messages: [
      ...says(VALUES, 'Request input becomes part of the SQL text: pass it as a bind parameter.'),
      ...says(NAMES, 'Request input becomes a name in the SQL text: look it up in a map of allowed names.'),
      ...says(
        OPEN,
        'Request input becomes part of the SQL text: let the program choose among texts of its own, and bind the values.',
      ),
    ],
  });
});

/** What a caller's value gets into, where one object holds the text. */
const given = (body: string): string => `export const find = (q) => { ${body} };`;
const C = 'WHERE c = ⟦${q}⟧';

describe('given texts', () => {
  testCases('no-interpolated-sql', {
    valid: [
      `return db.query({ other: \`SELECT a FROM b ${C}\` });`,
      `return db.query({ text: \`SELECT a FROM b ${C}\`, text: 'SELECT 1' });`,
      `const o = { other: \`SELECT a FROM b ${C}\` }; return db.query(o);`,
      `const o = { text: 'SELECT a FROM b' }; o.other += \` ${C}\`; return db.query(o);`,
      `const o = { text: 'SELECT a FROM b' }; o[text] += \` ${C}\`; return db.query(o);`,
      `const o = { text: 'SELECT a FROM b' }; o.text == \` ${C}\`; return db.query(o);`,
      `const o = { text: 'SELECT a FROM b' }; db.query(o); o.text += \` ${C}\`;`,
      `const o = { text: 'SELECT a FROM b' }; log(o.text, \` ${C}\`); return db.query(o.text);`,
      `const o = { a: 'SELECT a FROM b', b: 'SELECT 2' }; o.a += \` ${C}\`; return db.query(o.b);`,
      `const o = { a: 'SELECT a FROM b', b: 'SELECT 2' }; o.a += \` ${C}\`; o.b += ' LIMIT 3'; return db.query(o.b);`,
    ].map((body) => unmarked(given(body))),
    invalid: [
      ...'text sql query queryText queryString sqlText sqlQuery statement'
        .split(' ')
        .flatMap((key) => [
          `return db.query({ ${key}: \`SELECT a FROM b ${C}\` });`,
          `const o = { ${key}: 'SELECT a FROM b' }; o.${key} += \` ${C}\`; return db.query(o);`,
        ]),
      `return db.query({ text: 'SELECT 1', text: \`SELECT a FROM b ${C}\` });`,
      `let o = { text: 'SELECT 1' }; if (other) o = { text: \`SELECT a FROM b ${C}\` }; return db.query(o);`,
      `const o = { text: 'SELECT a FROM b' }; o['text'] += \` ${C}\`; return db.query(o);`,
      `const o = { text: 'SELECT a FROM b' }; o.text += \` ${C}\`; return db.query(o.text);`,
      `const o = { text: 'SELECT a FROM b' }; o.text = o.text + \` ${C}\`; o.text += ' LIMIT 3'; return db.query(o.text);`,
      `const o = { a: 'SELECT a FROM b', b: 'SELECT 2' }; o.a += \` ${C}\`; o.b += ' LIMIT 3'; return [db.query(o.b), db.query(o.a)];`,
    ].map(given),
  });
});

/** Of a value that a caller passes only the place of a value counts: what stands for a column is the program's. */
testCases('no-interpolated-sql', {
  valid: [
    "const list = (q: string) => db.query('SELECT {c} FROM b WHERE d = {c}'.replace('{c}', q));",
    "const list = (q: string) => db.query('SELECT {c} FROM b WHERE d = {c}'.replace(/\\{c\\}/, q));",
  ],
  invalid: [
    "const list = (q: string) => db.query('SELECT {c} FROM b WHERE d = {c}'.replace(/\\{c\\}/g, ⟦q⟧));",
    "const list = (q: string) => db.query('SELECT ?? FROM b WHERE c = ??'.replaceAll('??', ⟦q⟧));",
  ],
});
