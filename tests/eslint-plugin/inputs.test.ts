import { asTable, testCases } from './rule-cases.ts';

const query = (value: string): string =>
  `db.query(\`SELECT id FROM users WHERE name = '\${${value}}' LIMIT 9\`)`;
const reported = (code: string): string => code.replace(/= '(\$\{.*\})' LIMIT/, "= '⟦$1⟧' LIMIT");

/** A handler with these parameters. */
const handler = (parameters: string, value: string): string =>
  `app.get('/users', async (${parameters}) => ${query(value)});`;
const inHandler = (body: string): string => `app.get('/users', async (req) => ${body});`;
/** A function for other files to call. */
const typed = (type: string, value = 'q'): string => `export const find = (q: ${type}) => ${query(value)};`;
/** A route whose schema says what `q` may be. */
const routed = (property: string): string =>
  `app.get('/users', { schema: { querystring: { type: 'object', properties: { q: ${property} } } } }, async (req) => ${query('req.query.q')});`;
/** What a schema made of it. */
const parsed = (schema: string, read = 'schema.parse(req.query).q'): string =>
  `const schema = z.object({ q: ${schema} });\n${handler('req, res', read)}`;
/** A class whose properties are checked by decorators. */
const dto = (property: string): string =>
  `class Find { ${property} }\n@Controller() class Users { @Get() list(@Query() find: Find) { return this.${query('find.q')}; } }`;
const nest = (parameter: string, value = 'q'): string =>
  `@Controller() class Users { @Get() list(${parameter}) { return this.${query(value)}; } }`;
const socket = (call: string, event: string, parameter: string, value: string): string =>
  `${call}(${event}, (${parameter}) => ${query(value)});`;

