import { describe } from 'vitest';
import { testCases } from './rule-cases.ts';

const words = (text: string): string[] => text.split(' ');
const unmarked = (code: string): string => code.replaceAll('⟦', '').replaceAll('⟧', '');
const caught = (body: string): string =>
  `app.get('/users', async (req, res) => { try { await run(); } catch (error) { ${body} } });`;
const handled = (body: string): string => `app.use((err, req, res, next) => { ${body} });`;
const failed = (value: string): string => caught(`res.status(500).json(${value});`);
const unexpected = (body: string, status = 'err.status || 500'): string =>
  handled(`res.status(${status}).json(${body});`);

describe('errors', () => {
  testCases('no-internal-error-leak', {
    valid: [
      ...[
        "{ a: 'x' }",
        '{ a: error.code }',
        "{ a: error['code'] }",
        '{ a: error[name] }',
        '{ a: errors }',
        '{ a: other.message }',
        '{ [error]: 3 }',
        '{ error: 3 }',
        '{ a: () => error.message }',
        '{ a: function () { return error; } }',
        '{ a: !error }',
        '{ a: !error.message }',
        '{ a: typeof error.message }',
        '{ a: error.message === other }',
        '{ a: typeof error }',
        '{ a: error === other }',
        '{ a: error - 1 }',
        '{ a: toPublic(error) }',
        '{ a: list([error]) }',
        '{ a: other(error.code) }',
        '{ a: error.message.length > 3 }',
      ].map((value) => failed(value)),
      ...words('400 404 422 499').map((status) =>
        caught(`res.status(${status}).json({ a: error.message });`),
      ),
      ...words('result failure e2 ers errorx xerr').map(
        (name) =>
          `app.get('/', (req, res) => { try { run(); } catch (${name}) { res.status(500).json({ a: ${name}.message }); } });`,
      ),
      'app.use((req, err, res, next) => { res.status(500).json({ a: err.message }); });',
      'const err = load(); res.status(500).json({ a: err.message });',
      'const { err } = load(); res.status(500).json({ a: err.message });',
      'let err; res.status(500).json({ a: err.message });',
      'const a = error; const error = a; res.status(500).json({ a: error.message });',
      // A status of its own.
      unexpected('{ a: err.message }', 'err.status'),
      unexpected('{ a: err.message }', 'err.status || 400'),
      unexpected('{ a: err.message }', 'err.status && 500'),
      unexpected('{ a: err.message }', 'other.status || 500'),
      unexpected('{ a: err.message }', 'err.status ? 500 : err.status'),
      unexpected("{ a: err.expose ? err.message : 'x' }"),
      unexpected('{ a: err.expose && err.message }'),
      handled(
        'const status = err.status || 500; res.status(status).json({ a: status < 500 && err.message });',
      ),
      handled('if (err.expose) res.status(err.status || 500).json({ a: err.message });'),
      handled('if (!err.expose) return next(err); res.status(err.status || 500).json({ a: err.message });'),
      handled('if (!err.expose) throw err; { res.status(err.status || 500).json({ a: err.message }); }'),
      handled('if (err instanceof HttpError) res.status(err.status || 500).json({ a: err.message });'),
      // Held by a constant.
      caught('const a = load(error.message); res.status(500).json({ a });'),
      caught('const a = error.message; res.status(500).json({ a: a.length });'),
      caught('const a = error.message; res.status(400).json({ a });'),
      caught('let a = error.message; a = 3; res.status(500).json({ a });'),
      caught('const a = b; const b = error.message; res.status(500).json({ [a]: 3 });'),
    ],
    invalid: [
      ...[
        '{ a: ⟦error.message⟧ }',
        "{ a: ⟦error['message']⟧ }",
        '{ a: ⟦error.stack⟧ }',
        '{ a: ⟦error.sqlMessage⟧ }',
        '{ a: ⟦error.detail⟧ }',
        '{ a: ⟦error⟧ }',
        '{ a: { b: ⟦error⟧ } }',
        '{ ⟦error⟧ }',
        '⟦error⟧',
        '{ a: ⟦error⟧.toString() }',
        '{ a: String(⟦error⟧) }',
        '{ a: JSON.stringify(⟦error⟧) }',
        '{ a: `x${⟦error⟧}` }',
        "{ a: 'x' + ⟦error⟧ }",
        "{ a: ⟦error⟧ + 'x' }",
        '{ a: [⟦error.message⟧] }',
        '{ a: (⟦error⟧ as Error) }',
        '{ a: ⟦error.message⟧, b: ⟦error.stack⟧ }',
        '{ a: other(⟦error.message⟧) }',
      ].map(failed),
      ...words('e ex err error exception _err E Error dbError saveErr').map(
        (name) =>
          `app.get('/', (req, res) => { try { run(); } catch (${name}) { res.status(500).json({ a: ⟦${name}.message⟧ }); } });`,
      ),
      ...words('500 502 503 599').map((status) =>
        caught(`res.status(${status}).json({ a: ⟦error.message⟧ });`),
      ),
      caught('res.json(⟦error⟧);'),
      caught('res.json({ a: ⟦error.stack⟧ });'),
      caught('res.status(404).json({ a: ⟦error.stack⟧ });'),
      caught('const other = error; res.status(500).json({ a: ⟦error.message⟧ });'),
      caught('const err = error; res.status(500).json({ a: ⟦err.message⟧ });'),
      caught('const err = error as Error; const e = err; res.status(500).json({ a: ⟦e.message⟧ });'),
      'run((err, rows) => { res.status(500).json({ a: ⟦err.message⟧ }); });',
      'run((err, rows, fields) => { res.status(500).json({ a: ⟦err.message⟧ }); });',
      'run().catch((err) => { res.status(500).json({ a: ⟦err.message⟧ }); });',
      'run((err) => res.status(500).json({ a: ⟦err.message⟧ }));',
      'export function handle(err, req, res, next) { res.status(500).json({ a: ⟦err.message⟧ }); }',
      unexpected('{ a: ⟦err.message⟧ }'),
      unexpected('⟦err⟧'),
      unexpected('{ a: ⟦err.message⟧ }', 'err.status ?? 500'),
      unexpected('{ a: ⟦err.message⟧ }', 'err.status ? err.status : 503'),
      unexpected("{ a: err ? ⟦err.message⟧ : 'x' }"),
      unexpected("{ a: ⟦err.message⟧ || 'x' }"),
      handled('const status = err.status || 500; res.status(status).json({ a: ⟦err.message⟧ });'),
      handled('if (other) res.status(err.status || 500).json({ a: ⟦err.message⟧ });'),
      handled('if (err) res.status(err.status || 500).json({ a: ⟦err.message⟧ });'),
      handled('if (!err) return next(); res.status(err.status || 500).json({ a: ⟦err.message⟧ });'),
      handled('if (err instanceof Error) res.status(err.status || 500).json({ a: ⟦err.message⟧ });'),
      handled('if (err.expose) log(err); res.status(err.status || 500).json({ a: ⟦err.message⟧ });'),
      handled('res.status(err.status || 500).json({ a: ⟦err.message⟧ }); if (err.expose) return;'),
      caught('const a = error.message; res.status(500).json({ ⟦a⟧ });'),
      caught("const a = error.message || 'x'; res.status(500).json({ b: ⟦a⟧ });"),
      caught('const a = `x${error.message}`; res.status(500).json({ ⟦a⟧ });'),
      caught('const a = error.stack; res.status(400).json({ ⟦a⟧ });'),
    ],
    messages: [
      {
        code: failed('{ a: error.stack }'),
        message:
          'The client receives the stack of an unexpected error (table names, paths, queries): log it, and send a fixed message.',
      },
      {
        code: failed('{ a: error.toString() }'),
        message:
          'The client receives all of an unexpected error (table names, paths, queries): log it, and send a fixed message.',
      },
    ],
  });

  const sent = (body: string): string =>
    `app.get('/users', (req, res) => { try { run(); } catch (err) { res.json(${body}); } });`;
  testCases('no-error-in-success-status', {
    valid: [
      ...[
        '{ success: true }',
        '{ ok: true, error: "x" }',
        '{ success: other, error: "x" }',
        '{ error: "x", data: other }',
        '{ error: "x", result: 3 }',
        '{ error: "x", token: other }',
        '{ error: "x", user: other }',
        '{ error: "x", data: [3] }',
        '{ ...other, error: "x" }',
        '{ error: "x", ...other }',
        '{ error: "" }',
        '{ error: null }',
        '{ error: 3 }',
        '{ error: false }',
        '{ error: other }',
        '{ error: other.message }',
        '{ error: error2.message }',
        '{ errors: [] }',
        '{ errors: other }',
        '{ message: "x" }',
        '{ message: other.message }',
        '{ message: err.message, count: 3 }',
        '{ message: err.other }',
        '{ status: "errors" }',
        '{ status: "ok" }',
        '{ status: 200 }',
        '{ status: 399 }',
        '{ status: 600 }',
        '{ code: "ok" }',
        '{ code: "terrors" }',
        '{ code: "xfailed" }',
        '{ code: 200 }',
        '{ code: other }',
        '[err.message]',
        'err.code',
        'other',
      ].map(sent),
      ...words('400 404 500 302 199').map((status) =>
        sent('{ error: "x" }').replace('res.json', `res.status(${status}).json`),
      ),
      sent('{ error: "x" }').replace('res.json', 'res.status(status).json'),
      "app.get('/', (req, res) => { if (other.error) res.json({ error: config.error }); });",
      "app.get('/', (req, res) => { if (config.error) run(() => res.json({ error: config.error })); });",
      "app.get('/', (req, res) => { if (config.error) run(); else res.json({ error: config.error }); });",
    ],
    invalid: [
      ...[
        '{ ⟦success: false⟧ }',
        '{ ⟦ok: false⟧ }',
        '{ ⟦success: false⟧, error: "x" }',
        '{ ⟦success: false⟧, data: null }',
        '{ ⟦success: false⟧, data: [] }',
        '{ ⟦success: false⟧, result: undefined }',
        '{ ⟦success: false⟧, token: "" }',
        '{ ⟦error: "x"⟧ }',
        "{ ⟦'error': 'x'⟧ }",
        '{ ⟦error: `x`⟧ }',
        '{ ⟦error: true⟧ }',
        '{ ⟦error: err⟧ }',
        '{ ⟦error: err.message⟧ }',
        '{ ⟦error: error.message⟧ }',
        '{ ⟦error: e.message⟧ }',
        '{ ⟦error: "x"⟧, data: null }',
        '{ ⟦error: "x"⟧, message: err.message }',
        '{ ⟦errors: ["x"]⟧ }',
        '{ ⟦message: err.message⟧ }',
        '{ ⟦msg: err.message⟧, name: "x", code: 3, type: 3, title: 3, detail: 3, status: 3, stack: 3 }',
        '{ ⟦status: "error"⟧ }',
        '{ ⟦status: "fail"⟧ }',
        '{ ⟦status: "failed"⟧ }',
        '{ ⟦status: "FAILURE"⟧ }',
        '{ ⟦status: 400⟧ }',
        '{ ⟦statusCode: 599⟧ }',
        '{ ⟦code: 404⟧ }',
        ...words(
          'error errors fail failed failure invalid wrong denied duplicate duplicated unauthorized unauthorised forbidden not-found not_found notfound auth/wrong-password USER_NOT_FOUND',
        ).map((code) => `{ ⟦code: "${code}"⟧ }`),
        '⟦err.message⟧',
      ].map(sent),
      ...words('200 201 299').map((status) =>
        sent('{ ⟦error: "x"⟧ }').replace('res.json', `res.status(${status}).json`),
      ),
      "app.get('/', (req, res) => { if (config.error) res.json({ ⟦error: config.error⟧ }); });",
      "app.get('/', (req, res) => { if (config.error) { log(); res.json({ ⟦error: config.error⟧ }); } });",
    ],
    messages: [
      {
        code: sent('{ error: "x" }'),
        message:
          'The body reports an error, and without a status the answer is 200: send a 4xx or 5xx status.',
      },
      {
        code: sent('{ error: "x" }').replace('res.json', 'res.status(201).json'),
        message: 'The body reports an error and the status 201 reports success: send a 4xx or 5xx status.',
      },
    ],
  });
});

