import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadProgress, Playground } from '../../../lessons/runtime/playground.ts';
import { openPlayground } from './test-playground.ts';

let playground: Playground;

beforeAll(() => {
  playground = openPlayground('pglite');
});
afterAll(() => playground.dispose());

const schema = 'CREATE TABLE numbers (id int PRIMARY KEY, half int, name text);\n';
const large = `-- Many rows
INSERT INTO numbers SELECT n, n / 2, 'row ' || n FROM generate_series(1, 100_000) n;
INSERT INTO numbers VALUES (0, NULL, 'none');
INSERT INTO numbers SELECT n, n / 2, 'row ' || n FROM generate_series(100_001, 120_000) n;
`;

/** What is told of the loading while something goes on. */
async function progressOf(run: (told: readonly (LoadProgress | undefined)[]) => Promise<unknown>) {
  const told: (LoadProgress | undefined)[] = [];
  const end = playground.onLoading((progress) => told.push(progress));
  await run(told);
  end();
  return told;
}

describe('a database that takes long to be made', () => {
  it('tells how far it is, and its tables are read in pages, in any order', async () => {
    const told = await progressOf(() => playground.resetDatabase({ schema, seed: large }));
    expect(told).toMatchObject([
      { text: 'seed', statement: 1, of: 3, sql: expect.stringContaining('100_000') },
      { text: 'seed', statement: 2, of: 3, sql: expect.stringMatching(/^INSERT INTO numbers VALUES/) },
      { text: 'seed', statement: 3, of: 3 },
      undefined,
    ]);
    const page = await playground.table('numbers', { offset: 99_999, limit: 2 });
    expect(page).toMatchObject({
      total: 120_001,
      rows: [
        ['99999', '49999', 'row 99999'],
        ['100000', '50000', 'row 100000'],
      ],
    });
    const sorted = { offset: 0, limit: 2, sort: { column: 'half', isDescending: true } };
    expect((await playground.table('numbers', sorted))?.rows.map(([id]) => id)).toEqual(['120000', '119998']);
    const last = { ...sorted, offset: 120_000 };
    expect((await playground.table('numbers', last))?.rows).toEqual([['0', null, 'none']]);
    expect(await playground.table('nobody', sorted)).toBeUndefined();
  });

  it('tells of one large statement too, and is not ended by who asks meanwhile', async () => {
    const seed = 'INSERT INTO numbers SELECT count(*) FROM generate_series(1, 4000 * 1000)';
    const impatient = openPlayground('pglite', 300);
    await impatient.whenPostgresReady();
    const told: (LoadProgress | undefined)[] = [];
    const asked: Promise<unknown>[] = [];
    impatient.onLoading((progress) => {
      told.push(progress);
      if (progress) asked.push(impatient.query('SELECT count(*) FROM numbers'));
    });
    await impatient.resetDatabase({ schema, seed });
    expect(told).toMatchObject([{ text: 'seed', statement: 1, of: 1, sql: seed }, undefined]);
    expect(await Promise.all(asked)).toMatchObject([{ rows: [['1']] }]);
    await impatient.dispose();
  });

  it('can be stopped, and leaves an empty one', async () => {
    const endless = `${large}INSERT INTO numbers SELECT n FROM generate_series(200_000, 900_000_000) n;`;
    let refusal: unknown;
    await progressOf(async (told) => {
      const making = playground
        .resetDatabase({ schema, seed: endless })
        .catch((error: unknown) => (refusal = error));
      const end = playground.onLoading((progress) => {
        if (progress?.statement === 4) void playground.cancelReset();
      });
      await making;
      end();
      expect(told.at(-1)).toBeUndefined();
    });
    expect(refusal).toMatchObject({ message: 'The database was ended.' });
    expect(await playground.tables(1)).toEqual([]);
  });
});

describe('schema and seed that are wrong', () => {
  it.each([
    [
      'at the place that PostgreSQL names',
      `${schema}\nCREATE TABLE x (id nonsense);`,
      '',
      { text: 'schema', line: 3, column: 20 },
    ],
    [
      'at the statement that fails',
      schema,
      'INSERT INTO numbers VALUES (1);\n\n  INSERT INTO numbers VALUES (1);',
      { text: 'seed', line: 3, column: 3 },
    ],
    [
      'in what is long',
      schema,
      `${large}\nINSERT INTO nobody VALUES (1);`,
      { text: 'seed', line: 6, column: 13 },
    ],
  ])('are refused %s', async (_, schemaText, seed, place) => {
    const refused = playground.resetDatabase({ schema: schemaText, seed });
    await expect(refused).rejects.toMatchObject({ error: { place } });
  });
});
