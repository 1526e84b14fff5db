import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { skillFiles } from '../blocks/block.ts';
import { openMigrated } from '../blocks/workplace.ts';
import { proofs } from './all.ts';
import { claimedProofs, workplaceFor } from './proof.ts';

let database: Database;
beforeAll(async () => {
  database = await openMigrated();
});
afterAll(() => database.close());

describe.each(skillFiles)('%s', (file) => {
  const own = proofs[file] ?? {};

  test('has a proof for each block that names one, and no other', () => {
    expect(Object.keys(own).sort()).toEqual(claimedProofs(file));
  });

  test.each(Object.entries(own))('%s', (name, proof) => proof(workplaceFor(file, name, database)));
});
