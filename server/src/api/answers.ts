import type { FastifySchema } from 'fastify';
import { orderStatuses } from '../../../lessons/skill/backend-development-patterns/examples/orders/order.ts';
import type { Operation } from './operations.ts';

const text = { type: 'string' };
const id = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const count = { type: 'integer', minimum: 0 };

/** An object that has all of these fields and no others. */
function object<Properties extends object>(properties: Properties) {
  return {
    type: 'object' as const,
    required: Object.keys(properties),
    properties,
    additionalProperties: false,
  };
}

const order = {
  id,
  userId: id,
  status: { type: 'string', enum: orderStatuses },
  createdAt: time,
  updatedAt: time,
};

const data = {
  User: object({
    id,
    email: text,
    name: text,
    role: { type: 'string', enum: ['customer', 'admin'] },
    createdAt: time,
    updatedAt: time,
  }),
  Order: object({ ...order, totalCents: { type: 'integer', minimum: 1 }, currency: text }),
  OrderV2: object({
    ...order,
    total: object({ amountCents: { type: 'integer', minimum: 1 }, currency: text }),
  }),
  Tokens: object({
    accessToken: text,
    tokenType: { const: 'Bearer' },
    expiresInSeconds: count,
    refreshToken: text,
  }),
};

const error = {
  type: 'object' as const,
  required: ['code', 'message'],
  properties: {
    code: text,
    message: text,
    details: { type: 'array', items: object({ field: text, message: text }) },
  },
  additionalProperties: false,
};

const meta = object({ requestId: id, timestamp: time });

const pages = {
  number: object({ number: count, limit: count, total: count }),
  cursor: object({ limit: count, nextCursor: { type: ['string', 'null'] } }),
};

const lists = { Users: 'User', Orders: 'Order', OrdersV2: 'OrderV2' } as const;

export type DataName = keyof typeof data | keyof typeof lists;

/** The document's named schemas. */
export const components = {
  ...data,
  Failure: object({ success: { const: false }, error, meta }),
} as never;

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function dataSchema(name: DataName) {
  return name in lists
    ? { type: 'array', items: reference(lists[name as keyof typeof lists]) }
    : reference(name);
}

const refusals: Readonly<Record<number, string>> = {
  400: 'The request does not have the documented form',
  401: 'Who sends this is not known',
  403: 'Who sends this may not do it',
  404: 'There is no such thing, or it is not to be seen by who asks',
  409: 'At odds with what is stored',
  422: 'A rule of the business refuses it',
  429: 'Too many requests; Retry-After says when to try again',
  500: 'Something went wrong on our side',
};

/** Every answer that an operation may give, by status. */
export function answersOf(operation: Operation, schema: FastifySchema | undefined): Record<string, unknown> {
  const takesInput = schema !== undefined && Object.keys(schema).length > 0;
  const statuses = new Set([
    ...(takesInput ? [400] : []),
    ...(operation.isOpen ? [] : [401]),
    ...(operation.refusals ?? []),
    429,
    500,
  ]);
  const answers: Record<string, unknown> = { [operation.status]: successOf(operation) };
  for (const status of [...statuses].sort()) {
    answers[status] = {
      description: refusals[status],
      content: { 'application/json': { schema: reference('Failure') } },
    };
  }
  return answers;
}

function successOf({ data: name, pages: kind, status }: Operation) {
  if (name === undefined) return { description: 'Done', type: 'null' };
  const withPage = kind ? object({ ...meta.properties, page: pages[kind] }) : meta;
  const envelope = object({ success: { const: true }, data: dataSchema(name), meta: withPage });
  const description = status === 201 ? 'Made; Location says where it is' : 'Found';
  return { description, content: { 'application/json': { schema: envelope } } };
}
