import { testRule } from '../rule-cases.ts';

/** A table that points to another. */
const table = (name: string, parent: string, rest = 'ON DELETE CASCADE'): string =>
  `db.query('CREATE TABLE ${name} (id uuid PRIMARY KEY, owner_id uuid NOT NULL REFERENCES ${parent} (id) ${rest})');`;
const cascade = '⟦ON DELETE CASCADE⟧';

testRule('no-cascade-delete', {
  valid: [
    // School years.
    "db.query('CREATE TABLE academic_grades (id uuid PRIMARY KEY, level_id uuid REFERENCES academic_levels (id) ON DELETE CASCADE)');",
    // Names at length say what the rows hang on.
    table('recall_impacted_shipments', 'recalls'),
    table('outbound_task_orders', 'outbound_tasks'),
    table('plans', 'warehouses'),
    // Names that are in neither list.
    ...'messages events reviews files members sessions comments'
      .split(' ')
      .map(
        (table) =>
          `db.query('CREATE TABLE ${table} (id uuid PRIMARY KEY, user_id uuid REFERENCES users (id) ON DELETE CASCADE)');`,
      ),
    table('reward_program_buildings', 'reward_program_config'),
    "class User { @OneToOne(() => Wallet, (wallet) => wallet.user, { onDelete: 'CASCADE' }) wallet; }",
    table('orders', 'users', ''),
    table('orders', 'users', 'ON DELETE RESTRICT'),
    table('orders', 'users', 'ON DELETE SET NULL'),
    table('orders', 'users', 'ON DELETE NO ACTION'),
    table('orders', 'users', 'ON UPDATE CASCADE'),
    table('orders', 'users', 'ON UPDATE CASCADE ON DELETE RESTRICT'),
    table('sessions', 'users'),
    table('refresh_tokens', 'users'),
    table('order_items', 'orders'),
    table('user_settings', 'users'),
    table('user_roles', 'roles'),
    table('"OrderItem"', '"Order"'),
    table('team_members', 'teams'),
    table('comments', 'posts'),
    table('likes', 'posts'),
    table('attachments', 'messages'),
    table('addresses', 'users'),
    table('categories_translations', 'categories'),
    table('carts', 'users'),
    table('actions', 'action_sets'),
    table('shop.order_lines', 'shop.orders'),
    table('folders', 'folders'),
    table('safeguards', 'metrics'),
    table('feeds', 'posts'),
    table('seasons', 'media'),
    table('chapters', 'books'),
    table('favorite_products', 'users'),
    table('team_projects', 'teams'),
    table('auth_accounts', 'users'),
    table('page_sort_orders', 'users'),
    "db.schema.createTable('device_account').addForeignKeyConstraint('fk', ['deviceId'], 'device', ['id'], (key) => key.onDelete('cascade')).execute();",
    table('accounts', 'users'),
    table('temporary_media_request', 'users'),
    table('__new_orders', 'users'),
    `export async function down(db) { ${table('orders', 'users')} }`,
    "export default { down: (q) => q.addColumn('orders', 'userId', { references: { model: 'users' }, onDelete: 'cascade' }) };",
    'db.query(`CREATE TABLE ${name} (owner_id uuid REFERENCES users (id) ON DELETE CASCADE)`);',
    "db.query('CREATE TABLE enrolment (user_id uuid REFERENCES users ON DELETE CASCADE, course_id uuid REFERENCES courses ON DELETE CASCADE, PRIMARY KEY (user_id, course_id))');",
    "db.query('CREATE TABLE employees (person_id uuid PRIMARY KEY REFERENCES people ON DELETE CASCADE)');",
    "db.query('DROP TABLE orders CASCADE');",
    "db.query('TRUNCATE orders CASCADE');",
    "log.info('CREATE TABLE orders (a uuid REFERENCES users ON DELETE CASCADE)')",
    "export const text = 'CREATE TABLE orders (a uuid REFERENCES users ON DELETE CASCADE)';",
    { code: table('orders', 'users'), filename: 'tests/store.test.ts' },
    { code: table('orders', 'users'), options: [{ allow: ['orders'] }] },
    "knex.schema.createTable('orders', (t) => { t.uuid('user_id').references('users.id').onDelete('RESTRICT'); });",
    "knex.schema.createTable('orders', (t) => { t.uuid('user_id').references('users.id').onUpdate('CASCADE'); });",
    "knex.schema.createTable('sessions', (t) => { t.uuid('user_id').references('users.id').onDelete('CASCADE'); });",
    "knex.schema.createTable('orders', (t) => { t.uuid('user_id').references('users.id').onUpdate('CASCADE').onDelete('SET NULL'); });",
    "class Order { user = ManyToOne(() => User, { onDelete: 'CASCADE' }); }",
    "table.uuid('user_id').references('users.id').onDelete('CASCADE');",
    "const sessions = pgTable('sessions', { userId: uuid().references(() => users.id, { onDelete: 'cascade' }) });",
    "Session.belongsTo(User, { onDelete: 'CASCADE' });",
    "User.hasMany(Session, { onDelete: 'CASCADE' });",
    "class Session { @ManyToOne(() => User, (user) => user.sessions, { onDelete: 'CASCADE' }) user; }",
    "class Enrolment { @PrimaryColumn() a; @PrimaryColumn() b; @ManyToOne(() => Course, { onDelete: 'CASCADE' }) course; }",
    "render({ onDelete: 'cascade' });",
    '<Row onDelete="cascade" />',
  ].map((code) => (code === '<Row onDelete="cascade" />' ? { code, filename: 'src/row.tsx' } : code)),
  invalid: [
    // Behind what is spelt as an escape, and at the very end.
    "db.query('ALTER TABLE orders\\n ADD FOREIGN KEY (user_id) REFERENCES users (id) ⟦ON DELETE CASCADE⟧')",
    // What begins here and ends in a constant below is not one stretch.
    "const run = () => db.query(⟦`ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE ${ACTION}`⟧); const ACTION = 'CASCADE';",
    table('classes', 'teachers', cascade),
    // What is written in two places.
    "const CASCADE = '⟦ON DELETE CASCADE⟧';\ndb.query(`CREATE TABLE orders (id uuid PRIMARY KEY, user_id uuid REFERENCES users (id) ${CASCADE})`);",
    "const KEPT = 'ON DELETE';\ndb.query(⟦`CREATE TABLE orders (id uuid PRIMARY KEY, user_id uuid REFERENCES users (id) ${KEPT} CASCADE)`⟧);",
    table('customer_orders', 'customers', cascade),
    ...'invoices loans shipments students documents'
      .split(' ')
      .map(
        (table) =>
          `db.query('CREATE TABLE ${table} (id uuid PRIMARY KEY, owner_id uuid REFERENCES owners (id) ⟦ON DELETE CASCADE⟧)');`,
      ),
    table('orders', 'users', cascade),
    table('invoices', 'customers', cascade),
    table('posts', 'users', cascade),
    table('articles', 'authors', cascade),
    table('user_orders', 'users', cascade),
    table('orders', 'users', `ON UPDATE CASCADE ${cascade}`),
    table('orders', 'users', `${cascade} ON UPDATE CASCADE`),
    table('orders', 'users', `${cascade} DEFERRABLE`),
    table('orders', 'users', '⟦on delete cascade⟧'),
    table('orders', 'users', '⟦ON  DELETE   CASCADE⟧'),
    table('shop.orders', 'users', cascade),
    table('"Orders"', '"User"', cascade),
    table('documents', 'teams', cascade),
    table('users', 'tenants', cascade),
    table('products', 'users', cascade),
    `export async function up(db) { ${table('orders', 'users', cascade)} }`,
    "db.query('CREATE TABLE orders (id int, user_id int, FOREIGN KEY (user_id) REFERENCES users (id) ⟦ON DELETE CASCADE⟧)');",
    "db.query('CREATE TABLE orders (id int, user_id int, CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) ⟦ON DELETE CASCADE⟧)');",
    "db.query('ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) ⟦ON DELETE CASCADE⟧');",
    "db.query('ALTER TABLE orders ADD COLUMN user_id uuid REFERENCES users (id) ⟦ON DELETE CASCADE⟧');",
    'db.query(`\n  CREATE TABLE orders (\n    id uuid PRIMARY KEY,\n    user_id uuid REFERENCES users ⟦ON DELETE CASCADE⟧,\n    shop_id uuid REFERENCES shops ⟦ON DELETE CASCADE⟧\n  );\n`);',
    'sql`CREATE TABLE orders (a uuid REFERENCES users ⟦ON DELETE CASCADE⟧)`',
    "connection.query('CREATE TABLE `orders` (`a` int, FOREIGN KEY (`a`) REFERENCES `users` (`id`) ⟦ON DELETE CASCADE⟧)')",
    { code: table('orders', 'users', cascade), filename: 'db/migrations/001.ts' },
    { code: table('orders', 'users', cascade), options: [{ allow: ['posts'] }] },
    "knex.schema.createTable('orders', (t) => { t.uuid('user_id').references('users.id').onDelete(⟦'CASCADE'⟧); });",
    "knex.schema.createTable('orders', (t) => { t.foreign('user_id').references('id').inTable('users').onDelete(⟦'cascade'⟧); });",
    "knex.schema.alterTable('orders', (t) => { t.foreign('user_id').onDelete(⟦'CASCADE'⟧).references('users.id'); });",
    "db.schema.createTable('orders').addColumn('user_id', 'uuid', (column) => column.references('users.id').onDelete(⟦'cascade'⟧)).execute();",
    "db.schema.createTable('orders').addForeignKeyConstraint('fk', ['userId'], 'users', ['id'], (key) => key.onDelete(⟦'cascade'⟧)).execute();",
    "export const orders = pgTable('orders', { userId: uuid().references(() => users.id, { onDelete: ⟦'cascade'⟧ }) });",
    'export const orders = mysqlTable(\'orders\', { userId: int().references((): AnyColumn => users.id, { onDelete: ⟦"cascade"⟧ }) });',
    "Order.belongsTo(User, { foreignKey: 'userId', onDelete: ⟦'CASCADE'⟧ });",
    "User.hasMany(Order, { onDelete: ⟦'CASCADE'⟧ });",
    "models.User.hasMany(models.Order, { onDelete: ⟦'cascade'⟧ });",
    "class Order { @ManyToOne(() => User, (user) => user.orders, { onDelete: ⟦'CASCADE'⟧ }) user; }",
    "class Wallet { @OneToOne(() => User, { onDelete: ⟦'CASCADE'⟧ }) @JoinColumn() user; }",
    "queryInterface.createTable('orders', { userId: { type: UUID, references: { model: 'users', key: 'id' }, onDelete: ⟦'CASCADE'⟧ } });",
    "queryInterface.addColumn('orders', 'userId', { references: { model: 'users' }, onDelete: ⟦'cascade'⟧ });",
    "queryInterface.addConstraint('orders', { fields: ['userId'], references: { table: 'users' }, onDelete: ⟦'cascade'⟧ });",
  ],
  suggestions: [
    {
      code: 'db.query(`CREATE TABLE orders (id INT PRIMARY KEY, user_id INT REFERENCES users (id) ON  DELETE\n CASCADE)`);',
      output:
        'db.query(`CREATE TABLE orders (id INT PRIMARY KEY, user_id INT REFERENCES users (id) ON DELETE RESTRICT)`);',
    },
    { code: table('orders', 'users'), output: table('orders', 'users', 'ON DELETE RESTRICT') },
    {
      code: table('orders', 'users', 'on delete cascade'),
      output: table('orders', 'users', 'on delete restrict'),
    },
    {
      code: "User.hasMany(Order, { onDelete: 'CASCADE' });",
      output: "User.hasMany(Order, { onDelete: 'RESTRICT' });",
    },
    {
      code: 'export const orders = pgTable("orders", { userId: uuid().references(() => users.id, { onDelete: "cascade" }) });',
      output:
        'export const orders = pgTable("orders", { userId: uuid().references(() => users.id, { onDelete: "restrict" }) });',
    },
  ],
  messages: [
    {
      code: table('orders', 'users'),
      message:
        'Deleting from users silently deletes every row of orders that points to it: RESTRICT, and let the program say what goes.',
    },
  ],
});
