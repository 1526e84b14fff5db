import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type pg from 'pg';
import type { DatabaseAssets } from '../../../lessons/runtime/database/messages.ts';
import { builtDatabase, PlaygroundDatabase, readAssets } from './playground-database.ts';

const SCHEMA = `
  CREATE TABLE users (
    id serial PRIMARY KEY, name text NOT NULL, email text UNIQUE, age integer, active boolean,
    created timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX users_age ON users (age);`;
const SEED = `
  INSERT INTO users (name, email, age, active) VALUES
    ('Ada', 'ada@example.org', 36, true), ('bob', NULL, NULL, NULL), ('Cy', 'cy@example.org', 36, false),
    ('', NULL, -1, true), ('Ada', NULL, 0, NULL);`;

let assets: DatabaseAssets;
const open: PlaygroundDatabase[] = [];

beforeAll(async () => {
  assets = await readAssets(await builtDatabase());
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((database) => database.dispose()));
});

/** Both engines; PGlite starts when the test says so. */
async function startBoth(): Promise<{ database: PlaygroundDatabase; startPostgres: () => void }> {
  let startPostgres = (): void => undefined;
  const given = new Promise<DatabaseAssets>((resolve) => {
    startPostgres = () => resolve(assets);
  });
  const database = await PlaygroundDatabase.start('both', given);
  open.push(database);
  await database.client.reset({ schema: SCHEMA, seed: SEED });
  return { database, startPostgres };
}

/** Both engines, of which PGlite cannot be had. */
async function startWithout(reason: string): Promise<PlaygroundDatabase> {
  let fail = (): void => undefined;
  const given = new Promise<DatabaseAssets>((_, reject) => {
    fail = () => reject(new Error(reason));
  });
  const database = await PlaygroundDatabase.start('both', given);
  fail();
  open.push(database);
  return database;
}

async function enginesOf(database: PlaygroundDatabase): Promise<string[]> {
  return (await database.takeRecords()).map(({ engine }) => engine);
}

