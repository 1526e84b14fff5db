import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  execute,
  getOperationAST,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Authenticate } from '../auth/guard.ts';
import { ApiError } from '../foundation/api-error.ts';
import { RequestContext, type ContextParts } from './context.ts';
import { findExcess, type Limits } from './limits.ts';

interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

const body = {
  type: 'object',
  required: ['query'],
  properties: {
    query: { type: 'string', minLength: 1, maxLength: 20_000 },
    variables: { type: 'object', nullable: true },
    operationName: { type: 'string', nullable: true, maxLength: 100 },
    extensions: { type: 'object', nullable: true },
  },
};

const limits: Limits = { depth: 12, cost: 10_000 };

/** The type of GraphQL over HTTP. Its status tells whether a request could run; that of plain JSON does not. */
const RESPONSE_TYPE = 'application/graphql-response+json';

/** POST /graphql. Errors have GraphQL's form: a request that cannot run answers 400 in its own type, a field that fails 200. */
export function graphqlRoute(schema: GraphQLSchema, authenticate: Authenticate, parts: ContextParts) {
  return async (app: FastifyInstance) => {
    app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status = error instanceof ApiError ? error.status : (error.statusCode ?? 500);
      if (status >= 500) request.log.error({ err: error }, 'request failed');
      if (error instanceof ApiError) reply.headers(error.headers);
      const known = status < 500 && !(error instanceof ApiError);
      const answer = known
        ? { message: error.message, extensions: { code: 'INVALID_REQUEST' } }
        : describe(error, request);
      return reply.code(status).send({ errors: [answer] });
    });

    app.post<{ Body: GraphqlRequest }>('/graphql', { schema: { body } }, async (request, reply) => {
      const { query, variables, operationName } = request.body;
      const prepared = prepare(schema, query, variables ?? {}, operationName ?? undefined);
      const statusOfRefusal = negotiate(request, reply);
      if (!('document' in prepared)) {
        reply.code(statusOfRefusal);
        return { errors: prepared.errors.map((error) => error.toJSON()) };
      }
      const caller = await authenticate(request);
      const result = await execute({
        schema,
        document: prepared.document,
        variableValues: variables,
        operationName,
        contextValue: new RequestContext(caller, parts),
      });
      // Without data the request was refused before any field ran, by its variables for example.
      if (!('data' in result)) reply.code(statusOfRefusal);
      return {
        ...result,
        ...(result.errors && {
          errors: result.errors.map((error) => ({
            ...describe(error.originalError ?? error, request),
            path: error.path,
            locations: error.locations,
          })),
        }),
      };
    });
  };
}

/** Answers in the type that the client asks for. Clients of plain JSON take any status but 200 for a broken server. */
function negotiate(request: FastifyRequest, reply: FastifyReply): 200 | 400 {
  reply.header('vary', 'Accept');
  if (request.headers.accept?.includes(RESPONSE_TYPE) !== true) return 200;
  reply.type(`${RESPONSE_TYPE}; charset=utf-8`);
  return 400;
}

type Prepared = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/** The document, if it may run. Nothing of it has run before. */
function prepare(
  schema: GraphQLSchema,
  query: string,
  variables: Record<string, unknown>,
  operationName: string | undefined,
): Prepared {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: 2_000 });
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
  const invalid = validate(schema, document, undefined, { maxErrors: 10 });
  if (invalid.length > 0) return { errors: invalid };
  const operation = getOperationAST(document, operationName);
  if (!operation) return { errors: [new GraphQLError('Name one of the operations in operationName.')] };
  const excess = findExcess(document, operation, variables, limits);
  return excess ? { errors: [excess] } : { document };
}

/** What the client may know of an error: what we or the contract foresaw. The rest is logged. */
function describe(error: Error, request: FastifyRequest): GraphQLFormattedError {
  if (error instanceof ApiError) return { message: error.message, extensions: { code: error.code } };
  if (error instanceof GraphQLError)
    return { message: error.message, extensions: { code: 'INVALID_REQUEST' } };
  request.log.error({ err: error }, 'resolver failed');
  return { message: 'Something went wrong.', extensions: { code: 'INTERNAL', requestId: request.id } };
}