const header = (body: string): string =>
  `app.use((req, res, next) => { const header = req.headers.authorization; ${body} });`;

describe('schemes', () => {
  testCases('no-case-sensitive-scheme', {
    valid: [
      ...[
        "header.startsWith('bearer ');",
        "header.startsWith('Bearer x');",
        "header.startsWith('XBearer ');",
        "header.endsWith('Bearer ');",
        "other.startsWith('Bearer ');",
        "if (req.getAll('Authorization').startsWith('Bearer ')) next();",
        "if (req.target('Authorization').startsWith('Bearer ')) next();",
        "if (req.get('x-authorization').startsWith('Bearer ')) next();",
        "if (req.get('Authorizations').startsWith('Bearer ')) next();",
        'header.startsWith(scheme);',
        'header.startsWith();',
        "startsWith('Bearer ');",
        "header.toLowerCase().startsWith('Bearer ');",
        '/^Bearer /i.test(header);',
        '/Bearer /.test(header);',
        '/^Bearerx/.test(header);',
        '/^Bearer /.test(other);',
        '/^Bearer /.other(header);',
        "header.replace(/^Bearer /, '');",
        'header.match(pattern);',
        "if (other === 'Bearer') next();",
        "if (scheme > 'Bearer') next();",
        "if (scheme.toLowerCase() === 'Bearer') next();",
        "if (parts.length === 'Bearer') next();",
        "if (list[0] === 'Bearer') next();",
        "if (header.other(0, 6) === 'Bearer') next();",
        "const text = 'Bearer';",
        "const [one] = load(); if (one === 'Bearer') next();",
      ].map(header),
      "app.use((req) => { if (scheme === 'Bearer') next(); });\nconst authorization = 3;",
      { code: header("header.startsWith('Bearer ');"), filename: 'src/page.tsx' },
      { code: header("header.startsWith('Bearer ');"), filename: 'src/page.jsx' },
      { code: header("header.startsWith('Bearer ');"), filename: 'tests/auth.ts' },
    ],
    invalid: [
      ...words('Bearer Basic Digest DPoP').map((scheme) =>
        header(`if (⟦header.startsWith('${scheme} ')⟧) next();`),
      ),
      ...[
        "if (⟦header.indexOf('Bearer ')⟧ === 0) next();",
        "if (⟦header.includes('Bearer')⟧) next();",
        'if (⟦header.startsWith(`Bearer `)⟧) next();',
        "if (⟦header?.startsWith('Bearer ')⟧) next();",
        "if (⟦header.trim().startsWith('Bearer ')⟧) next();",
        "if (⟦header.toString().startsWith('Bearer ')⟧) next();",
        "if (⟦(header || '').startsWith('Bearer ')⟧) next();",
        "if (⟦req.headers.authorization.startsWith('Bearer ')⟧) next();",
        "if (⟦req.headers['authorization'].startsWith('Bearer ')⟧) next();",
        "if (⟦req.get('Authorization').startsWith('Bearer ')⟧) next();",
        "if (⟦req.header('authorization').startsWith('Bearer ')⟧) next();",
        "if (⟦req.authHeader.startsWith('Bearer ')⟧) next();",
        ...words('auth authorization authHeader auth_header authorizationHeader Authorization').map(
          (name) => `if (⟦${name}.startsWith('Bearer ')⟧) next();`,
        ),
        'if (⟦/^Bearer /⟧.test(header)) next();',
        'if (⟦/^Bearer\\s+(.+)$/⟧.exec(header)) next();',
        'if (⟦/^(Bearer) /⟧.test(header)) next();',
        'if (⟦/^(?:Bearer|x) /⟧.test(header)) next();',
        'const found = header.match(⟦/^Bearer (.+)$/⟧);',
        'const found = header.split(⟦/^Bearer /⟧);',
        ...words('=== == !== !=').map((operator) => `if (⟦scheme ${operator} 'Bearer'⟧) next();`),
        "if (⟦'Bearer' === scheme⟧) next();",
        ...words('scheme type prefix bearer authType authScheme method schema strategy Type').map(
          (name) => `if (⟦${name} === 'Bearer'⟧) next();`,
        ),
        "if (⟦parts[0] === 'Bearer'⟧) next();",
        "if (⟦header.split(' ')[0] === 'Bearer'⟧) next();",
        "if (⟦tokens[0] === 'Bearer'⟧) next();",
        ...words('slice substring substr at').map(
          (name) => `if (⟦header.${name}(0, 6) === 'Bearer'⟧) next();`,
        ),
        "if (⟦parts.shift() === 'Bearer'⟧) next();",
        "if (⟦header.slice(0, 7) === 'Bearer '⟧) next();",
      ].map(header),
    ],
    suggestions: [
      {
        code: header("header.startsWith('Bearer ');"),
        output: header("header.toLowerCase().startsWith('bearer ');"),
      },
    ],
    messages: [
      {
        code: header("header.startsWith('DPoP ');"),
        message:
          'Schemes have no case (RFC 9110), so that a client which sends `dpop` is refused: compare in lower case.',
      },
    ],
  });
});

