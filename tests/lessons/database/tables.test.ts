import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PlaygroundDatabase } from './playground-database.ts';

describe.each(['pglite', 'pg-mem'] as const)('the tables of %s', (engine) => {
  let database: PlaygroundDatabase;

  beforeAll(async () => {
    database = await PlaygroundDatabase.start(engine);
    await database.client.reset({
      schema: `CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL);
        CREATE TABLE posts (id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id), title text);`,
      seed: `INSERT INTO users (name) VALUES ('Ada'), ('Bob');
        INSERT INTO posts (user_id, title) VALUES (1, 'one'), (1, 'two'), (2, 'three');`,
    });
  });
  afterAll(() => database.dispose());

  test('come with their types', async () => {
    const tables = await database.client.tables(1);
    expect(tables.map(({ name, total, rows }) => [name, total, rows.length])).toEqual([
      ['posts', 3, 1],
      ['users', 2, 1],
    ]);
    expect(tables[0]).toEqual({
      name: 'posts',
      columns: ['id', 'user_id', 'title'],
      types: ['integer', 'integer', 'text'],
      rows: [['1', '1', 'one']],
      total: 3,
    });
  });
});
