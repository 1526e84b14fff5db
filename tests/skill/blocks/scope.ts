/**
 * The names that the skill's TypeScript blocks use without importing them. Packages and what the examples
 * define are exported here; `Supplied` is what a running program would hold.
 */
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Redis } from 'ioredis';
import type { Authenticate } from '../../../lessons/skill/backend-development-patterns/examples/auth/guard.ts';
import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';

export { default as DataLoader } from 'dataloader';
export { default as fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
export {
  GraphQLError,
  Kind,
  specifiedRules,
  validate,
  type DocumentNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
export { errors, jwtVerify } from 'jose';
export { default as jwt } from 'jsonwebtoken';
export { createHash, randomBytes, randomUUID, scryptSync } from 'node:crypto';
export { z } from 'zod';
export type { Caller } from '../../../lessons/skill/backend-development-patterns/examples/auth/guard.ts';
export {
  ApiError,
  conflict,
  notFound,
  unauthenticated,
  unprocessable,
} from '../../../lessons/skill/backend-development-patterns/examples/foundation/api-error.ts';
export { isRefusal } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
export { failure } from '../../../lessons/skill/backend-development-patterns/examples/foundation/envelope.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

export interface Supplied {
  readonly app: FastifyInstance;
  readonly authenticate: Authenticate;
  readonly db: Database;
  readonly handler: RouteHandlerMethod;
  readonly orders: { find(id: string): Promise<{ id: string; userId: string } | null> };
  readonly redis: Redis;
  readonly schema: GraphQLSchema;
  readonly secret: string;
  readonly users: {
    findByEmail(email: string): Promise<Person | null>;
    findById(id: string): Promise<Person | null>;
    insert(email: string): Promise<{ id: string }>;
  };
}

/** The names of `Supplied`, for whoever writes a block's surroundings. */
export const suppliedNames: readonly (keyof Supplied)[] = [
  'app',
  'authenticate',
  'db',
  'handler',
  'orders',
  'redis',
  'schema',
  'secret',
  'users',
];
