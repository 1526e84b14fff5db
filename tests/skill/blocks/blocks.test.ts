import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { allBlocks, skillFiles, type Block } from './block.ts';
import { queriesIn, run, typeErrors } from './typescript.ts';
import { openMigrated, renew, seed, supply } from './workplace.ts';

const inLanguage = (language: string) => allBlocks.filter((block) => block.language === language);

test.each(allBlocks.filter((block) => block.isWrong))(
  '$name, which is wrong, names a proof of its harm',
  (block) => {
    expect([...block.findings, block.fails, block.test].filter(Boolean)).not.toEqual([]);
  },
);

test.each(allBlocks.filter((block) => !block.isWrong))('$name, which is right, names no harm', (block) => {
  expect([...block.findings, block.fails].filter(Boolean)).toEqual([]);
});

let database: Database;
beforeAll(async () => {
  database = await openMigrated();
  await seed(database);
});
afterAll(() => database.close());

describe('TypeScript', () => {
  const blocks = inLanguage('ts');
  let errors: ReadonlyMap<Block, readonly string[]>;
  beforeAll(() => {
    errors = typeErrors(blocks);
  });

  test.each(blocks)('$name compiles, or fails as it says', (block) => {
    const found = errors.get(block) ?? [];
    if (block.fails?.startsWith('TS'))
      expect(found.map((error) => error.split(' ')[0])).toEqual([block.fails]);
    else expect(found).toEqual([]);
  });

  test.each(blocks)('$name runs', async (block) => {
    const supplied = supply(database);
    await run(block, supplied);
    await supplied.app.ready();
  });

  test.each(blocks.filter((block) => queriesIn(block.code).length > 0))(
    '$name holds SQL that PostgreSQL accepts',
    async (block) => {
      for (const text of queriesIn(block.code)) await plan(database, text);
    },
  );
});

describe.each(skillFiles.filter((file) => inLanguage('sql').some((block) => block.file === file)))(
  'the SQL of %s',
  (file) => {
    beforeAll(async () => {
      await renew(database);
      await seed(database);
    });

    let count = 0;
    const blocks = inLanguage('sql').filter((block) => block.file === file);
    test.each(blocks)('$name is accepted, or fails as it says', async (block) => {
      // A schema for each block: it may create what another has created, and read the tables of the examples.
      const schema = `${file.replace('.md', '').toLowerCase().replaceAll('-', '_')}_${(count += 1)}`;
      await database.query(`CREATE SCHEMA ${schema}`);
      await database.query(`SET search_path = ${schema}, public`);
      let failed: string | undefined;
      try {
        for (const statement of statementsOf(block.code)) {
          if (/\$\d/.test(statement)) await plan(database, statement);
          else await database.query(statement);
        }
      } catch (error) {
        failed = (error as { code?: string }).code ?? String(error);
      }
      expect(failed).toBe(block.fails);
      if (block.isWrong) await database.query(`DROP SCHEMA ${schema} CASCADE`);
    });
  },
);

/** Parses, checks and plans a statement, whatever its parameters will be. */
async function plan(database: Database, statement: string): Promise<void> {
  await database.transaction((transaction) => transaction.script(`EXPLAIN (GENERIC_PLAN) ${statement}`));
}

/** The statements of a block: no block has a semicolon elsewhere. */
function statementsOf(code: string): readonly string[] {
  return code
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
