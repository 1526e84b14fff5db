import { testCases } from './rule-cases.ts';

/** A handler that puts a value into the text of a statement. */
const handler = (value: string, before = ''): string =>
  `app.get('/users', async (req, res) => {\n  ${before}\n  return db.query(\`SELECT id FROM users WHERE name = '\${${value}}' LIMIT 9\`);\n});`;
/** Marks the value. */
const reported = (code: string): string => code.replace(/= '(\$\{.*\})' LIMIT/, "= '⟦$1⟧' LIMIT");
const of = (before: string, value = 'q'): string => handler(value, before);

/** What is no text from outside. */
const HARMLESS = [
  ...[
    // What cannot be text from outside, whatever it was made of.
    ...'Number parseInt parseFloat BigInt Boolean isNaN randomUUID uuid uuidv4 nanoid cuid ulid toNumber randomBytes createHash'
      .split(' ')
      .map((name) => `${name}(req.query.q)`),
    ...'toFixed getTime toISOString toJSON now floor ceil round max min abs trunc valueOf getFullYear getMonth getDate charCodeAt indexOf findIndex toPrecision digest'
      .split(' ')
      .map((name) => `req.query.${name}(req.query.q)`),
    // What escapes, quotes or checks by its name.
    ...'escape escapeLiteral quoteValue sanitizeName whitelist allowed isValid columnIdentifier toIdent literal as ident ref id table column name alias value csv mogrify pgFormat assertName assert resolve resolveName safe safeName'
      .split(' ')
      .map((name) => `${name}(req.query.q)`),
    ...'length rowCount insertId lastInsertRowid lastID'.split(' ').map((name) => `req.body.${name}`),
    'req.body.names.size',
    '!req.query.q',
    'typeof req.query.q',
    'req.query.q - 1',
    "req.query.q === 'a'",
    "req.query.q && 'a'",
    'undefined',
    'NaN',
    'Infinity',
    "{ name: 'a', other: req.query.q }.name",
    "{ ...req.query, name: 'a' }.name",
    "['a', req.query.q][0]",
    "(req.query.q, 'a')",
    "(other = 'a')",
    'new Date(req.query.q)',
    "req.query.q.replace(/[^a-z]/g, '')",
    "req.query.q.replace(/\\W/g, '')",
    "req.query.q.replaceAll(/\\D/g, '')",
    "Number(req.query.q).replace('a', 'b')",
    // A choice of the program.
    'COLUMNS.get(req.query.q)',
    "req.query.names.map((name) => 'a').join()",
    'req.query.names.filter((name) => NAMES.includes(name)).join()',
    'req.query.names.filter((name) => NAMES.has(name)).join()',
    'req.query.names.filter((name) => name in NAMES).join()',
    'req.query.names.filter((name) => Object.hasOwn(NAMES, name)).join()',
    'req.query.names.filter((name) => NAMES.hasOwnProperty(name)).join()',
    'req.query.names.filter((name) => PATTERN.test(name)).join()',
    'req.query.names.filter((name) => NAMES.some((each) => each === name)).join()',
    'Object.keys({ a: req.query.q }).join()',
    "['a', 'b'].find((each) => each === req.query.q)",
  ].map((value) => handler(value)),
  ...[
    'let q = req.query.q;\n  q = Number(q);',
    'let q = req.query.q;\n  q = +q;',
    'let q = req.query.q;\n  q = parseInt(q, 10);\n  log(q);',
    'const map = new Map();\n  const q = map.get(req.query.q);',
    "const q = ['a', req.query.q][0];",
    "const [q] = ['a', req.query.q];",
    "const [, q] = [req.query.q, 'a'];",
    "const { q } = { q: 'a', other: req.query.q };",
    "const q: 'a' | 'b' = req.query.q;",
    'const q: number = req.query.q;',
    "const list = ['a'];\n  list.pop(req.query.q);\n  const q = list[0];",
    "const list = ['a'];\n  push(req.query.q);\n  const q = list[0];",
    "const list = ['a'];\n  list.push;\n  const q = list[0];",
    "const list = ['a'];\n  other.push(list, req.query.q);\n  const q = list[0];",
    "for (const q of ['a', 'b'])",
    'for (const q in { a: req.query.q })',
    'for (const [q] of Object.entries({ a: req.query.q }))',
    'for (const q of Object.keys({ a: req.query.q }))',
    'for (const [q] of req.query.names.entries())',
    'for (const [q] of req.query.names.map((name, index) => [index, name]))',
    "for (const q of Object.values({ a: 'a' }))",
    "for (const [, q] of Object.entries({ a: 'a' }))",
    "const pick = (name) => name === 'a' ? 'b' : 'c';\n  const q = pick(req.query.q);",
    'function pick(name) { return name.length; }\n  const q = pick(req.query.q);',
    "function pick(name, other = 'a') { return other; }\n  const q = pick(req.query.q);",
    "function pick(name, other) { return other; }\n  const q = pick(req.query.q, 'a');",
  ].map((before) => of(before)),
  "enum Kind { A = 'a' }\n" + handler('Kind.A'),
  "import { q } from './q.ts';\n" + handler('q'),
  'class Q {}\n' + handler('Q'),
];
/** What the file does not show. */
const UNSHOWN = [
  ...[
    'sql`${req.query.q}`',
    'new Thing(req.query.q)',
    'new Set()',
    'new URL()',
    'new URL(...req.query.q)',
    'new Set(...req.query.q)',
    'new Thing(req.query).q',
    'load(req.query.q)',
    "load(req.query.q).replace('a', 'b')",
    'load(req.query).q',
    'rows.get(req.query.q).name',
    'this.name',
    'name',
    'req.query.names.map(load)',
    'req.query.names.map()',
    "req.query.q.replace(/'/g, '')",
    "replace(req.query.q, 'a')",
  ].map((value) => handler(value)),
  ...[
    'function pick(name) { return pick(name); }\n  const q = pick(req.query.q);',
    'let q = q;',
    'for (const q of Object.load(req.query))',
  ].map((before) => of(before)),
];
/** A value as the name of a table: where the file does not show what it can be, nobody can name the columns. */
const asTable =
  (star: string) =>
  (code: string): string =>
    code.replace(/SELECT id FROM users WHERE name = '(\$\{.*\})'/, `SELECT ${star} FROM $1`);

