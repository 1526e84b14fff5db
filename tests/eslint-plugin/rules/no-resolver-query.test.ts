import { testRule } from '../rule-cases.ts';

const map = (types: string): string =>
  `const resolvers = { Query: { orders: () => db.query('SELECT id FROM orders LIMIT 9') }, ${types} };`;
const field = (fn: string): string => map(`Order: { user: ${fn} }`);
const query = "db.query('SELECT id FROM users WHERE id = $1', [order.userId])";
const found = query.replace('db.query', '⟦db.query⟧');

testRule('no-resolver-query', {
  valid: [
    field('(order) => Sizes.find((size) => order.size === size.key)'),
    field('(order, _, { loaders }) => loaders.users.load(order.userId)'),
    field('(order) => order.user'),
    field('(order) => users.get(order.userId)'),
    field("() => db.query('SELECT id FROM settings')"),
    field("(_order) => db.query('SELECT id FROM settings')"),
    field('(order) => prisma.user.findUnique({ where: { id: order.userId } })'),
    field('(order) => prisma.order.findUnique({ where: { id: order.id } }).user()'),
    field('(order) => cache.find(order.userId)'),
    field('(order) => order.items.find((item) => item.id === order.first)'),
    field('(order) => Array.from(order.items)'),
    field("(order) => db.query('INSERT INTO views (order_id) VALUES ($1)', [order.id])"),
    map(`Query: { user: (order) => ${query} }`),
    map(`Mutation: { user: (order) => ${query} }`),
    map(`Subscription: { user: { subscribe: (order) => ${query} } }`),
    map(`CreateOrderPayload: { user: (order) => ${query} }`),
    map(`OrderConnection: { user: (order) => ${query} }`),
    map(`Order: { __resolveReference: (order) => ${query} }`),
    map('Order: fields'),
    map('...types'),
    map('JSON: new GraphQLScalarType({})'),
    `const handlers = { Order: { user: (order) => ${query} } };`,
    `const services = { order: { user: (order) => ${query} } };`,
    `const graphql = 1;\nconst repository = { Order: { user: (order) => ${query} } };`,
    "const createLoaders = () => ({ users: new DataLoader(async (ids) => (await db.query('SELECT id FROM users WHERE id = ANY($1)', [ids])).rows) });",
    field(
      "(order) => new DataLoader(async (ids) => db.query('SELECT id FROM users WHERE id = ANY($1)', [ids])).load(order.userId)",
    ),
    'class Orders { @FieldResolver() user(@Root() order) { return User.findOne(order.userId); } }',
    '@Resolver(() => Order) class Orders { @Query() user(@Root() order) { return User.findOne(order.userId); } }',
    '@Resolver(() => Order) class Orders { @FieldResolver() user(@Root() order, @Ctx() { loader }) { return loader.load(order.userId); } }',
    '@Resolver(() => Order) class Orders { @FieldResolver() user() { return User.findOne(1); } }',
    `new GraphQLObjectType({ name: 'Query', fields: { user: { resolve: (order) => ${query} } } });`,
    `builder.queryField('user', (t) => t.field({ resolve: (order) => ${query} }));`,
    `const graphql = { user: { resolve: (order) => ${query} } };`,
    { code: field(`(order) => ${query}`), filename: 'tests/resolvers.test.ts' },
  ],
  invalid: [
    field(`(order) => ${found}`),
    field(`async (order) => { const { rows } = await ${found}; return rows[0]; }`),
    field(`async function (order) { return (await ${found}).rows[0]; }`),
    map(`Order: { user(order) { return ${found}; } }`),
    map(`Order: { user: { resolve: (order) => ${found} } }`),
    map(`Order: { user: combineResolvers(isAdmin, (order) => ${found}) }`),
    map(`Order: { total: (order) => order.total, user: (order) => ${found} }`),
    field("({ userId }) => ⟦db.query⟧('SELECT id FROM users WHERE id = $1', [userId])"),
    field("(order, _, { pool }) => ⟦pool.query⟧('SELECT id FROM users WHERE id = $1', [order.userId])"),
    field('(order) => ⟦sql⟧`SELECT id FROM users WHERE id = ${order.userId}`'),
    field('(order) => ⟦prisma.user.findMany⟧({ where: { orderId: order.id } })'),
    field('(order, _, context) => ⟦context.prisma.user.findFirst⟧({ where: { id: order.userId } })'),
    field("(order) => ⟦knex⟧('users').where({ id: order.userId })"),
    field('(order) => ⟦User.findById⟧(order.userId)'),
    field('(order, _, { models }) => ⟦models.User.findOne⟧({ id: order.userId })'),
    field('(order) => ⟦User.findByPk⟧(order.userId)'),
    field('(order) => ⟦usersRepository.findOneBy⟧({ id: order.userId })'),
    `async function userOf(id) { return db.query('SELECT id FROM users WHERE id = $1', [id]); }\n${field('(order) => ⟦userOf⟧(order.userId)')}`,
    `const user = (order) => ${found};\n${map('Order: { user }')}`,
    `const Order = { user: (order) => ${found} };\n${map('Order')}`,
    `export const resolvers = { Order: { user: (order) => ${found} } };`,
    `export const orderResolvers: Resolvers = { Order: { user: (order) => ${found} } };`,
    `export default { Query: {}, Order: { user: (order) => ${found} } }; // graphql`,
    `const server = new ApolloServer({ typeDefs, resolvers: { Order: { user: (order) => ${found} } } });`,
    `const types = { Order: { user: (order) => ${found} } } satisfies Resolvers;`,
    '@Resolver(() => Order) class Orders { @FieldResolver() user(@Root() order: Order) { return ⟦User.findOne⟧(order.userId); } }',
    "@Resolver('Order') class Orders { constructor(private usersRepository: Repository<User>) {} @ResolveField() user(@Parent() order) { return ⟦this.usersRepository.findOneBy⟧({ id: order.userId }); } }",
    `new GraphQLObjectType({ name: 'Order', fields: () => ({ user: { type: UserType, resolve: (order) => ${found} } }) });`,
    `new GraphQLObjectType({ name: 'Order', fields: { user: { type: UserType, resolve(order) { return ${found}; } } } });`,
    `// graphql\nobjectType({ name: 'Order', definition(t) { t.field('user', { type: 'User', resolve: (order) => ${found} }); } });`,
    `// pothos\nbuilder.objectType('Order', { fields: (t) => ({ user: t.field({ type: User, resolve: (order) => ${found} }) }) });`,
    {
      code: `var resolvers = { Order: { user: function (order) { return ${found}; } } };`,
      language: 'espree',
      filename: 'a.js',
    },
  ],
  messages: [
    {
      code: field(`(order) => ${query}`),
      message:
        '`Order.user` asks the database once for each Order of a list, so that a page of 50 takes 51 queries: load through a DataLoader of the request.',
    },
    {
      code: `// pothos\nbuilder.objectType('Order', { fields: (t) => ({ user: t.field({ type: User, resolve: (order) => ${query} }) }) });`,
      message:
        '`Order.user` asks the database once for each Order of a list, so that a page of 50 takes 51 queries: load through a DataLoader of the request.',
    },
  ],
});
