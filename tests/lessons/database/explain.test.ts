import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanNode, PlanResult } from '../../../lessons/runtime/playground.ts';
import { PlaygroundDatabase } from './playground-database.ts';

const SOURCE = {
  schema: `
    CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, age int);
    CREATE TABLE posts (id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users (id), title text);
    CREATE INDEX posts_user_id ON posts (user_id);
    CREATE FUNCTION sneak() RETURNS int LANGUAGE sql AS $$ DELETE FROM posts; SELECT 1 $$;`,
  seed: `
    INSERT INTO users (name, age) SELECT 'user ' || i, i % 90 FROM generate_series(1, 5000) AS i;
    INSERT INTO posts (user_id, title) SELECT i, 'post ' || i FROM generate_series(1, 5000) AS i;`,
};

describe('a plan', () => {
  let database: PlaygroundDatabase;

  beforeAll(async () => {
    database = await PlaygroundDatabase.start('pglite');
    await database.client.reset(SOURCE);
  });
  afterAll(() => database.dispose());

  async function plan(sql: string, ...parameters: (string | null)[]): Promise<PlanResult & { kind: 'plan' }> {
    const result = await database.client.explain(sql, parameters);
    if (result.kind !== 'plan') throw new Error(result.reason);
    return result;
  }

  test('of a statement that reads is measured, with its parameters', async () => {
    const { root, analyzed, text } = await plan('SELECT title FROM posts WHERE user_id = $1', '7');
    expect(analyzed).toBe(true);
    expect(root).toMatchObject({
      type: 'Index Scan',
      relation: 'posts',
      index: 'posts_user_id',
      estimatedRows: 1,
      actualRows: 1,
      loops: 1,
      details: [
        ['Index Cond', '(user_id = 7)'],
        ['Index Searches', '1'],
        ['Buffers', expect.stringMatching(/^shared hit=\d+/)],
      ],
    });
    expect(text).toMatch(
      /^Index Scan using posts_user_id on posts {2}\(cost=.*\) \(actual time=.* rows=1\.00 loops=1\)$/m,
    );
  });

  test('knows the rows that are there', async () => {
    const { root } = await plan('SELECT * FROM users WHERE age < $1', '45');
    expect(root).toMatchObject({ type: 'Seq Scan', actualRows: 2519 });
    expect(Math.abs(root.estimatedRows - 2519)).toBeLessThan(250);
  });

  test.each([
    'INSERT INTO users (name) VALUES ($1)',
    'UPDATE users SET name = $1',
    'DELETE FROM posts WHERE title = $1',
    'WITH gone AS (DELETE FROM posts WHERE title <> $1 RETURNING id) SELECT count(*) FROM gone',
    'SELECT sneak(), $1::text',
    "SELECT nextval('users_id_seq'), $1::text",
    "SELECT setval('users_id_seq', 9), $1::text",
    'SELECT $1::text INTO copied',
    'CREATE TABLE copied AS SELECT $1::text',
    'VALUES ($1)',
  ])('never writes: %s', async (sql) => {
    const state = `SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM posts),
      (SELECT last_value FROM users_id_seq), to_regclass('copied')`;
    const before = await database.client.query(state);
    const result = await database.client.explain(sql, ['x']);
    expect(result.kind === 'plan' && result.analyzed).toBe(sql.startsWith('VALUES'));
    expect(await database.client.query(state)).toEqual(before);
  });

  test.each([
    'SELECT 1; DELETE FROM posts',
    'nonsense',
    'SELECT nope FROM users',
    'BEGIN',
    '',
    'COMMIT; SELECT 1',
  ])('is not to be had for %j', async (sql) => {
    expect(await database.client.explain(sql, [])).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('PostgreSQL'),
    });
    expect((await database.client.query('SELECT count(*) FROM posts')).rows).toEqual([['5000']]);
  });

  test.each([
    'SELECT * FROM users',
    'SELECT u.name, count(*) FROM users u JOIN posts p ON p.user_id = u.id GROUP BY u.name ORDER BY count(*) DESC LIMIT 3',
    'SELECT * FROM users u LEFT JOIN posts p ON p.user_id = u.id WHERE u.id < 5 AND u.age > 1',
    'SELECT name, rank() OVER (PARTITION BY age ORDER BY name) FROM users',
    'SELECT age FROM users GROUP BY age HAVING count(*) > 5 ORDER BY age',
    'SELECT max(id), min(id) FROM posts',
    'SELECT * FROM posts WHERE user_id IN (1, 2, 3) OR id > 4000',
    'SELECT id FROM users UNION SELECT id FROM posts ORDER BY 1 DESC',
    'SELECT id FROM users EXCEPT SELECT user_id FROM posts',
    'WITH old AS MATERIALIZED (SELECT * FROM users WHERE age > 80) SELECT * FROM old a, old b WHERE a.id = b.id',
    'WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 5) SELECT * FROM up',
    'SELECT name, (SELECT title FROM posts p WHERE p.user_id = u.id LIMIT 1) FROM users u WHERE EXISTS (SELECT 1 FROM posts WHERE id = u.age)',
    'SELECT * FROM generate_series(1, 3) AS numbers(n)',
    'SELECT id FROM users ORDER BY id DESC LIMIT 2',
    "UPDATE users SET age = 1 WHERE name LIKE 'user 1%'",
    'DELETE FROM posts USING users WHERE users.id = posts.user_id AND users.age = 3',
    'INSERT INTO users (name) SELECT title FROM posts',
    'SELECT 1 WHERE false',
  ])('reads as EXPLAIN prints it: %s', async (sql) => {
    const { text, root } = await plan(sql);
    const { rows } = await database.client.query(`EXPLAIN ${sql}`);
    const measured = / \((?:actual time=[^)]*|never executed)\)$/gm;
    const known =
      /^ *(?:Rows Removed|Index Searches|Heap Fetches|Sort Method|Buffers|Buckets|Batches|Storage|Cache (?:Hits|Misses|Evictions|Overflows)|Full-sort|Pre-sorted|Heap Blocks).*\n?/gm;
    expect(text.replaceAll(measured, '').replaceAll(known, '').trimEnd()).toBe(
      rows.map(([line]) => line).join('\n'),
    );
    const count = (node: PlanNode): number => 1 + node.children.reduce((sum, child) => sum + count(child), 0);
    expect(text.match(/ {2}->/g)?.length ?? 0).toBe(count(root) - 1);
  });

  test('is not to be had from pg-mem, which says so', async () => {
    const memory = await PlaygroundDatabase.start('pg-mem');
    expect(await memory.client.explain('SELECT 1', [])).toEqual({
      kind: 'unavailable',
      reason: 'pg-mem has no query planner. Plans come from PGlite.',
    });
    await memory.dispose();
  });
});