const loop = (body: string): string => `async function load(users, ids) { ${body} }`;
const each = (query: string): string => loop(`for (const id of ids) { ${query} }`);
const Q = "⟦db.query⟧('SELECT a FROM b WHERE c = $1', [id])";

describe('loops', () => {
  testCases('no-query-in-loop', {
    valid: [
      ...[
        `${Q};`,
        `for (const id of ids) use(id); ${Q};`,
        `for (const row of await ${Q}) use(row);`,
        `while (id) { ${Q}; }`,
        `for (let i = 0; i < 9; i++) { ${Q}; }`,
        `for (let i = 0; i < ids.length; i += 100) { ${Q}; }`,
        `for (let i = 0; i < ids.size; i++) { ${Q}; }`,
        `for (;;) { ${Q}; }`,
        `ids.then((id) => ${Q});`,
        `map(ids, (id) => ${Q});`,
        `ids.map(other, (id) => ${Q});`,
        `ids.map(() => () => ${Q});`,
        `ids.map((id) => later(() => ${Q}));`,
        `for (const id of ids) { try { run(); } catch { ${Q}; } }`,
        `for (const id of ids) { if (id) return ${Q}; }`,
        `for (const chunk of ids) { ${Q}; }`,
        `for (const id of batches) { ${Q}; }`,
        `for (const id of chunk(ids)) { ${Q}; }`,
        ...words('page slice partition portion shard tenant schema database').map(
          (name) => `for (const ${name} of ids) { ${Q}; }`,
        ),
        `db.batch(ids.map((id) => ${Q}));`,
        `prisma.$transaction(ids.map((id) => ${Q}));`,
        `const all = ids.map((id) => ${Q}); db.batch(all);`,
        `pipeline(ids.map((id) => ${Q}));`,
        'for (const id of ids) { db.query(`SELECT a FROM ${id} WHERE c = 1`); }',
        "for (const client of ids) { client.db.query('SELECT 1 FROM a'); }",
        "for (const id of ids) { const other = id.db; other.query('SELECT 1 FROM a'); }",
        'for (const id of ids) { knex(id).select(); }',
        'ids.map((id) => prisma.user.findUnique({ where: { id } }));',
        "for (const id of ['a', 'b']) { db.query('SELECT a FROM b WHERE c = $1', [id]); }",
        "const LIST = ['a', 'b']; for (const id of LIST) { db.query('SELECT a FROM b WHERE c = $1', [id]); }",
        "for (const id of Object.keys({ a: 1 })) { db.query('SELECT a FROM b WHERE c = $1', [id]); }",
        "for (const id of ids) { db.query('EXPLAIN SELECT a FROM b'); }",
        "for (const id of ids) { db.query('CREATE TABLE a (b int)'); }",
        "for (const id of ids) { db.query('BEGIN'); }",
      ].map(loop),
      ...words('migrate migrateUsers backfillIds seed seedUsers populateIds up down').map(
        (name) => `async function ${name}(ids) { for (const id of ids) { ${Q}; } }`,
      ),
      ...words('better-sqlite3 node:sqlite bun:sqlite expo-sqlite').map(
        (source) => `import sqlite from '${source}';\n${each(`${Q};`)}`,
      ),
      ...words('better-sqlite3 node:sqlite bun:sqlite').map(
        (source) => `const sqlite = require("${source}");\n${each(`${Q};`)}`,
      ),
      `async function one(id) { if (id) { ${Q}; } }\n${each('one(id);')}`,
      `async function one(id) { return id ? ${Q} : 3; }\n${each('one(id);')}`,
      `async function one(id) { return id && ${Q}; }\n${each('one(id);')}`,
      `async function one(id) { switch (id) { case 1: ${Q}; } }\n${each('one(id);')}`,
      `async function one(id) { try { run(); } catch { ${Q}; } }\n${each('one(id);')}`,
      `async function one(id) { ${Q}; ${Q}; ${Q}; }\n${each('one(id);')}`,
      `async function one(id) { ${Q}; }\n${loop('one(ids);')}`,
      `async function one(id) { ${Q}; for (const id of ids) one(id); }`,
      { code: each(`${Q};`), filename: 'tests/load.ts' },
      { code: each(`${Q};`), filename: 'scripts/load.ts' },
    ].map((code) => (typeof code === 'string' ? unmarked(code) : { ...code, code: unmarked(code.code) })),
    invalid: [
      ...words('aggregate groupBy count').map((name) =>
        each(`await ⟦prisma.user.${name}⟧({ where: { id } });`),
      ),
      ...words('remove save insert update').map((name) =>
        each(`await ⟦this.userRepository.${name}⟧({ id });`),
      ),
      ...[
        `for (const id of ids) { await ${Q}; }`,
        `for (const id of ids) await ${Q};`,
        `for (const id in ids) { await ${Q}; }`,
        `for (const { id } of users) { await ${Q}; }`,
        `for (id of ids) { await ${Q}; }`,
        `for (let i = 0; i < ids.length; i++) { await ${Q}; }`,
        `for (let i = 0; ids.length > i; i++) { await ${Q}; }`,
        `const count = ids.length; for (let i = 0; i < count; i++) { await ${Q}; }`,
        ...words('map forEach flatMap filter some every find findIndex each eachSeries mapSeries').map(
          (name) => `ids.${name}((id) => ${Q});`,
        ),
        `ids.reduce((all, id) => ${Q}, []);`,
        ...words('pMap asyncMap asyncForEach mapSeries each eachSeries').map(
          (name) => `${name}(ids, (id) => ${Q});`,
        ),
        `await Promise.all(ids.map((id) => ${Q}));`,
        `await Promise.all(ids.map(async (id) => { const rows = await ${Q}; return rows; }));`,
        `for (const id of ids) { await db.transaction(() => ${Q}); }`,
        `for (const id of ids) { await retry(() => ${Q}); }`,
        `for (const id of ids) { (() => ${Q})(); }`,
        `for (const id of ids) { if (id) await ${Q}; }`,
        `for (const id of ids) { try { await ${Q}; } catch { log(); } }`,
        `for (const id of ids) { for (const name of id.names) { await ${Q}; } }`,
        'for (const id of ids) { await ⟦sql⟧`SELECT a FROM b WHERE c = ${id}`; }',
        "for (const id of ids) { await ⟦knex⟧('users').where({ id }); }",
        'for (const id of ids) { await ⟦prisma.user.findMany⟧({ where: { id } }); }',
        'for (const id of ids) { await ⟦users.findByPk⟧(id); }',
        'for (const id of ids) { await ⟦userRepository.find⟧({ id }); }',
        'for (const id of ids) { await ⟦db.select⟧().from(users).where(eq(users.id, id)); }',
        "const list = ['a']; list.push(other); for (const id of list) { await ⟦db.query⟧('SELECT a FROM b WHERE c = $1', [id]); }",
      ].map(loop),
      `async function one(id) { return ${unmarked(Q)}; }\n${each('await ⟦one⟧(id);')}`,
      `const one = async (id) => { const rows = await ${unmarked(Q)}; return rows; };\n${each('await ⟦one⟧(id);')}`,
      `async function one(id) { if (id) { await ${unmarked(Q)}; } else { run(); } }\n${each('await ⟦one⟧(id);')}`,
      `class A { async one(id) { return ${unmarked(Q)}; } async all(ids) { for (const id of ids) { await ⟦this.one⟧(id); } } }`,
      { code: each(`${Q};`), filename: 'tests/load.ts', options: [{ checkTests: true }] },
    ],
    messages: [
      {
        code: each("await db.query('SELECT a FROM b WHERE c = $1', [id]);"),
        message:
          'This query runs once for each element of `ids`: ask for all of them at once, with a join or WHERE id IN (…), which = ANY($1) is in PostgreSQL.',
      },
      ...['INSERT INTO b (a) VALUES ($1)', 'UPDATE b SET a = $1', 'DELETE FROM b WHERE a = $1'].map(
        (text) => ({
          code: each(`await db.query('${text}', [id]);`),
          message:
            'This statement runs once for each element of `ids`: write all of them at once, with a list of rows, or in PostgreSQL with INSERT … SELECT … FROM unnest($1::text[]).',
        }),
      ),
      ...words('upsert createMany updateMany deleteMany bulkCreate findOrCreate').map((name) => ({
        code: each(`await users.${name}({ id });`),
        message:
          'This statement runs once for each element of `ids`: write all of them at once, with a list of rows, or in PostgreSQL with INSERT … SELECT … FROM unnest($1::text[]).',
      })),
      ...[
        "knex('b').insert({ id })",
        "knex('b').where({ id }).update({ a })",
        "knex('b').where({ id }).del()",
        'prisma.user.create({ data: { id } })',
        'db.insert(users).values({ id })',
      ].map((code) => ({
        code: each(`await ${code};`),
        message:
          'This statement runs once for each element of `ids`: write all of them at once, with a list of rows, or in PostgreSQL with INSERT … SELECT … FROM unnest($1::text[]).',
      })),
    ],
  });
});
