import type { DataName } from './answers.ts';

/** What a route's schema does not say: what it is for, who may use it, and what it answers. */
export interface Operation {
  readonly summary: string;
  readonly tag: 'accounts' | 'users' | 'orders';
  readonly status: 200 | 201 | 204;
  /** What `data` holds; nothing for 204. */
  readonly data?: DataName;
  /** How its pages are counted, for a list. */
  readonly pages?: 'number' | 'cursor';
  /** Statuses of refusals beyond those that every route may answer. */
  readonly refusals?: readonly number[];
  /** Anyone may use it, without an access token. */
  readonly isOpen?: boolean;
  readonly deprecated?: boolean;
}

/** Every route of the API. A test holds this table to the routes that there are. */
export const operations: Readonly<Record<string, Operation>> = {
  'POST /api/v1/auth/login': {
    summary: 'Start a session with an address and a password',
    tag: 'accounts',
    status: 200,
    data: 'Tokens',
    refusals: [401],
    isOpen: true,
  },
  'POST /api/v1/auth/refresh': {
    summary: 'Exchange a refresh token, which can be used once, for new tokens',
    tag: 'accounts',
    status: 200,
    data: 'Tokens',
    refusals: [401],
    isOpen: true,
  },
  'POST /api/v1/auth/logout': { summary: 'End the session', tag: 'accounts', status: 204 },
  'POST /api/v1/users': {
    summary: 'Sign up',
    tag: 'users',
    status: 201,
    data: 'User',
    refusals: [409, 422],
    isOpen: true,
  },
  'GET /api/v1/users': {
    summary: 'List users, for admins',
    tag: 'users',
    status: 200,
    data: 'Users',
    pages: 'number',
    refusals: [403],
  },
  'GET /api/v1/users/:id': {
    summary: 'Read a user: oneself, or any for an admin',
    tag: 'users',
    status: 200,
    data: 'User',
    refusals: [404],
  },
  'PUT /api/v1/users/:id': {
    summary: 'Replace what a user may set',
    tag: 'users',
    status: 200,
    data: 'User',
    refusals: [404, 409],
  },
  'PATCH /api/v1/users/:id': {
    summary: 'Change some of what a user may set',
    tag: 'users',
    status: 200,
    data: 'User',
    refusals: [404, 409],
  },
  'DELETE /api/v1/users/:id': {
    summary: 'Delete a user without orders',
    tag: 'users',
    status: 204,
    refusals: [404, 409],
  },
  'POST /api/v1/users/:id/orders': {
    summary: 'Place an order, once for each Idempotency-Key',
    tag: 'orders',
    status: 201,
    data: 'Order',
    refusals: [404, 409, 422],
  },
  'GET /api/v1/users/:id/orders': {
    summary: "List a user's orders, pages by number",
    tag: 'orders',
    status: 200,
    data: 'Orders',
    pages: 'number',
    refusals: [404],
    deprecated: true,
  },
  'GET /api/v1/orders/:id': {
    summary: 'Read an order',
    tag: 'orders',
    status: 200,
    data: 'Order',
    refusals: [404],
    deprecated: true,
  },
  'PATCH /api/v1/orders/:id': {
    summary: 'Move an order to another status',
    tag: 'orders',
    status: 200,
    data: 'Order',
    refusals: [403, 404, 409],
  },
  'GET /api/v2/users/:id/orders': {
    summary: "List a user's orders, pages by cursor",
    tag: 'orders',
    status: 200,
    data: 'OrdersV2',
    pages: 'cursor',
    refusals: [404],
  },
  'GET /api/v2/orders/:id': {
    summary: 'Read an order',
    tag: 'orders',
    status: 200,
    data: 'OrderV2',
    refusals: [404],
  },
};