describe('with both engines', () => {
  test('pg-mem answers before PGlite is there', async () => {
    const { database } = await startBoth();
    const client = await database.connect();
    expect((await client.query('SELECT name FROM users WHERE id = $1', [1])).rows).toEqual([{ name: 'Ada' }]);
    expect(await enginesOf(database)).toEqual(['pg-mem']);
    expect(database.states.map((state) => (state.kind === 'ready' ? state.engine : state.kind))).toEqual([
      'loading',
      'pg-mem',
    ]);
  });

  test('PGlite takes over all that was written, down to the times and the ids', async () => {
    const { database, startPostgres } = await startBoth();
    const client = await database.connect();
    const { rows: inserted } = await client.query(
      'INSERT INTO users (name, age) VALUES ($1, $2) RETURNING *',
      ['Eve', 9],
    );
    await client.query('BEGIN');
    await client.query("INSERT INTO users (name) VALUES ('never')");
    await client.query('ROLLBACK');
    await client.query('BEGIN');
    await client.query("UPDATE users SET name = 'Grace' WHERE id = 1");
    await client.query('DELETE FROM users WHERE id = 2');
    await client.query('COMMIT');
    const before = await database.client.tables(100);
    startPostgres();
    await database.whenReady('pglite');
    expect(await database.client.tables(100)).toEqual(before);
    await database.takeRecords();
    expect((await client.query("SELECT * FROM users WHERE name = 'Eve'")).rows).toEqual(inserted);
    expect(await enginesOf(database)).toEqual(['pglite']);
  });

  test('what pg-mem refuses waits for PGlite, and the record says why', async () => {
    const { database, startPostgres } = await startBoth();
    const client = await database.connect();
    await client.query("UPDATE users SET name = 'Grace' WHERE id = 1");
    const query = client.query(
      'SELECT id, row_number() OVER (ORDER BY name DESC) AS place FROM users WHERE age = 36',
    );
    await vi.waitFor(() => expect(database.waits).toEqual([true]));
    startPostgres();
    expect((await query).rows).toEqual([
      { id: 1, place: '1' },
      { id: 3, place: '2' },
    ]);
    const record = (await database.takeRecords())[1];
    expect(record).toMatchObject({ engine: 'pglite', rows: 2, command: 'SELECT' });
    expect(record?.replayed?.reason).toMatch(/pg-mem/);
    expect(database.waits).toEqual([true, false]);
  });

  test('an error of pg-mem is never shown', async () => {
    const { database, startPostgres } = await startBoth();
    const client = await database.connect();
    startPostgres();
    await expect(
      client.query('INSERT INTO users (name, email) VALUES ($1, $2)', ['X', 'ada@example.org']),
    ).rejects.toMatchObject({
      message: 'duplicate key value violates unique constraint "users_email_key"',
      constraint: 'users_email_key',
    });
  });

  test('takes an open transaction along to PGlite', async () => {
    const { database, startPostgres } = await startBoth();
    const client = await database.connect();
    await client.query('BEGIN');
    await client.query("UPDATE users SET name = 'changed' WHERE id = 1");
    startPostgres();
    expect((await client.query('SELECT upper(name) AS name FROM users WHERE id = 1')).rows).toEqual([
      { name: 'CHANGED' },
    ]);
    await client.query('ROLLBACK');
    expect((await client.query('SELECT name FROM users WHERE id = 1')).rows).toEqual([{ name: 'Ada' }]);
    expect(await enginesOf(database)).toEqual(['pg-mem', 'pg-mem', 'pglite', 'pglite', 'pglite']);
  });

  test('prepared statements survive the change of engine', async () => {
    const { database, startPostgres } = await startBoth();
    const client = await database.connect();
    const find = { name: 'find', text: 'SELECT name FROM users WHERE id = $1', values: [3] };
    expect((await client.query(find)).rows).toEqual([{ name: 'Cy' }]);
    startPostgres();
    await database.whenReady('pglite');
    expect((await client.query(find)).rows).toEqual([{ name: 'Cy' }]);
    expect(await enginesOf(database)).toEqual(['pg-mem', 'pglite']);
  });

  test.each([
    [
      'a function in the seed',
      SCHEMA,
      "INSERT INTO users (name) SELECT 'user ' || i FROM generate_series(1, 3) i",
    ],
    [
      'a type that pg-mem keeps otherwise',
      'CREATE TABLE users (price numeric(10, 2))',
      'INSERT INTO users VALUES (1)',
    ],
  ])('PGlite makes the database when pg-mem cannot: %s', async (_, schema, seed) => {
    const { database, startPostgres } = await startBoth();
    startPostgres();
    await database.client.reset({ schema, seed });
    const { rows } = await database.client.query('SELECT * FROM users');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(([first]) => first === '1.00' || /^[123]$/.test(first ?? ''))).toBe(true);
  });

  test('a schema that is wrong is refused in the words of PostgreSQL', async () => {
    const { database, startPostgres } = await startBoth();
    startPostgres();
    await expect(database.client.reset({ schema: 'CREATE TABEL x ()', seed: '' })).rejects.toMatchObject({
      message: 'syntax error at or near "TABEL"',
      error: { code: '42601' },
    });
  });

  test('without PGlite, pg-mem goes on and says what it cannot do', async () => {
    const database = await startWithout('offline');
    await database.client.reset({ schema: SCHEMA, seed: SEED });
    const client = await database.connect();
    expect((await client.query('SELECT count(*) FROM users')).rows).toEqual([{ count: '5' }]);
    await expect(client.query('SELECT upper(name) FROM users')).rejects.toMatchObject({ code: '57P03' });
    expect((await client.query('SELECT count(*) FROM users')).rows).toEqual([{ count: '5' }]);
    expect(database.states.at(-1)).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('offline'),
    });
  });

  test('statements that pg-mem would answer wrongly, or not at all, go to PGlite', async () => {
    const { database, startPostgres } = await startBoth();
    const client = await database.connect();
    startPostgres();
    const answers: unknown[] = [];
    for (const [sql, ...values] of [
      ['SELECT id FROM users WHERE id = ANY($1) ORDER BY id', [1, 3]],
      ['SELECT id FROM users WHERE age <> 36 ORDER BY id'],
      ['SELECT id FROM users WHERE age NOT IN (36, -1) ORDER BY id'],
      ['SELECT count(*) FILTER (WHERE age = 36) AS id FROM users'],
      ['SELECT id, name FROM users ORDER BY 2 DESC, 1 LIMIT 1'],
      ['SELECT json_build_object($1::text, 1) AS id', 'key'],
      ["SELECT '1'::int / 2 AS id"],
    ] as [string, ...unknown[]][]) {
      const { rows } = await client.query<{ id: unknown }>(sql, values);
      answers.push(rows.map(({ id }) => id));
    }
    expect(answers).toEqual([[1, 3], [4, 5], [5], ['2'], [2], [{ key: 1 }], [0]]);
  });
});

/** Statements of the kind that pg-mem answers without PGlite, with values that are hard on purpose. */
const COLUMNS = ['id', 'name', 'email', 'age', 'active'] as const;
const column = fc.constantFrom(...COLUMNS);