testCases('no-select-star', {
  valid: UNSHOWN.map(asTable('*')),
  invalid: HARMLESS.map(asTable('⟦*⟧')),
});

testCases('no-interpolated-sql', {
  valid: [...HARMLESS, ...UNSHOWN],
  invalid: [
    ...[
      // Text stays what it was.
      ...'trim trimStart trimEnd toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase toString slice substring substr normalize padStart padEnd concat split at pop shift flat reverse sort join repeat charAt toSorted toReversed'
        .split(' ')
        .map((name) => `req.query.q.${name}()`),
      ...'String decodeURIComponent decodeURI unescape'.split(' ').map((name) => `${name}(req.query.q)`),
      'JSON.stringify(req.query.q)',
      'JSON.parse(req.query.q)',
      'JSON.parse(req.query.q).name',
      'Object.assign({}, req.query).q',
      'Object.assign(...[req.query]).q',
      'Object.values(req.query)',
      'Object.fromEntries(Object.entries(req.query)).q',
      'Array.of(req.query.q)',
      'Array.from(req.query.q)',
      'Buffer.from(req.query.q).toString()',
      'url.parse(req.url).query',
      'qs.parse(req.url).q',
      'querystring.parse(req.url).q',
      'req.query.q.split(",").join()',
      // Expressions.
      "other ? req.query.q : 'a'",
      "other ? 'a' : req.query.q",
      'other && req.query.q',
      "req.query.q || 'a'",
      "'a' ?? req.query.q",
      "('a', req.query.q)",
      '(other = req.query.q)',
      "['a', req.query.q][1]",
      '[req.query][0].q',
      '[...other, req.query.q][0]',
      "['a', ...req.query.names][0]",
      `[${'1, '.repeat(30)}req.query.q][index]`,
      "['a', req.query.q][index]",
      '{ name: req.query.q }.name',
      '{ name: req.query }.name.q',
      "{ name: 'a', name: req.query.q }.name",
      "{ name: 'a', ...req.query }.other",
      "{ a: 'a', b: req.query.q }[other]",
      '{ [other]: req.query.q }.name',
      '(await req.query.q)',
      'req.query.q!',
      '(req.query.q as string)',
      "req.query['q']",
      'req.query[other]',
      'req.query.size',
      'req.body.size',
      'req.params.size',
      'new String(req.query.q)',
      'new Set(req.query.names)',
      'new Array(req.query.q)',
      'new URL(req.url).pathname',
      "new URL(req.url).searchParams.get('q')",
      "req.nextUrl.searchParams.get('q')",
      "(await req.formData()).get('q')",
      'new URLSearchParams(req.url).toString()',
      "req.query.q.replace('a', 'b')",
      "req.query.q.replaceAll('a', 'b')",
      'req.query.q.replace()',
      'req.query.names.map((name) => name).join()',
      'req.query.names.map((name) => { return name.trim(); })',
      'req.query.names.map((name) => name)[0]',
      'req.query.names.filter((name) => name !== other).join()',
      'req.query.names.filter(Boolean).join()',
      'req.query.names.sort((name) => NAMES.has(name)).join()',
      'req.query.names.find((name) => name)',
      'Object.keys(req.query).join()',
      'Object.keys({ ...req.query }).join()',
      "Object.keys(Object.fromEntries([[req.query.q, 'a']])).join()",
    ].map((value) => handler(value)),
    ...[
      'const q = req.query.q;',
      "let q = 'a';\n  q = req.query.q;",
      "let q = 'a';\n  if (other) q += req.query.q;",
      'let q = req.query.q;\n  if (other) q = Number(q);',
      'let q = Number(req.query.q);\n  q = req.query.q;',
      'let q = req.query.q;\n  q = Number(q);\n  q = req.query.other;',
      'let q = req.query.q;\n  q += Number(q);',
      'let q = req.query.q;\n  q = -load(q) && q;',
      'let q = req.query.q;\n  later(() => { q = Number(q); });',
      'const list = [];\n  list.push(req.query.q);\n  const q = list[0];',
      'const { q } = req.query;',
      'const { other: q } = req.query;',
      "const { q = 'a' } = req.query;",
      'const { q = req.query.other } = {};',
      'const { query: { q } } = req;',
      'const { other, ...rest } = req.query;\n  const q = rest.name;',
      'const [q] = req.query.names;',
      'const [, ...rest] = req.query.names;\n  const q = rest[0];',
      "const [, q] = ['a', req.query.q];",
      'const q: string = req.query.q;',
      'let q;\n  q = req.query.q;',
      'for (const q of req.query.names)',
      'for (const { q } of req.body.rows)',
      "for (const q of ['a', req.query.q])",
      'for (const q in req.query)',
      'for (const q in { ...req.query })',
      'const all = { ...req.query };\n  for (const q in all)',
      'for (const q of Object.keys(req.query))',
      'for (const q of Object.values(req.query))',
      'for (const [q] of Object.entries(req.query))',
      'for (const [, q] of Object.entries(req.query))',
      'for (const [, q] of Object.entries({ a: req.query.q }))',
      'for (const [, q] of req.query.names.entries())',
      "const pick = (name) => other ? name : 'a';\n  const q = pick(req.query.q);",
      'function pick(name) { if (other) return 1; return name; }\n  const q = pick(req.query.q);',
      'function pick({ name }) { return name; }\n  const q = pick(req.query);',
      'function pick(name, other = name) { return other; }\n  const q = pick(req.query.q);',
      'const pick = () => ({ name: req.query.q });\n  const q = pick().name;',
    ].map((before) => of(before)),
    of('let q = req.query;\n  q = Number(q);', 'q.name'),
  ]
    .map(reported)
    .concat(
      // Text that is put together here is marked where the value is.
      [
        "⟦req.query.q⟧ + 'a'",
        "'a' + ⟦req.query.q⟧",
        "['a', ⟦req.query.q⟧].join()",
        '`a⟦${req.query.q}⟧`',
      ].map((value) => handler(value)),
      handler('q', "const list = [];\n  list.unshift('a', ⟦req.query.q⟧);\n  const q = list.join();"),
    ),
});
