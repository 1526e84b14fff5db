import { describe } from 'vitest';
import { testCases } from './rule-cases.ts';

const words = (text: string): string[] => text.split(' ');
const unmarked = (code: string): string => code.replaceAll('⟦', '').replaceAll('⟧', '');
const key = (table: string, parent: string): string =>
  `db.query('CREATE TABLE ${table} (id uuid PRIMARY KEY, a uuid REFERENCES ${parent} (id) ⟦ON DELETE CASCADE⟧)');`;
const C = "⟦'CASCADE'⟧";

describe('cascades', () => {
  testCases('no-cascade-delete', {
    valid: [
      // What hangs on something else, and names that say nothing.
      ...words('posters tokens user_accounts favorites likes sessions xorders orderx lines').map((table) =>
        key(table, 'users'),
      ),
      ...words(
        'approved auth authorized blocked bookmarked cache cached daily draft favorite favourite follow followed hidden import like liked linked monthly muted new oauth recent saved session shared social sort starred subscribed temp temporary tmp trusted viewed watched weekly',
      ).map((word) => key(`${word}_orders`, 'users')),
      key('accounts', 'users'),
      key('team_projects', 'teams'),
      key('order_states', 'users'),
      key('users_posts', 'users'),
      key('reward_program_buildings', 'reward_program_config'),
      key('accounts', 'account_groups'),
      key('posts', 'post_lists'),
      key('orders', 'orders'),
      ...[
        `table.uuid('user_id').references('users.id').onDelete(${C});`,
        `knex.schema.createTable(name, (t) => { t.uuid('a').references('users.id').onDelete(${C}); });`,
        `knex.schema.createView('orders', (t) => { t.uuid('a').references('users.id').onDelete(${C}); });`,
        "knex.schema.createTable('orders', (t) => { t.uuid('a').references('users.id').onDelete(action); });",
        "knex.schema.createTable('orders', (t) => { t.uuid('a').references('users.id').onDelete(); });",
        "knex.schema.createTable('orders', (t) => { t.uuid('a').references('users.id').onDelete('xcascade'); });",
        "knex.schema.createTable('orders', (t) => { t.uuid('a').references('users.id').onDelete('cascades'); });",
        `knex.schema.createTable('orders', (t) => { t.uuid('a').references('orders.id').onDelete(${C}); });`,
        `knex.schema.createTable('orders', (t) => { t.foreign('a').references('id').inTable('orders').onDelete(${C}); });`,
        `show({ onDelete: ${C} });`,
        `const options = { onDelete: ${C} };`,
        `Order.hasManyOthers(User, { onDelete: ${C} });`,
        `User.xhasMany(Order, { onDelete: ${C} });`,
        `class Order { @xManyToOne(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @ManyToOnex(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @JoinColumn() user = OneToOne(() => User, { onDelete: ${C} }); }`,
        `queryInterface.xaddColumn('orders', 'a', { onDelete: ${C} });`,
        `queryInterface.addColumnx('orders', 'a', { onDelete: ${C} });`,
        `queryInterface.xcreateTable('orders', { a: { references: 'users', onDelete: ${C} } });`,
        `export const orders = pgTable('orders', { a: other({ onDelete: ${C} }) });`,
        `belongsTo(User, { onDelete: ${C} });`,
        `Session.belongsTo(User, { onDelete: ${C} });`,
        `Order.hasMany(Session, { onDelete: ${C} });`,
        `hasMany(Order, { onDelete: ${C} });`,
        `ManyToOne(() => User, { onDelete: ${C} });`,
        `class Order { @ManyToMany(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @OneToOne(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @OneToOne(() => User, { onDelete: ${C} }) @Column() user; }`,
        `class Order { @PrimaryColumn() a; @PrimaryKey() b; @ManyToOne(() => User, { onDelete: ${C} }) user; }`,
        `queryInterface.addIndex('orders', { onDelete: ${C} });`,
        `queryInterface.addColumn(table, 'a', { onDelete: ${C} });`,
        `export const orders = table2('orders', { a: uuid().references(() => users.id, { onDelete: ${C} }) });`,
      ],
    ].map(unmarked),
    invalid: [
      ...words(
        'orders invoices bills bookings payments salaries purchases posts stories cities companies users shop_orders "Orders" shop.orders hired_users',
      ).map((table) => key(table, 'things')),
      key('orders', 'user_orders'),
      key('teams', 'users'),
      "db.query('CREATE TABLE orders (a uuid REFERENCES users (id) ON UPDATE CASCADE ⟦ON DELETE CASCADE⟧)');",
      key('accounts', 'tenants'),
      key('program_buildings', 'reward_config'),
      ...[
        `knex.schema.createTable('orders', (t) => { t.uuid('a').references('users.id').onDelete(${C}); });`,
        `knex.schema.createTableIfNotExists('orders', (t) => { t.uuid('a').references('users.id').onDelete(${C}); });`,
        `knex.schema.alterTable('orders', (t) => { t.uuid('a').references('users.id').onDelete(${C}); });`,
        `knex.schema.table('orders', (t) => { t.foreign('a').references('id').on('users').onDelete(${C}); });`,
        `knex.schema.table('orders', (t) => { t.foreign('a').references('id').inTable('users').onDelete(${C}); });`,
        `knex.schema.table('orders', (t) => { t.foreign('a').onDelete(${C}).references('app.users.id'); });`,
        `knex.schema.table('orders', (t) => { t.foreign('a').onDelete(${C}); });`,
        `knex.schema.table('orders', (t) => { t.foreign('a').references(column).onDelete(${C}); });`,
        'knex.schema.createTable(`orders`, (t) => { t.uuid("a").references("users.id").onDelete(⟦"CASCADE"⟧); });',
        `db.schema.createTable('orders').addColumn('a', 'uuid', (c) => c.references('users.id').onDelete(⟦'cascade'⟧));`,
        `db.schema.createTable('orders').addForeignKeyConstraint('k', ['a'], 'users', ['id']).onDelete(⟦'cascade'⟧);`,
        `db.schema.createTable('orders').addForeignKeyConstraint('k', ['a'], 'users', ['id'], (k) => k.onDelete(⟦'cascade'⟧));`,
        `db.schema.createForeignKey('orders', 'a', { references: 'users', onDelete: ${C} });`,
        `queryInterface.createTable('orders', { a: { references: 'users', onDelete: ${C} } });`,
        `queryInterface.createTable('orders', { a: { references: { model: 'users' }, onDelete: ${C} } });`,
        `queryInterface.createTable('orders', { a: { references: { model: User }, onDelete: ${C} } });`,
        `queryInterface.changeColumn('orders', 'a', { onDelete: ${C} });`,
        `queryInterface.addConstraint('orders', { references: { table: 'users' }, onDelete: ${C} });`,
        `export const orders = sqliteTable('orders', { a: text().references(() => users.id, { onDelete: ${C} }) });`,
        `export const orders = pgTable('orders', { a: text() }, (t) => [foreignKey({ columns: [t.a] }).onDelete(${C})]);`,
        `export const orders = pgTable('orders', { a: uuid().references(() => { return users.id; }, { onDelete: ${C} }) });`,
        `Order.belongsTo(User, { onDelete: ${C} });`,
        `models.Order.belongsTo(models.User, { onDelete: ${C} });`,
        `User.hasOne(Order, { onDelete: ${C} });`,
        `class Order { @ManyToOne(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @ManyToOne((type) => User, (user) => user.orders, { onDelete: ${C} }) user; }`,
        `class Order { @ManyToOne('User', { onDelete: ${C} }) user; }`,
        `class Order { @BelongsTo(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @ForeignKey(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @PrimaryColumn() a; @ManyToOne(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @PrimaryColumn() a; @xPrimaryColumn() b; @ManyToOne(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @PrimaryKey() a; @PrimaryKeyOf() b; @ManyToOne(() => User, { onDelete: ${C} }) user; }`,
        `class Order { @JoinColumn() @OneToOne(() => User, { onDelete: ${C} }) user; }`,
      ],
    ],
    messages: (
      [
        [
          `knex.schema.table('orders', (t) => { t.foreign('a').references('id').on('users').onDelete('cascade'); });`,
          'users',
        ],
        [
          `knex.schema.table('orders', (t) => { t.foreign('a').onDelete('cascade').references('app.users.id'); });`,
          'app.users',
        ],
        [`knex.schema.table('orders', (t) => { t.foreign('a').onDelete('cascade'); });`, 'the other table'],
        [
          `knex.schema.table('orders', (t) => { t.foreign('a').withKeyName('b.c').onDelete('cascade'); });`,
          'the other table',
        ],
        [
          `db.schema.createTable('orders').addForeignKeyConstraint('k', ['a'], 'users', ['id']).onDelete('cascade');`,
          'users',
        ],
        [
          `db.schema.createTable('orders').addForeignKeyConstraint('k', ['a'], 'users', ['id'], (k) => k.onDelete('cascade'));`,
          'users',
        ],
        [
          `queryInterface.createTable('orders', { a: { references: 'users', onDelete: 'cascade' } });`,
          'users',
        ],
        [
          `queryInterface.createTable('orders', { a: { references: { table: models.User }, onDelete: 'cascade' } });`,
          'User',
        ],
        [
          `export const orders = pgTable('orders', { a: uuid().references(() => users.id, { onDelete: 'cascade' }) });`,
          'users',
        ],
      ] as const
    ).map(([code, parent]) => ({
      code,
      message: `Deleting from ${parent} silently deletes every row of orders that points to it: RESTRICT, and let the program say what goes.`,
    })),
  });
});