/** What no client chooses, or only among known values. */
const HARMLESS = [
  ...'number boolean bigint undefined null Date Number Boolean BigInt 3'
    .split(' ')
    .map((type) => typed(type)),
  ...[
    "'a' | 'b'",
    "'a' | number | null",
    'keyof typeof COLUMNS',
    'readonly number[]',
    '`${number}`',
    "Readonly<'a'>",
    'Array<number>',
    "Exclude<'a' | 'b', 'a'>",
    '(typeof COLUMNS)[number]',
  ].map((type) => typed(type)),
  typed('{ name: number }', 'q.name'),
  typed("{ name: string } & { other: 'a' }", 'q.other'),
  typed("{ rows: { name: 'a' }[] }", 'q.rows[0].name'),
  typed("Record<string, 'a'>", 'q.name'),
  "type Kind = 'a';\n" + typed('Kind'),
  "enum Kind { A = 'a' }\n" + typed('Kind'),
  "interface Find { kind: 'a' }\n" + typed('Find', 'q.kind'),
  "interface Base { kind: 'a' }\ninterface Find extends Base { name: string }\n" + typed('Find', 'q.kind'),
  "class Base { kind: 'a' }\nclass Find extends Base { name: string }\n" + typed('Find', 'q.kind'),
  "const schema = z.object({ q: z.enum(['a']) });\ntype Find = z.infer<typeof schema>;\n" +
    typed('Find', 'q.q'),
  'const schema = Type.Object({ q: Type.Number() });\ntype Find = Static<typeof schema>;\n' +
    typed('Find', 'q.q'),
  ...[
    "{ type: 'integer' }",
    "{ type: 'number' }",
    "{ type: 'boolean' }",
    "{ type: 'string', enum: ['a'] }",
    "{ const: 'a' }",
    "{ type: 'string', pattern: '^a$' }",
    ...'uuid date date-time time ipv4 ipv6'
      .split(' ')
      .map((format) => `{ type: 'string', format: '${format}' }`),
  ].map(routed),
  `app.get('/users', { schema: { query: { q: { type: 'number' } } } }, async (req) => ${query('req.query.q')});`,
  `app.get('/:q', { schema: { params: { q: { type: 'number' } } } }, async (req) => ${query('req.params.q')});`,
  `app.post('/', { schema: { body: { q: { type: 'number' } } } }, async (req) => ${query('req.body.q')});`,
  `app.post('/', { schema: { headers: { q: { type: 'number' } } } }, async (req) => ${query('req.headers.q')});`,
  `app.post('/', async ({ body }) => ${query('body.q')}, { body: t.Object({ q: t.Number() }) });`,
  `const options = { schema: { querystring: { q: { type: 'number' } } } };\napp.get('/', options, async (req) => ${query('req.query.q')});`,
  ...'enum nativeEnum literal picklist oneOf valid only number int bigint boolean date uuid guid cuid cuid2 ulid nanoid datetime regex pattern matches hex ip ipv4 ipv6 finite positive'
    .split(' ')
    .flatMap((name) => [parsed(`z.string().${name}(a)`), parsed(`z.${name}(a).optional()`)]),
  ...[
    'z.optional(z.number())',
    'z.nullable(z.number())',
    'z.array(z.number())',
    "z.union([z.literal('a'), z.number()])",
    'z.preprocess(z.number(), z.string())',
    "Type.String({ pattern: '^a$' })",
    "Type.Unsafe({ enum: ['a'] })",
    "Type.String({ minLength: 3 }, { pattern: '^a$' })",
    "Type.String({ pattern: '^a$' }).other()",
    'z.union([z.number(), z.number()])',
    'z.array(z.array(z.number()))',
  ].map((schema) => parsed(schema)),
  parsed('z.number()', 'schema.safeParse(req.query).data.q'),
  parsed('z.number()', 'schema.validate(req.query).value.q'),
  `const schema = z.object({ q: z.string() }).extend({ q: z.number() });\n${handler('req', 'schema.parse(req.query).q')}`,
  ...'v S Value valibot'
    .split(' ')
    .map((name) => handler('req', `${name}.parse(v.object({ q: v.picklist(['a']) }), req.query).q`)),
  ...'IsIn IsEnum IsInt IsNumber IsNumberString IsBoolean IsUUID IsDate IsDateString IsISO8601 Matches IsPositive IsAlpha IsAlphanumeric IsMongoId Equals'
    .split(' ')
    .map((name) => dto(`@${name}() q: string;`)),
  dto('@IsInt q: string;'),
  dto('@IsOptional() @IsInt() q: string;'),
  dto('q: number;'),
  ...['ParseIntPipe', 'ParseUUIDPipe', 'new ParseEnumPipe(Kind)', 'new ParseIntPipe({ optional: true })'].map(
    (pipe) => nest(`@Query('q', ${pipe}) q: string`),
  ),
  nest('@Query() find: { q: number }', 'find.q'),
  nest('@CurrentUser() q: { name: number }', 'q.name'),
  `function find(q) { return ${query('q')}; }\nfind('a');\nfind(3);`,
  `const find = (q) => ${query('q')};\nfind('a');`,
  `const find = (q = 'a') => ${query('q')};\nfind();`,
  `class Users { private find(q) { return ${query('q')}; } all() { return this.find('a'); } }`,
  `class Users { #find(q) { return ${query('q')}; } all() { return this.#find('a'); } }`,
  `class Users { private find = (q) => ${query('q')}; all() { return this.find('a'); } }`,
  ...'map forEach filter flatMap some every find findIndex each mapSeries'
    .split(' ')
    .flatMap((name) => [
      `['a'].${name}((q) => ${query('q')});`,
      inHandler(`req.query.names.${name}((name, q) => ${query('q')})`),
    ]),
  `['a'].reduce((all, q) => ${query('q')}, []);`,
  `Array.from(['a'], (q) => ${query('q')});`,
  inHandler(`Array.from(req.query.names, (name, q) => ${query('q')})`),
];
/** What the file does not show. */
const UNSHOWN = [
  ...(
    [
      ['req', 'req.user.name'],
      ['req', 'req.session.query.q'],
      ['req', 'req.q'],
      ['req', 'req[other].q'],
      ['ctx', 'ctx.state.name'],
      ['ctx', 'ctx.request.user.name'],
      ['ctx', 'ctx.query'],
      ['c', 'c.get("q")'],
      ['event', 'event.detail.q'],
      ['{ user }', 'user.name'],
      ['{ session: { query } }', 'query.q'],
    ] as const
  ).map(([parameters, value]) => handler(parameters, value)),
  ...['Unseen', 'Unseen | number', 'shapes.Unseen', 'readonly Unseen[]'].map((type) => typed(type)),
  typed('{ name: string }', 'q.other'),
  typed('Map<string, string>', 'q.name'),
  typed('Date', 'q.name'),
  `interface Request { session: { cart: string } }\nexport const list = (r: Request) => ${query('r.session.cart')};`,
  typed('XPartial<number>'),
  typed('Partials<number>'),
  ...'xinfer inferOf'
    .split(' ')
    .map(
      (name) =>
        `const schema = z.object({ q: z.number() });\ntype Find = ${name}<typeof schema>;\n` +
        typed('Find', 'q.q'),
    ),
  ...'reparse parsed'.split(' ').map((name) => parsed('z.number()', `schema.${name}(req.query).q`)),
  ...'xv vs Values'
    .split(' ')
    .map((name) => handler('req', `${name}.parse(v.object({ q: v.number() }), req.query).q`)),
  typed('(typeof COLUMNS)[number]', 'q.name'),
  typed('Record<string, string>'),
  typed('string', "q.replace('a', 'b')"),
  ...['{ ...Q }', 'Q', 'Q.name', '{ type: kind }'].map(routed),
  `app.get('/users', { schema: { querystring: { properties: { ...Q, other: Q } } } }, async (req) => ${query('req.query.q')});`,
  `app.get('/users', { schema: { querystring: { properties: Q } } }, async (req) => ${query('req.query.q')});`,
  `app.get('/users', { schema: { querystring: { ...Q } } }, async (req) => ${query('req.query.q')});`,
  `app.get('/users', { schema: { querystring: { $ref: 'q#', properties: {} } } }, async (req) => ${query('req.query.q')});`,
  `app.get('/users', { schema: { querystring: { allOf: [Q], properties: {} } } }, async (req) => ${query('req.query.q')});`,
  `app.get('/users', { schema: { ...shared } }, async (req) => ${query('req.query.q')});`,
  `app.get('/', { schema: { ...shared, body: Q } }, async (req) => ${query('req.query.q')});`,
  `export const list = (r: Request) => ${query('r.session.cart')};`,
  ...'recheckAuth checkAccessibility validateTokens'
    .split(' ')
    .map((name) => `router.get('/', ${name}, (req, res) => ${query('req.query.q')});`),
  ...'validate validateQuery celebrate checkSchema zodMiddleware joi'
    .split(' ')
    .flatMap((name) => [
      `router.get('/', ${name}, (req, res) => ${query('req.query.q')});`,
      `router.get('/', ${name}(schema), (req, res) => ${query('req.query.q')});`,
    ]),
  ...[
    'z.string().refine(isColumn)',
    'z.string().superRefine(isColumn)',
    'z.string().brand()',
    'z.string().transform(clean)',
    'z.custom(isColumn)',
    "z.union([z.literal('a'), other])",
    'z.union([])',
    ...'xoptional optionals'.split(' ').flatMap((name) => [`z.${name}(z.string())`, `z.${name}(z.number())`]),
    ...'xstring strings'.split(' ').map((name) => `z.${name}()`),
    'column',
    'columns.name',
  ].map((schema) => parsed(schema)),
  parsed('z.string()', 'schema.parse(req.query).other'),
  parsed('z.string()', 'schema.parse(...req.query).q'),
  parsed('z.string()', 'schema.parse().q'),
  parsed('z.number()', 'schema.run(req.query).q'),
  `import { schema } from './schema.ts';\n${handler('req', 'schema.parse(req.query).q')}`,
  `const schema = z.object(shape);\n${handler('req', 'schema.parse(req.query).q')}`,
  dto('q;'),
  dto('other: string;'),
  nest("@Query('q') q: Kind"),
  ...'open close end error connect connection disconnect disconnecting ping pong drain timeout lookup ready'
    .split(' ')
    .map((event) => socket('socket.on', `'${event}'`, 'data', 'data.q')),
  `function find(q) { return ${query('q')}; }\nfind(...names);`,
  `export const find = (q = 3) => ${query('q')};`,
  `export const find = (q = true) => ${query('q')};`,
  `later(function (q) { ${query('q')}; });`,
  `new Task((q) => ${query('q')});`,
  `try { run(); } catch (q) { ${query('q')}; }`,
  ...'bitmap mapx refind findx'
    .split(' ')
    .map((name) => inHandler(`req.query.names.${name}((q) => ${query('q')})`)),
];
testCases('no-select-star', {
  valid: UNSHOWN.map(asTable('*')),
  invalid: HARMLESS.map(asTable('⟦*⟧')),
});