function valueOf(name: (typeof COLUMNS)[number]): fc.Arbitrary<string> {
  const odd = fc.constantFrom('2147483648', '12abc', 'ada', 'f', ' 1', '1.5', '', 'TRUE', '1e3');
  const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
  const usual = {
    id: fc.integer({ min: 0, max: 6 }).map(String),
    age: fc.oneof(fc.constantFrom('36', '-1', '0'), fc.integer().map(String)),
    name: fc.oneof(fc.constantFrom('Ada', 'bob', 'Cy', 'a%', '_'), text),
    email: fc.oneof(fc.constantFrom('ada@example.org', 'cy@example.org'), text),
    active: fc.constantFrom('true', 'false'),
  };
  return fc.oneof({ weight: 9, arbitrary: usual[name] }, { weight: 1, arbitrary: odd });
}

const condition = column.chain((name) =>
  fc.oneof(
    fc.record({
      column: fc.constant(name),
      operator: fc.constantFrom('=', '<', '<=', '>', '>='),
      values: fc.tuple(valueOf(name)),
    }),
    fc.record({
      column: fc.constant(name),
      operator: fc.constant('IN'),
      values: fc.array(valueOf(name), { minLength: 1, maxLength: 3 }),
    }),
  ),
);
interface Condition {
  column: string;
  operator: string;
  values: readonly string[];
}

function conditionsSql(conditions: readonly Condition[], parameters: (string | null)[]): string {
  if (conditions.length === 0) return '';
  const parts = conditions.map(({ column: name, operator, values }) => {
    const places = values.map((each) => `$${parameters.push(each)}`);
    return `${name} ${operator} ${operator === 'IN' ? `(${places.join(', ')})` : places[0]}`;
  });
  return ` WHERE ${parts.join(' AND ')}`;
}

const statement = fc.oneof(
  fc
    .record({
      conditions: fc.array(condition, { maxLength: 3 }),
      order: fc.uniqueArray(column, { maxLength: 2 }),
      direction: fc.constantFrom('', ' DESC'),
      limit: fc.option(fc.nat(6)),
    })
    .map(({ conditions, order, direction, limit }) => {
      const parameters: (string | null)[] = [];
      const where = conditionsSql(conditions, parameters);
      const keys = [...order.map((name) => name + direction), 'id'].join(', ');
      return {
        sql: `SELECT * FROM users${where} ORDER BY ${keys}${limit === null ? '' : ` LIMIT ${limit}`}`,
        parameters,
      };
    }),
  fc.array(condition, { maxLength: 3 }).map((conditions) => {
    const parameters: (string | null)[] = [];
    return { sql: `SELECT count(*) FROM users${conditionsSql(conditions, parameters)}`, parameters };
  }),
  fc
    .record({
      name: fc.option(valueOf('name')),
      email: fc.option(valueOf('email')),
      age: fc.option(valueOf('age')),
      active: fc.option(valueOf('active')),
    })
    .map(({ name, email, age, active }) => ({
      sql: 'INSERT INTO users (name, email, age, active) VALUES ($1, $2, $3, $4) RETURNING id, name, email, age, active',
      parameters: [name, email, age, active],
    })),
  fc
    .record({
      set: column.chain((name) => fc.tuple(fc.constant(name), fc.option(valueOf(name)))),
      conditions: fc.array(condition, { maxLength: 2 }),
    })
    .map(({ set: [name, to], conditions }) => {
      const parameters: (string | null)[] = [to];
      return { sql: `UPDATE users SET ${name} = $1${conditionsSql(conditions, parameters)}`, parameters };
    }),
  fc.array(condition, { minLength: 1, maxLength: 2 }).map((conditions) => {
    const parameters: (string | null)[] = [];
    return { sql: `DELETE FROM users${conditionsSql(conditions, parameters)}`, parameters };
  }),
);

describe('whatever pg-mem answers, PostgreSQL answers too', () => {
  let postgres: PlaygroundDatabase;
  let reference: pg.Client;

  beforeAll(async () => {
    postgres = await PlaygroundDatabase.start('pglite', assets);
    reference = await postgres.connect();
  });
  afterAll(() => postgres.dispose());

  test('for statements that it is trusted with', async () => {
    const database = await startWithout('pg-mem is on its own');
    const client = await database.connect();
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 8 }), async (statements) => {
        await Promise.all([
          database.client.reset({ schema: SCHEMA, seed: SEED }),
          postgres.client.reset({ schema: SCHEMA, seed: SEED }),
        ]);
        for (const { sql, parameters } of statements) {
          const answer = await client.query<Record<string, unknown>>(sql, parameters).catch(() => undefined);
          // Refused: PGlite would have answered.
          if (answer === undefined) continue;
          answered++;
          const expected = await reference.query<Record<string, unknown>>(sql, parameters);
          const rowsOf = ({ rows, rowCount, command }: typeof answer): unknown => ({
            command,
            rowCount,
            rows: rows.map(({ created: _, ...row }) => row),
          });
          expect(rowsOf(answer)).toEqual(rowsOf(expected));
        }
      }),
      { numRuns: 150 },
    );
    expect(answered).toBeGreaterThan(100);
  });
});
