import { buildSchema, isObjectType, isScalarType, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { ApiError, notFound } from '../foundation/api-error.ts';
import { decodeCursor, encodeCursor, type Position } from '../foundation/cursor.ts';
import { orderStatuses, type Order } from '../orders/order.ts';
import type { User } from '../users/user.ts';
import type { RequestContext } from './context.ts';
import { typeDefinitions } from './type-definitions.ts';

interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

type Resolver = (parent: never, args: never, context: RequestContext) => unknown;

const resolvers: Readonly<Record<string, Readonly<Record<string, Resolver>>>> = {
  Query: {
    me: (_: unknown, __: unknown, context) => context.user(context.caller.userId),
    user: (_: unknown, { id }: { id: string }, context) => orNull(() => context.user(parseId(id, 'user'))),
    users: async (_: unknown, args: PageArguments, context) => {
      const { limit, after } = readPage(args);
      return toConnection(await context.users(limit + 1, after), limit);
    },
    order: (_: unknown, { id }: { id: string }, context) => orNull(() => context.order(parseId(id, 'order'))),
  },
  User: {
    role: (user: User) => user.role.toUpperCase(),
    orders: async (user: User, args: PageArguments & { status?: string | null }, context) => {
      const { limit, after } = readPage(args);
      const status = orderStatuses.find((one) => one.toUpperCase() === args.status);
      const key = { userId: user.id, limit: limit + 1, status, after };
      return toConnection(await context.ordersOf(key), limit);
    },
  },
  Order: {
    status: (order: Order) => order.status.toUpperCase(),
    user: (order: Order, _: unknown, context) => context.user(order.userId),
  },
  Mutation: {
    placeOrder: (_: unknown, { input }: { input: unknown }, context) => {
      const { idempotencyKey, ...order } = readOrder(input);
      return context.service.place(context.caller.userId, order, idempotencyKey);
    },
    cancelOrder: async (_: unknown, { input }: { input: { orderId: string } }, context) => {
      try {
        const id = parseId(input.orderId, 'order');
        return { order: await context.service.move(context.caller, id, 'cancelled') };
      } catch (error) {
        // What the user can understand and repair is an answer, not an error.
        if (error instanceof ApiError && error.status === 409) {
          return { problem: { code: error.code, message: error.message } };
        }
        throw error;
      }
    },
  },
};

/** The schema with a resolver for each field that is no plain property. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchema(typeDefinitions);
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    for (const [fieldName, resolve] of Object.entries(fields)) {
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      if (field === undefined) throw new Error(`The schema has no field ${typeName}.${fieldName}.`);
      // The schema has checked the arguments before a resolver sees them.
      field.resolve = (parent, args, context: RequestContext) =>
        resolve(parent as never, args as never, context);
    }
  }
  const dateTime = schema.getType('DateTime');
  if (isScalarType(dateTime)) dateTime.serialize = (value) => z.iso.datetime().parse(value);
  return schema;
}

/** What is absent, or hidden, is null; the rest of the answer stays. */
async function orNull<Value>(work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

function parseId(id: string, what: string): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw notFound(what);
  return parsed.data;
}

function readPage({ first, after }: PageArguments): { limit: number; after: Position | undefined } {
  if (first < 1 || first > 100) throw new ApiError(400, 'INVALID_PAGE', 'first: from 1 to 100.');
  return { limit: first, after: after === null || after === undefined ? undefined : decodeCursor(after) };
}

const placeOrderInput = z.object({
  idempotencyKey: z.string().min(1).max(100),
  totalCents: z.int().min(1).max(100_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

function readOrder(input: unknown): z.infer<typeof placeOrderInput> {
  const parsed = placeOrderInput.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new ApiError(400, 'INVALID_INPUT', `Not valid: ${fields}.`);
}

/** A page as a connection, from one item more than asked for. */
function toConnection<Node extends Position>(items: readonly Node[], limit: number) {
  const edges = items.slice(0, limit).map((node) => ({ node, cursor: encodeCursor(node) }));
  return {
    edges,
    pageInfo: { hasNextPage: items.length > limit, endCursor: edges.at(-1)?.cursor ?? null },
  };
}