testCases('no-interpolated-sql', {
  valid: [...HARMLESS, ...UNSHOWN],
  invalid: [
    ...'query params body headers cookies signedCookies queryStringParameters pathParameters searchParams nextUrl'
      .split(' ')
      .flatMap((part) => [handler('req', `req.${part}.q`), handler('event', `event.${part}.q`)]),
    ...'rawBody url originalUrl'.split(' ').map((part) => handler('req', `req.${part}`)),
    ...'req request _req _request httpRequest fastifyRequest'
      .split(' ')
      .map((name) => handler(name, `${name}.query.q`)),
    ...'Request FastifyRequest NextApiRequest NextRequest IncomingMessage ExpressRequest HttpRequest AuthRequest AuthenticatedRequest express.Request'
      .split(' ')
      .map((type) => handler(`r: ${type}`, 'r.query.q')),
    ...'ctx context c _ctx _context'.split(' ').map((name) => handler(name, `${name}.query.q`)),
    ...'Context ParameterizedContext RouterContext KoaContext HonoContext Koa.Context'
      .split(' ')
      .map((type) => handler(`k: ${type}`, 'k.params.q')),
    handler('ctx', 'ctx.request.body.q'),
    handler('ctx', 'ctx.req.query.q'),
    handler('{ query }', 'query.q'),
    handler('{ params: { q } }', 'q'),
    handler('{ body: { q = 3 } }, res', 'q'),
    handler('req = {}', 'req.query.q'),
    `const list = async ({ query }, res) => ${query('query.q')};`,
    ...'_res reply response next'
      .split(' ')
      .map((name) => `const list = ({ query }, ${name}) => ${query('query.q')};`),
    `app.route({ method: 'GET', handler: async ({ query }) => ${query('query.q')} });`,
    ...'post put patch delete del head options all use route on'
      .split(' ')
      .map((method) => `app.${method}('/', ({ body }) => ${query('body.q')});`),
    ...'string any unknown object String Object'.split(' ').map((type) => typed(type)),
    ...[
      'string | null',
      "'a' | string",
      '`a${string}`',
      'Readonly<string>',
      'Array<string>',
      'string[]',
      'readonly string[]',
      'Promise<string>',
      'Unseen | string',
    ].map((type) => typed(type)),
    ...'Partial Readonly Required NonNullable ReadonlyArray Set Omit Pick'
      .split(' ')
      .map((name) => typed(`${name}<{ name: string }>`, 'q.name')),
    typed('{ name: string }', 'q.name'),
    typed("{ 'name': string }", 'q.name'),
    typed('{ rows: { name: string }[] }', 'q.rows[0].name'),
    typed('{ rows: string[] }', 'q.rows[index]'),
    typed("{ other: 'a' } & { name: string }", 'q.name'),
    typed('Record<string, string>', 'q.name'),
    typed('Record<string, { name: string }>', 'q.a.name'),
    'type Name = string;\n' + typed('Name'),
    'interface Find { name: string }\n' + typed('Find', 'q.name'),
    'interface Base { name: string }\ninterface Find extends Base { other: 3 }\n' + typed('Find', 'q.name'),
    'class Base { name: string }\nclass Find extends Base { other: 3 }\n' + typed('Find', 'q.name'),
    'const schema = z.object({ q: z.string() });\ntype Find = z.infer<typeof schema>;\n' +
      typed('Find', 'q.q'),
    ...'input output Infer InferOutput FromSchema'
      .split(' ')
      .map(
        (name) =>
          `const schema = z.object({ q: z.string() });\ntype Find = ${name}<typeof schema>;\n` +
          typed('Find', 'q.q'),
      ),
    ...[
      "{ type: 'string' }",
      "{ type: 'string', format: 'email' }",
      "{ type: 'string', minLength: 3 }",
      "{ type: 'string', format: 'xuuid' }",
      "{ type: 'string', format: 'uuids' }",
      "{ 'type': 'string' }",
    ].map(routed),
    `app.get('/users', { schema: { querystring: { type: 'object', properties: { other: Q } } } }, async (req) => ${query('req.query.q')});`,
    `app.get('/users', { schema: { params: { q: { type: 'number' } } } }, async (req) => ${query('req.query.q')});`,
    `app.get('/users', { preHandler: check }, async (req) => ${query('req.query.q')});`,
    `router.get('/', authenticate, (req, res) => ${query('req.query.q')});`,
    ...'checkToken checkAuth validateAccessToken validate_refresh_token checkJwt checkLoggedIn check_log_in checkIfAdmin checkUserRole check_is_admin checkForPermissions validateSession checkAccess'
      .split(' ')
      .map((name) => `router.get('/', ${name}, (req, res) => ${query('req.query.q')});`),
    `router.get('/', log(schemaName), (req, res) => ${query('req.query.q')});`,
    ...[
      'z.string()',
      'z.string().min(3).max(9)',
      'z.string().enums(a)',
      'z.string().reenum(a)',
      "Type.String(['a'])",
      'z.optional(z.optional(z.string()))',
      'z.union([z.number(), z.string()])',
      'z.string().recheck()',
      'z.string().rebrand()',
      'z.string().refined()',
      'z.any()',
      'z.unknown()',
      'z.string().optional()',
      'z.optional(z.string())',
      'z.array(z.string())',
      "z.union([z.literal('a'), z.string()])",
      'z.union([z.number(), z.string()]).nullable()',
      'Type.Optional(Type.String())',
      'Type.String({ minLength: 3 })',
    ].map((schema) => parsed(schema)),
    ...'parse cast validateSync parseBody attempt'
      .split(' ')
      .map((name) => parsed('z.string()', `schema.${name}(req.query).q`)),
    parsed('z.string()', '(await schema.parseAsync(req.query)).q'),
    parsed('z.string()', 'schema.safeParse(req.query).data.q'),
    parsed('z.string()', '(await schema.safeParseAsync(req.query)).data.q'),
    parsed('z.string()', 'schema.validate(req.query).value.q'),
    parsed('z.string()', 'schema.validate(req.query).output.q'),
    ...'strictObject looseObject shape extend keys merge type interface'
      .split(' ')
      .map(
        (name) =>
          `const schema = z.${name}({ q: z.string() });\n${handler('req', 'schema.parse(req.query).q')}`,
      ),
    ...'v S Value valibot'
      .split(' ')
      .map((name) => handler('req', `${name}.parse(v.object({ q: v.string() }), req.query).q`)),
    ...[
      '@IsString() q: string;',
      '@IsOptional() q: string;',
      'q: string;',
      '@Length(3) q: string;',
      '@XIsInt() q: string;',
      '@IsIntOf() q: string;',
    ].map(dto),
    ...'Query Body Param Headers Args Cookies'.split(' ').map((name) => nest(`@${name}('q') q: string`)),
    nest("@Query('q') q"),
    nest("@Query('q') q = 'a'"),
    nest("@Query('q', trimPipe) q: string"),
    nest("@Query('q') q: { name: number }", 'q.other'),
    nest('@Query() find: { q: string }', 'find.q'),
    nest('@CurrentUser() q: string'),
    ...['socket', 'ws', 'websocket', 'this.socket'].map((name) =>
      socket(`${name}.on`, "'rename'", 'data', 'data.q'),
    ),
    ...['socket', 'ws', 'server'].map((name) =>
      socket(`${name}.addEventListener`, "'message'", 'event', 'event.data'),
    ),
    `passport.use(new BasicStrategy((name, password, done) => ${query('password')}));`,
    `passport.use(new LocalStrategy({}, (req, name, done) => ${query('name')}));`,
    `passport.deserializeUser((q, done) => ${query('q')});`,
    `passport.deserializeUser((req, q, done) => ${query('q')});`,
    `export function find(q) { return ${query('q')}; }`,
    `export const find = (q) => ${query('q')};`,
    `export default (q) => ${query('q')};`,
    `export const find = (q = 'a') => ${query('q')};`,
    `export const find = ({ q }) => ${query('q')};`,
    `function find(q) { return ${query('q')}; }\nlater(find);`,
    `function find(q) { return ${query('q')}; }\nfind('a');\nexport { find };`,
    `function find(q) { return ${query('q')}; }\n${inHandler('find(req.query.q)')}`,
    `function find(other, q) { return ${query('q')}; }\n${inHandler("find('a', req.query.q)")}`,
    `class Users { find(q) { return ${query('q')}; } all() { return this.find('a'); } }`,
    `class Users { private find(q) { return ${query('q')}; } all(req, res) { return this.find(req.query.q); } }`,
    `class Users { constructor(private q: string) {} find(q: string) { return ${query('q')}; } }`,
    `exports.find = (q) => ${query('q')};`,
    `export const users = { find: (q) => ${query('q')} };`,
    ...'map forEach filter flatMap some every find findIndex each mapSeries'
      .split(' ')
      .map((name) => inHandler(`req.query.names.${name}((q) => ${query('q')})`)),
    inHandler(`req.query.names.reduce((all, q) => ${query('q')}, [])`),
    inHandler(`req.query.names.reduceRight((all, q) => ${query('q')}, [])`),
    inHandler(`Array.from(req.query.names, (q) => ${query('q')})`),
    inHandler(`['a', req.query.q].forEach((q) => ${query('q')})`),
  ].map(reported),
});