const tags = (rest: string): string =>
  `db.query(\`CREATE TABLE tags (id bigint PRIMARY KEY, name text UNIQUE, a int, b int); ${rest}\`);`;

describe('indexes', () => {
  testCases('no-redundant-index', {
    valid: [
      'CREATE INDEX i ON tags (a)',
      'CREATE INDEX i ON tags (name, a)',
      'CREATE INDEX i ON tags (a, name)',
      'CREATE INDEX i ON other (name)',
      'CREATE INDEX i ON x.tags (name)',
      'CREATE INDEX i ON tags (lower(name))',
      'CREATE INDEX i ON tags (name) WHERE a',
      'CREATE INDEX i ON tags USING gist (name)',
      'CREATE INDEX i ON tags (name NULLS LAST)',
      'CREATE INDEX i ON tags ()',
      'CREATE INDEX i ON tags (${c}); CREATE INDEX j ON tags (${d})',
      'CREATE UNIQUE VIEW i ON tags (name)',
      'CREATE INDEX i ON tags',
      'CREATE VIEW i AS SELECT name FROM tags',
      'CREATE TABLE i (name int)',
      'CREATE TEMP TABLE other (x int UNIQUE); CREATE INDEX i ON other (x)',
      'CREATE INDEX i ON tags (a); CREATE INDEX j ON other (a, b)',
      'CREATE INDEX i ON tags (a); CREATE INDEX j ON tags (b, a)',
      'CREATE INDEX i ON tags (a, b); CREATE INDEX j ON tags (b)',
      'CREATE INDEX i ON tags (a); CREATE INDEX j ON tags USING gin (a, b)',
      'CREATE INDEX i ON tags (a); CREATE INDEX j ON tags (a, b); DROP INDEX j',
      'CREATE INDEX i ON tags (a); CREATE INDEX j ON tags (a, b); DROP INDEX IF EXISTS x.i',
      'ALTER TABLE tags RENAME name TO other; CREATE INDEX i ON tags (name)',
      'ALTER TABLE tags DROP COLUMN name; CREATE INDEX i ON tags (name)',
      'ALTER TABLE other ADD UNIQUE (a); CREATE INDEX i ON tags (a)',
      'ALTER TABLE tags ALTER a SET NOT NULL; CREATE INDEX i ON tags (a)',
      'ALTER TABLE tags ADD CHECK (a > 0); CREATE INDEX i ON tags (a)',
      'ALTER TABLE tags ADD FOREIGN KEY (a) REFERENCES other; CREATE INDEX i ON tags (a)',
      'ALTER TABLE tags ADD UNIQUE (a, b); CREATE INDEX i ON tags (a)',
      'CREATE TABLE other (a int, UNIQUE (a, b), EXCLUDE USING gist (b WITH =)); CREATE INDEX i ON other (b)',
      'CREATE TABLE other (a int, LIKE tags); CREATE INDEX i ON other (a)',
      'CREATE TABLE "Other" (a int UNIQUE); CREATE INDEX i ON Other (a)',
      'ALTER TABLE tags RENAME b TO a2; CREATE INDEX i ON tags (a2)',
      'DROP TABLE i; CREATE INDEX i ON tags (b)',
    ].map(tags),
    invalid: [
      'CREATE INDEX ⟦i⟧ ON tags (name)',
      'CREATE INDEX ⟦i⟧ ON tags (id ASC)',
      'CREATE INDEX CONCURRENTLY IF NOT EXISTS ⟦i⟧ ON ONLY public.tags USING btree (name)',
      'CREATE INDEX ⟦i⟧ ON tags (a); CREATE INDEX j ON tags (a, b)',
      'CREATE INDEX ⟦i⟧ ON tags (a); CREATE INDEX j ON tags USING btree (a, b)',
      'CREATE INDEX ⟦i⟧ ON tags (a DESC NULLS LAST); CREATE INDEX j ON tags (a DESC NULLS LAST, b)',
      'CREATE INDEX i ON tags (a); CREATE INDEX ⟦j⟧ ON tags (a)',
      'CREATE INDEX ⟦i⟧ ON tags (a); CREATE INDEX j ON tags (a, b); DROP INDEX other',
      'CREATE INDEX ⟦i⟧ ON tags (a); CREATE INDEX j ON tags (a, b); DROP TABLE j',
      'ALTER TABLE tags ADD a2 int UNIQUE; CREATE INDEX ⟦i⟧ ON tags (a2)',
      'ALTER TABLE tags ADD COLUMN IF NOT EXISTS a2 int UNIQUE; CREATE INDEX ⟦i⟧ ON tags (a2)',
      'ALTER TABLE IF EXISTS ONLY tags ADD UNIQUE (a); CREATE INDEX ⟦i⟧ ON tags (a)',
      'ALTER TABLE tags ADD CONSTRAINT k PRIMARY KEY (a, b); CREATE INDEX ⟦i⟧ ON tags (a, b)',
      'ALTER TABLE other DROP COLUMN name; CREATE INDEX ⟦i⟧ ON tags (name)',
      'CREATE UNLOGGED TABLE other (a int UNIQUE); CREATE INDEX ⟦i⟧ ON other (a)',
      'CREATE TABLE IF NOT EXISTS other (a int, CONSTRAINT k UNIQUE (a)); CREATE INDEX ⟦i⟧ ON other (a)',
      'CREATE TABLE other (a int, b int, PRIMARY KEY (a, b)); CREATE INDEX ⟦i⟧ ON other (a, b)',
      // Names fold to lower case, and are not the words that they begin or end with.
      'CREATE TABLE OTHER (a int UNIQUE); CREATE INDEX ⟦i⟧ ON other (a)',
      ...words('knot motif notes iffy only_one existsx').map(
        (table) => `CREATE TABLE ${table} (a int UNIQUE); CREATE INDEX ⟦i⟧ ON ${table} (a)`,
      ),
      ...words('monkey last_check keys checked_at').map(
        (column) => `CREATE TABLE other (${column} int UNIQUE); CREATE INDEX ⟦i⟧ ON other (${column})`,
      ),
      'CREATE TABLE other ("A" int UNIQUE); CREATE INDEX ⟦i⟧ ON other ("A")',
      'CREATE TABLE other (a varchar(9) DEFAULT lower(b, c) UNIQUE); CREATE INDEX ⟦i⟧ ON other (a)',
    ].map(tags),
  });

  const orders = (columns: string, rest = ''): string =>
    `pgPool.query(\`CREATE TABLE orders (id bigint PRIMARY KEY, ${columns}); ${rest}\`);`;
  testCases('require-foreign-key-index', {
    valid: [
      ...(
        [
          ['a int REFERENCES users', 'CREATE INDEX ON orders (a)'],
          ['a int REFERENCES users', 'CREATE INDEX i ON orders (a, b)'],
          ['a int REFERENCES users', 'CREATE UNIQUE INDEX i ON ONLY public.orders USING btree (a)'],
          ['a int REFERENCES users UNIQUE', ''],
          ['a int UNIQUE REFERENCES users', ''],
          ['a int, b int, FOREIGN KEY (a, b) REFERENCES users', 'CREATE INDEX ON orders (b)'],
          ['a int, UNIQUE (a, b), FOREIGN KEY (a) REFERENCES users', ''],
          ['a int, CONSTRAINT k UNIQUE (a), FOREIGN KEY (a) REFERENCES users', ''],
          ['a int REFERENCES users, KEY k (a)', ''],
          ['a int REFERENCES users, INDEX (a)', ''],
          ['a int REFERENCES users', 'ALTER TABLE orders ADD UNIQUE (a)'],
          ['a int REFERENCES users', 'CREATE INDEX i ON ${table} (a)'],
          ['a int', 'ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES users'],
          ['a int', 'ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES users'],
          ['a int', 'ALTER TABLE orders DROP CONSTRAINT k'],
          ["a text DEFAULT 'REFERENCES users'", ''],
          ['a int CHECK (references > 3)', ''],
          ['FOREIGN KEY (${column}) REFERENCES users', ''],
          ['${column} int REFERENCES users', ''],
        ] as const
      ).map(([columns, rest]) => orders(columns, rest)),
      "mysqlPool.query('CREATE TABLE orders (a int REFERENCES users)');",
      "db.query('CREATE TABLE orders (a int REFERENCES users)');",
      "db.query('CREATE TABLE orders (at timestamptz, a int AUTO_INCREMENT REFERENCES users)');",
      "const text = 'CREATE TABLE orders (at timestamptz, a int REFERENCES users)';",
      'pgPool.query(`CREATE TABLE ${orders} (a int REFERENCES users)`);',
      { code: orders('a int REFERENCES users'), filename: 'tests/orders.ts' },
    ],
    invalid: [
      ...(
        [
          ['⟦a⟧ int REFERENCES users', ''],
          ['⟦a⟧ int NOT NULL REFERENCES app.users (id) ON DELETE CASCADE', ''],
          ['⟦"A"⟧ int REFERENCES users', ''],
          ['⟦a⟧ int REFERENCES ${users}', ''],
          ['⟦a⟧ int REFERENCES users', 'CREATE INDEX ON orders (b, a)'],
          ['⟦a⟧ int REFERENCES users', 'CREATE INDEX ON other (a)'],
          ['⟦a⟧ int REFERENCES users', 'CREATE INDEX ON orders (lower(a))'],
          ['⟦a⟧ int REFERENCES users', 'CREATE INDEX ON orders ((a))'],
          ['⟦a⟧ int REFERENCES users', 'CREATE VIEW v AS SELECT a FROM orders'],
          ['⟦a⟧ int REFERENCES users, UNIQUE (b, a)', ''],
          ['⟦a⟧ int REFERENCES users, CHECK (a)', ''],
          ['a int, b int, FOREIGN KEY (⟦a⟧, b) REFERENCES users', ''],
          ['a int, CONSTRAINT k FOREIGN KEY (⟦a⟧) REFERENCES users', ''],
          ['a int', 'ALTER TABLE orders ADD ⟦b⟧ int REFERENCES users'],
          ['a int', 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS ⟦b⟧ int REFERENCES users, ADD c int'],
        ] as const
      ).map(([columns, rest]) => orders(columns, rest)),
      "sqlite.prepare('CREATE TABLE orders (⟦a⟧ int REFERENCES users)');",
      ...words('timestamptz jsonb bytea citext inet serial bigserial tsvector text[]').map(
        (type) => `db.query('CREATE TABLE orders (at ${type}, ⟦a⟧ int REFERENCES users)');`,
      ),
      "db.query('CREATE TABLE orders (id uuid DEFAULT gen_random_uuid(), ⟦a⟧ int REFERENCES users)');",
      "db.query('CREATE TABLE orders (id uuid NOT NULL, ⟦a⟧ int REFERENCES users)');",
      'db.query("CREATE TABLE orders (id int DEFAULT \'1\'::int, ⟦a⟧ int REFERENCES users)");',
      "db.query('CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY, ⟦a⟧ int REFERENCES users)');",
      "db.query('CREATE TABLE orders (at timestamp with time zone, ⟦a⟧ int REFERENCES users)');",
      { code: orders('⟦a⟧ int REFERENCES users'), filename: 'migrations/1.ts' },
      {
        code: "db.query('CREATE TABLE orders (⟦a⟧ int REFERENCES users)');",
        options: [{ dialect: 'postgresql' }],
      },
    ],
    suggestions: [
      {
        code: orders('a int REFERENCES users'),
        output: orders('a int REFERENCES users').replace('; `', '; CREATE INDEX ON orders (a); `'),
      },
    ],
    messages: [
      {
        code: orders('a int, b int, FOREIGN KEY (a, b) REFERENCES app.users'),
        message:
          'Nothing indexes a, b, so that every DELETE in app.users and every join from it reads all of orders: add an index.',
      },
    ],
  });
});
