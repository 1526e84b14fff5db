import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lint, rangeOf } from './lint.ts';

const folder = mkdtempSync(join(tmpdir(), 'backend-patterns-values-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The expressions of `src/app.js` that a rule underlines, beside other files of the project, with either parser. */
function underlined(rule: string, code: string, others: Readonly<Record<string, string>>): string[] {
  rmSync(join(folder, 'src'), { recursive: true, force: true });
  for (const [file, text] of Object.entries(others)) {
    const path = join(folder, 'src', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const [first, second] = (['espree', 'typescript'] as const).map((language) =>
    lint(code, [rule], { cwd: folder, filename: 'src/app.js', language }).map((message) =>
      code.slice(...rangeOf(code, message)),
    ),
  );
  expect(first).toEqual(second);
  return first ?? [];
}

test.each<readonly [load: string, key: string, others: Readonly<Record<string, string>>]>([
  ["import { SECRET } from './config.js';", 'SECRET', { 'config.js': "export const SECRET = 'abc';" }],
  [
    "import config from './config';",
    'config.jwt.secret',
    { 'config/index.js': "const jwt = { secret: 'abc' };\nexport default { jwt };" },
  ],
  [
    "import * as config from './config.js';",
    'config.SECRET',
    {
      'config.js': "export { KEY as SECRET } from './keys.js';",
      'keys.js': "export const KEY = process.env.KEY || 'abc';",
    },
  ],
  [
    "const config = require('./config');",
    'config.secret',
    { 'config.js': "module.exports = { secret: 'abc' };" },
  ],
  // What is taken out of the environment with a text in its place, and what is taken out of a third file.
  [
    "const { KEY } = require('./config');",
    'KEY',
    {
      'config.js':
        "const { PORT = 3000, SECRET: KEY = 'abc' } = process.env;\nmodule.exports = { PORT, KEY };",
    },
  ],
  [
    "import { KEY } from './config.js';",
    'KEY',
    { 'config.js': "export const { KEY = 'abc' } = process.env;" },
  ],
  [
    "import { KEY } from './config.js';",
    'KEY',
    {
      'config.js': "const { jwt } = require('./keys');\nconst { key: KEY } = jwt;\nexport { KEY };",
      'keys.js': "module.exports = { jwt: { key: 'abc' } };",
    },
  ],
  // What a schema of the environment stands in with.
  [
    "import { env } from './env.js';",
    'env.KEY',
    {
      'env.js':
        "import { z } from 'zod';\nconst schema = z.object({ KEY: z.string().default('abc') });\nexport const env = schema.parse(process.env);",
    },
  ],
  [
    "import { config } from './config.js';",
    'config.jwt.key',
    {
      'config.js': "import { env } from './env.js';\nexport const config = { jwt: { key: env.KEY } };",
      'env.js':
        "import { schema } from './schema.js';\nconst parsed = schema.safeParse(process.env);\nexport const env = parsed.data;",
      'schema.js': "export const schema = z.object({ KEY: z.string().default('abc') });",
    },
  ],
  [
    "const config = require('./env');",
    'config.jwt.key',
    {
      'env.js':
        "const schema = Joi.object({ KEY: Joi.string().default('abc') });\nconst { value: env } = schema.validate(process.env);\nmodule.exports = { jwt: { key: env.KEY } };",
    },
  ],
  // What a function reads by a schema.
  [
    "import { getEnv } from './env.js';",
    'getEnv().KEY',
    {
      'env.js':
        "const schema = z.object({ KEY: z.string().default('abc') });\nexport function getEnv() { return schema.parse(process.env); }",
    },
  ],
  [
    "import { env } from './config.js';\nconst { KEY: key } = env;",
    'key',
    {
      'config.js': "import { readEnv } from './env.js';\nexport const env = readEnv();",
      'env.js':
        "export const readEnv = () => z.object({ KEY: z.string().default('abc') }).parse(process.env);",
    },
  ],
  // What convict gives for a missing variable, and a constant that stands for what another file holds.
  [
    "import config from './config.js';",
    'config.KEY',
    {
      'config.js':
        "const schema = { KEY: { format: String, default: 'abc', env: 'KEY' } };\nconst config = convict(schema);\nexport default config.getProperties();",
    },
  ],
  [
    "const config = require('./config');",
    "config.get('jwt.key')",
    { 'config.js': "module.exports = convict({ jwt: { key: { default: 'abc' } } });" },
  ],
  [
    "const config = require('./config');\nconst key = config.secret, other = key;",
    'other',
    { 'config.js': "module.exports = { secret: 'abc' };" },
  ],
  // What is taken out of an object, and what a function is told to fall back to, for this key and not for others.
  [
    "const config = require('./config');\nconst { secret } = config.jwt;",
    'secret',
    { 'config.js': "module.exports = { jwt: { secret: 'abc' } };" },
  ],
  [
    "const config = require('./config');",
    'config.secret',
    {
      'config.js':
        "const read = (name, fallback) => process.env[name] || fallback;\nmodule.exports = { secret: read('SECRET', 'abc') };",
    },
  ],
  // A constant that is one of another's names, and a function that falls back to a key.
  [
    "const secret = require('./secret');",
    'secret',
    { 'secret.js': "const text = 'abc';\nconst secret = `${text}`;\nmodule.exports = secret;" },
  ],
  [
    "const { getSecret } = require('./config');",
    'getSecret()',
    {
      'config.js':
        "exports.getSecret = () => { if (process.env.SECRET) return process.env.SECRET; return 'abc'; };",
    },
  ],
  [
    "const { getConfig } = require('./config');",
    'getConfig().jwt.secret',
    { 'config.js': "exports.getConfig = () => ({ jwt: { secret: process.env.SECRET || 'abc' } });" },
  ],
  // A file beside this one, by its folder.
  ...["__dirname + '/config'", '`${__dirname}/config`', "path.join(__dirname, 'config')"].map(
    (file) =>
      [
        `const config = require(${file});`,
        'config.secret',
        { 'config.js': "exports.secret = 'abc';" },
      ] as const,
  ),
  ["const { secret } = require('./config');", 'secret', { 'config.js': "exports.secret = 'abc';" }],
  [
    "const secret = require('./config').jwt.secret;",
    'secret',
    { 'config.mjs': "export const jwt = Object.freeze({ secret: 'abc' });" },
  ],
])('%s: a key in the source of another file is said where it signs', (load, key, others) => {
  const code = `import jwt from 'jsonwebtoken';\n${load}\njwt.sign({ id }, ${key}, { expiresIn: '1h' });`;
  expect(underlined('no-hardcoded-secret', code, others)).toEqual([key]);
});

test('a member of an enum of another file is said where it signs', () => {
  const code =
    "import cookieParser from 'cookie-parser';\nimport { Secret, Other } from './secret';\ncookieParser(Secret.COOKIES); cookieParser(Secret.LENGTH); cookieParser(Secret.SESSIONS); cookieParser(Other.COOKIES); cookieParser(Secret);";
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(
    join(folder, 'src/secret.ts'),
    "export enum Secret { LENGTH = 32, COOKIES = 'abc', SESSIONS = process.env.KEY }\nexport enum Other { COOKIES }",
  );
  const found = lint(code, ['no-hardcoded-secret'], { cwd: folder, filename: 'src/app.ts' });
  expect(found.map((message) => code.slice(...rangeOf(code, message)))).toEqual(['Secret.COOKIES']);
});

test('a key of another file is said at each use, and what refuses to start counts in the file that holds it', () => {
  const code =
    "import jwt from 'jsonwebtoken';\nimport { secret } from './config.js';\nif (isProduction && secret === 'abc') throw new Error('secret');\njwt.sign({ id }, secret); jwt.verify(token, secret);";
  const config = "export const secret = process.env.SECRET || 'abc';";
  const refusal = "if (isProduction && secret === 'abc') throw new Error('secret');";
  expect(underlined('no-hardcoded-secret', code, { 'config.js': config })).toEqual(['secret', 'secret']);
  expect(underlined('no-hardcoded-secret', code, { 'config.js': `${config}\n${refusal}` })).toEqual([]);
});

test('the key of sessions may lie deeper in the options that another file holds', () => {
  const code =
    "import NextAuth from 'next-auth';\nimport { options, others } from './options.js';\nNextAuth(options);\nNextAuth(others);";
  const others = {
    'options.js':
      "const jwt = { secret: 'abc' };\nexport const options = { jwt: { secret: 'abc' } };\nexport const others = { jwt: { secret: process.env.SECRET } };",
  };
  expect(underlined('no-hardcoded-secret', code, others)).toEqual(['options']);
});

test.each([
  ['comes from the environment', { 'config.js': 'module.exports = { secret: process.env.SECRET };' }],
  ['may be set again', { 'config.js': "export let secret = 'abc';" }],
  ['is not exported', { 'config.js': "const secret = 'abc';" }],
  ['is read from a file that is missing', {}],
  ['is read from a file that does not parse', { 'config.js': 'module.exports = {{{' }],
  ['is imported in a circle', { 'config.js': "export { secret } from './config.js';" }],
])('a key that %s is not reported', (_, others: Readonly<Record<string, string>>) => {
  const code =
    "import jwt from 'jsonwebtoken';\nimport { secret } from './config.js';\njwt.verify(token, secret);";
  expect(underlined('no-hardcoded-secret', code, others)).toEqual([]);
});

test.each([
  [
    'only where the program does not run in production',
    'secret()',
    "export function secret() { if (process.env.NODE_ENV === 'production') throw new Error('secret'); return 'abc'; }",
  ],
  [
    'only for tests',
    'secret()',
    "export function secret() { if (process.env.NODE_ENV === 'development' || process.env.NODE_ENV === 'test') return 'abc'; throw new Error('secret'); }",
  ],
  [
    'only where it did not refuse to start',
    'config.secret',
    "function orDefault(name, fallback) { const value = process.env[name]; if (env === 'production' && !value) { throw new Error(name); } return value || fallback; }\nexport const secret = { secret: orDefault('SECRET', 'abc') };",
  ],
  [
    'only where it starts',
    'config.secret',
    "if (process.env.NODE_ENV === 'production' && !process.env.SECRET) throw new Error('SECRET');\nexport const secret = { secret: process.env.SECRET || 'abc' };",
  ],
  ['only when it is called', 'secret', "export const secret = () => 'abc';"],
  ['from the environment', 'secret()', 'export const secret = () => process.env.SECRET;'],
])('a key that a function of another file gives %s is not reported', (_, key, config) => {
  const code = `import jwt from 'jsonwebtoken';\nimport { secret, secret as config } from './config.js';\njwt.verify(token, ${key});`;
  expect(underlined('no-hardcoded-secret', code, { 'config.js': config })).toEqual([]);
});

test.each([
  ['a text', { 'config/default.json': '{ "jwt": { "secret": "abc" } }' }, ["config.get('jwt.secret')"]],
  [
    'a text in the place of a variable',
    {
      'config/default.json': '{ "jwt": { "secret": "abc" } }',
      'config/custom-environment-variables.json': '{ "jwt": { "secret": "JWT_SECRET" } }',
    },
    ["config.get('jwt.secret')"],
  ],
  ['an empty text', { 'config/default.json': '{ "jwt": { "secret": "" } }' }, []],
  ['something else', { 'config/default.json': '{ "jwt": "abc" }' }, []],
  ['nothing that can be read', { 'config/default.json': '{ "jwt": ' }, []],
  ['nothing', {}, []],
])('where the package config has %s for a key', (_, others: Readonly<Record<string, string>>, found) => {
  const code =
    "import jwt from 'jsonwebtoken';\nimport config from 'config';\nimport own from './own.js';\njwt.verify(token, config.get('jwt.secret'));\njwt.verify(token, own.get('jwt.secret'));";
  expect(underlined('no-hardcoded-secret', code, others)).toEqual(found);
});

test('a key among the options that another file holds is said where they are given', () => {
  const code =
    "import session from 'express-session';\nimport config from './config.js';\nsession(config.session);\nsession(config.other);\nsession(config);";
  const others = {
    'config.js': "export default { session: { secret: 'abc' }, other: { secret: process.env.SECRET } };",
  };
  expect(underlined('no-hardcoded-secret', code, others)).toEqual(['config.session']);
});

test('the address that another file holds tells whether a URL is ours', () => {
  const code =
    "import { API_URL } from './config.js';\nimport api from './client.js';\naxios.get(`${API_URL}/getUsers`);\napi.get('/getOrders');";
  const local = {
    'config.js': "export const API_URL = 'http://localhost:3000';",
    'client.js': "import axios from 'axios';\nexport default axios.create({ baseURL: '/api' });",
  };
  const foreign = {
    'config.js': "export const API_URL = 'https://api.example.com';",
    'client.js':
      "import axios from 'axios';\nexport default axios.create({ baseURL: 'https://api.example.com' });",
  };
  expect(underlined('no-verb-url', code, local)).toEqual(['getUsers', 'getOrders']);
  expect(underlined('no-verb-url', code, foreign)).toEqual([]);
});

test.each([
  ["const knex = require('knex');\nmodule.exports = knex(require('../knexfile'));", 2],
  ["module.exports = require('knex')({ client: 'pg' });", 2],
  ["import { knex } from 'knex';\nconst made = knex({ client: 'pg' });\nexport default made;", 2],
  ["const { createClient } = require('@supabase/supabase-js');\nmodule.exports = createClient(url, key);", 0],
  ['module.exports = (table) => new Table(table);', 0],
])('a star of a builder that another file makes under any name: %s', (store, count) => {
  const code =
    "const client = require('./db');\nexports.find = (id) => client('users').select('users.*').where({ id });\nexports.add = (user) => client('users').insert(user).returning('*');";
  expect(underlined('no-select-star', code, { 'db.js': store })).toHaveLength(count);
});

test.each([
  [
    "import postgres from 'postgres';\nconst connect = postgres(process.env.URL);\nexport default connect;",
    1,
  ],
  [
    "import postgres, { PostgresError } from 'postgres';\nexport default postgres(process.env.URL);\nexport { PostgresError };",
    1,
  ],
  ["import { neon } from '@neondatabase/serverless';\nexport default neon(process.env.URL);", 1],
  ["import make from './make.js';\nexport default make(process.env.URL);", 0],
])('a star behind a tag that another file takes from a driver: %s', (store, count) => {
  const code =
    "import connect from './db.js';\nexport const add = (title) => connect`INSERT INTO recipes (title) VALUES (${title}) RETURNING *`;";
  expect(underlined('no-select-star', code, { 'db.js': store })).toHaveLength(count);
});

test.each([
  ["const mysql = require('mysql2');\nmodule.exports = mysql.createPool({ host }).promise();", 1],
  ["import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({ host });\nexport default pool;", 1],
  ["import mysql from 'promise-mysql';\nexport default mysql.createPool({ host });", 0],
  [
    "import mysql from 'mysql2';\nconst pool = mysql.createPool({ host });\nexport default { query: promisify(pool.query) };",
    0,
  ],
])('all rows of a pair, where another file makes the pool: %s', (store, count) => {
  const list =
    "async function list(status) { const result = await pool.query('SELECT name FROM orders WHERE status = ?', [status]); return result[0]; }";
  for (const load of ["const pool = require('./db');", "import pool from './db';"])
    expect(underlined('require-limit', `${load}\n${list}`, { 'db.js': store })).toHaveLength(count);
});

test('the prefix of a router whose file renders pages is not judged', () => {
  const code = "app.use('/add', require('./add'));";
  expect(underlined('no-verb-url', code, { 'add.js': "router.post('/', add);" })).toEqual(['add']);
  expect(
    underlined('no-verb-url', code, { 'add.js': "router.get('/', (req, res) => res.render('add'));" }),
  ).toEqual([]);
});

test('a page that a function of another file renders may be named for what a person does there', () => {
  const code =
    "const products = require('./products');\nrouter.get('/modify-product', auth, products.modify);\nrouter.get('/remove-product', products.remove);";
  expect(
    underlined('no-verb-url', code, {
      'products.js':
        "module.exports.modify = (req, res) => db.find(1, (row) => res.render('product', row));\nmodule.exports.remove = (req, res) => res.json({});",
    }),
  ).toEqual(['remove-product']);
});

const handler = (call: string): string =>
  `import * as store from './store';\nimport { Store } from './store';\nconst own = new Store();\napp.get('/users', async (req, res) => res.json(await ${call}));`;

test.each([
  [
    'store.list(Number(req.query.limit))',
    'export function list(limit) { return ask(Math.min(limit, 100)); }',
  ],
  [
    'store.list(Number(req.query.limit))',
    'export function list(limit) { return ask(Math.min(Math.floor(Number(limit) || 20), 100)); }',
  ],
  [
    'store.list(Number(req.query.limit))',
    'export const list = async (limit) => { if (limit > 100) throw new Error(); };',
  ],
  [
    'own.list({ limit: Number(req.query.limit) })',
    'export class Store { list(options) { return ask(Math.min(options.limit, 9)); } }',
  ],
])('%s: the function of another file bounds the number', (call, store) => {
  const code = handler(call);
  expect(underlined('require-limit-cap', code, { 'store.js': store })).toEqual([]);
  const isLoose = store.includes('Math.min');
  expect(underlined('no-loose-number-parse', code, { 'store.js': store })).toEqual(
    isLoose ? ['Number(req.query.limit)'] : [],
  );
});

test.each([
  ['store.list(Number(req.query.limit))', 'export function list(limit) { return ask(limit); }'],
  ["store.list({ 'limit(': Number(req.query.limit) })", 'export function list(limit) { return ask(limit); }'],
  [
    'store.list(Number(req.query.limit))',
    'export function list(limit, size) { return size > 3 && total > limit && limit > 0 && ask(limit, () => limit); }',
  ],
  [
    'own.list({ limit: Number(req.query.limit) })',
    'export class Store { find(options) { return Math.min(options.limit, 9); } list(options) { return ask(options.limit); } }',
  ],
])('%s: nothing bounds the number in the other file', (call, store) => {
  const code = handler(call);
  expect(underlined('require-limit-cap', code, { 'store.js': store })).toEqual(['Number(req.query.limit)']);
});

test.each([
  ['cuts a list in memory', 'function list(limit) { return entries.slice(0, limit); }', 0],
  [
    'asks another service',
    'async function list(limit) { return (await fetch(`https://api.example.com?n=${limit}`)).json(); }',
    0,
  ],
  ['cuts what it has read', 'async function list(limit) { return (await load()).slice(0, limit); }', 1],
  [
    'asks another service beside the database',
    "async function list(limit) { await fetch('https://api.example.com'); return db.query('SELECT 1 LIMIT ' + limit); }",
    1,
  ],
])('a function of another file that gets a page size %s', (_, list, count) => {
  const code = handler('store.list(Number(req.query.limit))');
  expect(underlined('require-limit-cap', code, { 'store.js': `export ${list}` })).toHaveLength(count);
});

/** What the function of another file does with the page size that it gets, and what is found then. */
const LIST_BODIES: readonly (readonly [body: string, uncapped: number, unchecked: number])[] = [
  // It compares it with a number, or with a constant that may be one.
  ...[
    'if (limit > 100) throw new RangeError(); return ask(limit);',
    'if (limit >= MAX_ROWS) throw new RangeError(); return ask(limit);',
    'if (limit > config.pages.max) throw new RangeError(); return ask(limit);',
    'return ask(limit <= 100 ? limit : 20);',
    'return ask(100 < limit ? 100 : limit);',
    'return ask(1_000 <= limit ? 100 : limit);',
    'return ask(MAX_ROWS <= limit ? 100 : limit);',
    'return ask(pages.maxSize < limit ? 100 : limit);',
  ].map((body) => [body, 0, 0] as const),
  // It asks a function whose name says that it bounds or refuses.
  ...[
    'validateLimit',
    'isValid',
    'checkRange',
    'assertSmall',
    'ensureWithin',
    'clamp',
    'schema.validate',
  ].map((name) => [`${name}(limit); return ask(limit);`, 0, 0] as const),
  ['return ask(clamp(1, 100, limit));', 0, 0],
  ['return ask(clamp(Math.floor(limit), 1, 100));', 0, 0],
  // That it is a number says nothing of how large it is, and that it is cut nothing of whether it is one.
  ...['isNaN', 'isInteger', 'isFinite', 'isSafeInteger', 'isNumeric', 'isInt'].map(
    (name) => [`if (Number.${name}(limit)) throw new TypeError(); return ask(limit);`, 1, 0] as const,
  ),
  ['return ask(Math.min(100, limit));', 0, 1],
  // What is compared is another thing, or bounds nothing.
  ...[
    'return ask(limit > 0 ? limit : 20);',
    'return ask(limit < total ? limit : 20);',
    'return ask(limit, unlimited > 100);',
    'return ask(limit, Math.min(limit.length, 9), isNaN(limit.length));',
    'return ask(limit, Math.min(limits, 9), isNaN(limits));',
    'return ask(limit, { min: limit });',
  ].map((body) => [body, 1, 1] as const),
  // The API of another service has a largest size of its own.
  ...['fetch(', 'axios(', 'axios.get(', 'got(', 'ky.get('].map(
    (call) => [`return ${call}\`https://api.example.com?n=\${limit}\`);`, 0, 1] as const,
  ),
  ['return prefetch(limit);', 1, 1],
  ['return fetched[limit];', 1, 1],
  ...[
    'query(text)',
    'prepare(text)',
    'exec(text)',
    'select(fields)',
    'use(db)',
    'use(pool)',
    'use(prisma)',
    'use(knex)',
    'use(repo)',
    'use(repository)',
    'use(models)',
    'user.findMany({})',
    'user.findAll({})',
  ].map((other) => [`${other}; return fetch(\`https://api.example.com?n=\${limit}\`);`, 1, 1] as const),
  // A list in memory, unless it was read a moment ago.
  ['return entries.slice(0, limit);', 0, 0],
  ['return entries.slice(0, limits).concat(limit);', 1, 1],
  ['return entries.splice(0, limit);', 1, 1],
  ['return load().then((entries) => entries.slice(0, limit));', 1, 1],
  ...['find', 'findIndex', 'filter', 'some'].map(
    (name) => [`return entries.${name}((entry) => entry.size === limit);`, 1, 0] as const,
  ),
  ['return entries.find((entry) => entry.limit > size);', 1, 1],
];

test.each(LIST_BODIES)(
  'a page size goes to the function of another file: %s',
  (body, uncapped, unchecked) => {
    const code = handler('store.list(Number(req.query.limit))');
    const others = { 'store.js': `export function list(limit) { ${body} }` };
    expect(underlined('require-limit-cap', code, others)).toHaveLength(uncapped);
    expect(underlined('no-loose-number-parse', code, others)).toHaveLength(unchecked);
  },
);

test.each([
  ['store.list(req, Number(req.query.limit))', '(req, limit)', 0],
  ['store.list(Number(req.query.limit), 9)', '(start, limit)', 1],
  ['store.list(Number(req.query.limit))', '(limit = 20)', 0],
  ['store.list({ limit: Number(req.query.limit) })', '({ limit, page })', 0],
  ['store.list({ limit: Number(req.query.limit) })', '({ page, limit } = {})', 0],
  ['store.list({ size: Number(req.query.limit) })', '({ limit, size })', 1],
  ['store.list(Number(req.query.limit))', '(...[limit])', 1],
  ['store.list(Number(req.query.limit))', '()', 1],
])('%s arrives in the parameter of that place and name: %s', (call, parameters, count) => {
  const store = `export const list = ${parameters} => ask(Math.min(limit, 100));`;
  expect(underlined('require-limit-cap', handler(call), { 'store.js': store })).toHaveLength(count);
});

test.each([
  ['a function', 'store.list', 'export function list(limit) { return ask(Math.min(limit, 100)); }', 0],
  ['an object, and no function', 'store.list', 'export const list = { limit: Math.min(limit, 100) };', 1],
  [
    'a class',
    'own.list',
    'export class Store { list(limit) { return ask(Math.min(limit, 100)); } count(limit) { return ask(limit); } }',
    0,
  ],
  [
    'a class in a constant',
    'own.list',
    'export const Store = class { list(limit) { return ask(Math.min(limit, 100)); } };',
    0,
  ],
  [
    'a class whose other method bounds it',
    'own.list',
    'export class Store { limited(limit) { return ask(Math.min(limit, 100)); } list(limit) { return ask(limit); } }',
    1,
  ],
  [
    'a class that holds the function as a value',
    'own.list',
    'export class Store { list = limited((limit) => Math.min(limit, 100)); }',
    1,
  ],
  [
    'a function that is called on a class',
    'own.list',
    'export function Store(limit) { Math.min(limit, 100); }',
    1,
  ],
])('the other file exports %s', (_, callee, store, count) => {
  const code = handler(`${callee}(Number(req.query.limit))`);
  expect(underlined('require-limit-cap', code, { 'store.js': store })).toHaveLength(count);
});

test.each([
  ['private readonly store: Store', 'this.store', 0],
  ['private readonly log: Log, public store: Store', 'this.store', 0],
  ['private readonly store: Store', 'this.other', 1],
  ['private readonly store: Store', 'that.store', 1],
  ['private readonly store: Other', 'this.store', 1],
  ['private readonly store', 'this.store', 1],
  ['private readonly store = new Store()', 'this.store', 1],
  ['store: Store', 'this.store', 1],
])('the class of what a constructor is given bounds the number: (%s) { %s', (parameter, object, count) => {
  const code = `import { Store } from './store';
    @Controller('users') class Users {
      static make(store: Other) { return new Users(store); }
      constructor(${parameter}) {}
      @Get() list(@Query('limit') limit: string) { return ${object}.list(Number(limit)); }
    }`;
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(
    join(folder, 'src', 'store.ts'),
    'export class Store { list(limit: number) { return ask(Math.min(limit, 9)); } }',
  );
  const messages = lint(code, ['require-limit-cap'], { cwd: folder, filename: 'src/users.ts' });
  expect(messages).toHaveLength(count);
});

test.each([
  ['bounds what it gets', 'Math.max(1, Math.min(1000, parseInt(limit) || 200))', 0],
  ['does not', 'parseInt(limit) || 200', 1],
])('a project has functions of its own in what it calls db, of which one %s', (_, limit, count) => {
  const code =
    "const db = require('./db');\nrouter.get('/', async (req, res) => res.json(await db.getParts(parseInt(req.query.limit))));";
  const store = `async function getParts(limit) { return pool.query('SELECT 1 LIMIT ' + (${limit})); }\nmodule.exports = { getParts };`;
  expect(underlined('require-limit-cap', code, { 'db.js': store })).toHaveLength(count);
});

const POSTGRES = "const { Pool } = require('pg');\nmodule.exports = new Pool();";

test.each([
  ["const Database = require('better-sqlite3');\nconst db = new Database('a.db');\nmodule.exports = db;", 0],
  ["const sqlite3 = require('sqlite3').verbose();\nmodule.exports = new sqlite3.Database('a.db');", 0],
  ["import { DatabaseSync } from 'node:sqlite';\nexport default new DatabaseSync('a.db');", 0],
  [POSTGRES, 1],
])(
  'what another file opens tells whether a query takes a round trip, and OFFSET may be negative: %s',
  (store, count) => {
    const others = { 'db.js': store };
    const load = store.startsWith('import') ? "import db from './db.js';" : "const db = require('./db');";
    const loop = `${load}\nfor (const id of ids) db.prepare('DELETE FROM users WHERE id = ?').run(id);`;
    const page = `${load}\napp.get('/', (req, res) => res.json(db.query('SELECT id FROM users ORDER BY id LIMIT 9 OFFSET ?', [(Number(req.query.page) - 1) * 9])));`;
    expect(underlined('no-query-in-loop', loop, others)).toHaveLength(count);
    expect(underlined('require-limit-cap', page, others)).toHaveLength(count);
  },
);

test.each([
  ['writes down what goes wrong', 'console.error(error);', '500', 0],
  ['only passes it on', '', '500', 1],
  ['writes it down, but the client is told that it erred', 'console.error(error);', '400', 1],
])('an error is heard of where the function of another file %s', (_, log, status, count) => {
  const code = `const { list } = require('./users');\nrouter.get('/', async (req, res) => { try { res.json(await list()); } catch { res.status(${status}).end(); } });`;
  const users = `async function list() { try { return await db.query('SELECT 1'); } catch (error) { ${log} throw error; } }\nmodule.exports = { list };`;
  expect(underlined('no-swallowed-error', code, { 'users.js': users })).toHaveLength(count);
});

test.each([
  ['looks for it in memory', '(id) => teams.find((team) => team.id === id)', 0],
  [
    'asks a database',
    "async (id) => (await db.query('SELECT id FROM teams')).find((team) => team.id === id)",
    1,
  ],
  ['looks for something else in memory', '(id) => teams.find((team) => team.id === other) ?? load(id)', 1],
])('a function of another file that gets a number %s', (_, find, count) => {
  const code = handler('getTeam(parseInt(req.params.id))').replace(
    /^/,
    "import { getTeam } from './teams';\n",
  );
  expect(
    underlined('no-loose-number-parse', code, { 'teams.js': `export const getTeam = ${find};` }),
  ).toHaveLength(count);
});

test('reads the schemas of other files: what they let through, and what they close', () => {
  const others = {
    'schemas.js': `import { z } from 'zod';
      import { SORTS } from './sorts.js';
      export const closed = z.object({ sort: z.enum(SORTS), from: z.string().regex(/^[a-z]+$/) });
      export const open = z.object({ sort: z.string().trim(), made: z.string().transform(toColumn) });
      export const query = { type: 'object', properties: { sort: { enum: ['id'] }, from: { type: 'string' } } };`,
    'sorts.js': "export const SORTS = ['id', 'name'];",
  };
  const list = (request: string): string => `SELECT id FROM users ORDER BY \${${request}} LIMIT 9`;
  const code = `import { closed, open, query } from './schemas.js';
    import * as schemas from './schemas.js';
    import { unknown } from 'schemas';
    app.get('/closed', (request) => db.query(\`${list('closed.parse(request.query).sort')}\`));
    app.get('/form', (request) => db.query(\`${list('closed.parse(request.query).from')}\`));
    app.get('/open', (request) => db.query(\`${list('open.parse(request.query).sort')}\`));
    app.get('/all', (request) => { const { sort } = schemas.open.parse(request.query); return db.query(\`${list('sort')}\`); });
    app.get('/made', (request) => db.query(\`${list('open.parse(request.query).made')}\`));
    app.get('/unknown', (request) => db.query(\`${list('unknown.parse(request.query).sort')}\`));
    app.get('/route', { schema: { querystring: query } }, (request) => db.query(\`${list('request.query.sort')}\`));
    app.get('/other', { schema: { querystring: query } }, (request) => db.query(\`${list('request.query.from')}\`));`;
  expect(underlined('no-dynamic-order-by', code, others)).toEqual([
    '${open.parse(request.query).sort}',
    '${sort}',
    '${request.query.from}',
  ]);
});