/** A table that only a client may not choose. */
const from = (value: string): string => `db.query(\`SELECT id FROM \${${value}}\`)`;
const named = (parameters: string, value: string): string =>
  `later(async (${parameters}) => ${from(value)});`;
const words = (text: string): string[] => text.split(' ');

testCases('no-interpolated-sql', {
  valid: [
    ...words('xreq reqs __req myRequest requests').map((name) => named(name, `${name}.query.q`)),
    ...words('XRequest Requests string Map<string,string>').map((type) => named(`r: ${type}`, 'r.query.q')),
    ...words('xctx ctxs cc contexts').map((name) => named(name, `${name}.query.q`)),
    ...words('XContext Contexts').map((type) => named(`k: ${type}`, 'k.query.q')),
    named('ctx', 'ctx.req'),
    named('ctx', 'ctx.other.query.q'),
    named('events', 'events.query.q'),
    named('{ query }', 'query.q'),
    named('{ query }, xres', 'query.q'),
    named('{ query }, resx', 'query.q'),
    ...words('xget gets posted').map((method) => `app.${method}('/', ({ query }) => ${from('query.q')});`),
    `app.route({ handlers: ({ query }) => ${from('query.q')} });`,
    ...words('XQuery Queryx Inject').map((name) =>
      nest(`@${name}('q') q: string`).replace(query('q'), from('q')),
    ),
    ...words('XLocalStrategy LocalStrategyx Strategy').map(
      (name) => `new ${name}((q, done) => ${from('q')});`,
    ),
    `new LocalStrategy((q, done) => ${from('done')});`,
    `new LocalStrategy((req, q, done) => ${from('req.other')});`,
    `later((q, done) => ${from('q')});`,
    `passport.deserializeUser((q, done) => ${from('done')});`,
    inHandler(`req.query.names.reduce((all, q) => ${from('all')}, '')`),
    ...words('sockets wsx server').map((name) => `${name}.on('rename', (q) => ${from('q')});`),
    `socket.once('rename', (q) => ${from('q')});`,
    `socket.on((q) => ${from('q')});`,
    `socket.on(name, (q) => ${from('q')});`,
    `socket.addEventListener('open', (event) => ${from('event.data')});`,
    `socket.addEventListener('message', (event) => ${from('event.other')});`,
    `socket.addEventListener('message', (event, q) => ${from('q')});`,
    named('c', "c.res.query('q')"),
    named('c', "c.req.other('q')"),
    named('c', "c.query('q')"),
    named('c', "other.headers.get('q')"),
    named('c', "c.req.app.get('q')"),
    named('event', '(await readValidatedBody(event, schema.parse)).q'),
    named('event', 'h3.getQuery(event).q'),
    named('file', 'readBody(file).q'),
    named('event', 'readBodyOf(event).q'),
  ],
  invalid: [
    ...words('query queries param params header json text formData parseBody').map((name) =>
      named('c', `c.req.${name}('q')`),
    ),
    ...words('get body getAll cookie').map((name) => named('c', `c.req.${name}('q')`)),
    named('request', '(await request.json()).q'),
    ...words('readBody readRawBody readFormData getQuery getRouterParams parseCookies getHeaders').map(
      (name) => named('event', `(await ${name}(event)).q`),
    ),
    ...words('getRouterParam getCookie getHeader getRequestHeader').map((name) =>
      named('event', `${name}(event, 'q')`),
    ),
    named('request', "request.headers.get('q')"),
    named('ctx', 'ctx.req.body.q'),
    ...words('XParseIntPipe ParseIntPipex new&Other()').map((pipe) =>
      nest(`@Query('q', ${pipe.replace('&', ' ')}) q: string`).replace(query('q'), from('q')),
    ),
    `new LocalStrategy((q, done) => ${from('q')});`,
    `new BasicStrategy({}, (name, q, done) => ${from('q')});`,
    `socket.on('rename', (q) => ${from('q')});`,
    `socket.on('reopen', (q) => ${from('q')});`,
    `socket.on('opened', (q) => ${from('q')});`,
  ].map((code) => code.replace(/FROM (\$\{.*\})`/, 'FROM ⟦$1⟧`')),
});
