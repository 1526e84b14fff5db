import { auth } from './auth.ts';
import { layers, queries, schema } from './data.ts';
import { rest, skill } from './level-1.ts';
import { caching, graphql, microservices } from './level-2.ts';
import type { Proofs } from './proof.ts';

/** The proofs of every file of the skill. */
export const proofs: Readonly<Record<string, Proofs>> = {
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
