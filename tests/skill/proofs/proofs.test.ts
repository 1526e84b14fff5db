import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { skillFiles } from '../blocks/block.ts';
import { openMigrated } from '../blocks/workplace.ts';
import { auth } from './auth.ts';
import { layers, queries, schema } from './data.ts';
import { rest, skill } from './level-1.ts';
import { caching, graphql, microservices } from './level-2.ts';
import { claimedProofs, workplaceFor, type Proofs } from './proof.ts';

const proofs: Readonly<Record<string, Proofs>> = {
  'SKILL.md': skill,
  'auth.md': auth,
  'caching-strategies.md': caching,
  'graphql-patterns.md': graphql,
  'layers.md': layers,
  'microservices-patterns.md': microservices,
  'queries.md': queries,
  'rest.md': rest,
  'schema.md': schema,
};

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
