import type { FastifyInstance, FastifyReply } from 'fastify';
import { requireOwner, type Authenticate } from '../auth/guard.ts';
import { decodeCursor, encodeCursor } from '../foundation/cursor.ts';
import { success } from '../foundation/envelope.ts';
import { sendWithEtag } from '../foundation/etag.ts';
import {
  idParameter,
  limitParameter,
  offsetOf,
  pageParameters,
  requireReachable,
} from '../foundation/parameters.ts';
import { orderStatuses, type Order, type OrderInput, type OrderStatus } from './order.ts';
import type { OrdersRepository } from './orders-repository.ts';
import type { OrdersService } from './orders-service.ts';

const status = { enum: orderStatuses };
const newOrder = {
  type: 'object',
  required: ['totalCents', 'currency'],
  properties: {
    totalCents: { type: 'integer', minimum: 1, maximum: 100_000_000 },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  },
  additionalProperties: false,
};
const keyHeader = {
  type: 'object',
  required: ['idempotency-key'],
  properties: { 'idempotency-key': { type: 'string', minLength: 1, maxLength: 100 } },
};
const move = {
  type: 'object',
  required: ['status'],
  properties: { status },
  additionalProperties: false,
};
const pageQuery = {
  type: 'object',
  properties: { ...pageParameters, status },
  additionalProperties: false,
};
const cursorQuery = {
  type: 'object',
  properties: { ...limitParameter, status, cursor: { type: 'string', maxLength: 200 } },
  additionalProperties: false,
};

interface ById {
  Params: { id: string };
}

interface OrderParts {
  readonly authenticate: Authenticate;
  readonly service: OrdersService;
  readonly orders: OrdersRepository;
}

/** The routes of version 1: pages by number, and the total as one number. */
export function ordersRoutesV1({ authenticate, service, orders }: OrderParts) {
  return async (app: FastifyInstance) => {
    app.post<ById & { Body: OrderInput; Headers: { 'idempotency-key': string } }>(
      '/users/:id/orders',
      { schema: { params: idParameter, body: newOrder, headers: keyHeader } },
      async (request, reply) => {
        requireOwner(await authenticate(request), request.params.id, 'user');
        const key = request.headers['idempotency-key'];
        const { order, isRepeat } = await service.place(request.params.id, request.body, key);
        if (isRepeat) reply.header('idempotency-replayed', 'true');
        return reply.code(201).header('location', `/api/v1/orders/${order.id}`).send(success(request, order));
      },
    );

    app.get<ById & { Querystring: { page: number; limit: number; status?: OrderStatus } }>(
      '/users/:id/orders',
      { schema: { params: idParameter, querystring: pageQuery } },
      async (request, reply) => {
        requireOwner(await authenticate(request), request.params.id, 'user');
        const { page, limit, status } = request.query;
        requireReachable(page, limit);
        const found = await orders.listPage(request.params.id, status, limit, offsetOf(page, limit));
        deprecate(reply, `/api/v2/users/${request.params.id}/orders`);
        return success(request, found.orders, { number: page, limit, total: found.total });
      },
    );

    app.get<ById>('/orders/:id', { schema: { params: idParameter } }, async (request, reply) => {
      const order = await service.get(await authenticate(request), request.params.id);
      deprecate(reply, `/api/v2/orders/${order.id}`);
      return sendWithEtag(request, reply, order);
    });

    app.patch<ById & { Body: { status: OrderStatus } }>(
      '/orders/:id',
      { schema: { params: idParameter, body: move } },
      async (request) => {
        const caller = await authenticate(request);
        return success(request, await service.move(caller, request.params.id, request.body.status));
      },
    );
  };
}

/** The routes of version 2: the total became an amount and a currency, which breaks clients of version 1. */
export function ordersRoutesV2({ authenticate, service, orders }: OrderParts) {
  return async (app: FastifyInstance) => {
    app.get<ById & { Querystring: { limit: number; status?: OrderStatus; cursor?: string } }>(
      '/users/:id/orders',
      { schema: { params: idParameter, querystring: cursorQuery } },
      async (request) => {
        requireOwner(await authenticate(request), request.params.id, 'user');
        const { limit, status, cursor } = request.query;
        const after = cursor === undefined ? undefined : decodeCursor(cursor);
        // One more than asked for tells whether there is a next page, without counting.
        const found = await orders.listAfter(request.params.id, status, limit + 1, after);
        const page = found.slice(0, limit);
        const last = found.length > limit ? page.at(-1) : undefined;
        const nextCursor = last === undefined ? null : encodeCursor(last);
        return success(request, page.map(toVersion2), { limit, nextCursor });
      },
    );

    app.get<ById>('/orders/:id', { schema: { params: idParameter } }, async (request, reply) => {
      const order = await service.get(await authenticate(request), request.params.id);
      return sendWithEtag(request, reply, toVersion2(order));
    });
  };
}

function toVersion2({ id, userId, status, totalCents, currency, createdAt, updatedAt }: Order) {
  return { id, userId, status, total: { amountCents: totalCents, currency }, createdAt, updatedAt };
}

/** Says since when the route is deprecated (RFC 9745), when it ends (RFC 8594), and what replaces it. */
function deprecate(reply: FastifyReply, successor: string) {
  reply.headers({
    deprecation: '@1767225600',
    sunset: 'Fri, 01 Jan 2027 00:00:00 GMT',
    link: `<${successor}>; rel="successor-version"`,
  });
}
