import DataLoader from 'dataloader';
import { requireAdmin, requireOwner, type Caller } from '../auth/guard.ts';
import { notFound } from '../foundation/api-error.ts';
import type { Position } from '../foundation/cursor.ts';
import type { Order, OrderStatus } from '../orders/order.ts';
import type { OrdersRepository } from '../orders/orders-repository.ts';
import type { OrdersService } from '../orders/orders-service.ts';
import type { User } from '../users/user.ts';
import type { UsersRepository } from '../users/users-repository.ts';

/** One page of one user's orders. */
export interface OrdersKey {
  readonly userId: string;
  readonly limit: number;
  readonly status: OrderStatus | undefined;
  readonly after: Position | undefined;
}

export interface ContextParts {
  readonly users: UsersRepository;
  readonly orders: OrdersRepository;
  readonly service: OrdersService;
}

/**
 * What the resolvers of one request share: the caller, and the only ways to an object. Every way checks the
 * caller, so no path through the graph is without a check. Made for each request: a loader remembers.
 */
export class RequestContext {
  readonly caller: Caller;
  readonly service: OrdersService;
  readonly #users: UsersRepository;
  readonly #userById: DataLoader<string, User | null>;
  readonly #ordersOfUser: DataLoader<OrdersKey, readonly Order[], string>;

  constructor(caller: Caller, { users, orders, service }: ContextParts) {
    this.caller = caller;
    this.service = service;
    this.#users = users;
    this.#userById = new DataLoader(
      async (ids) => {
        const found = new Map((await users.findMany(ids)).map((user) => [user.id, user]));
        return ids.map((id) => found.get(id) ?? null);
      },
      { maxBatchSize: 1000 },
    );
    this.#ordersOfUser = new DataLoader((keys) => loadOrders(orders, keys), {
      cacheKeyFn: (key) => JSON.stringify(key),
      maxBatchSize: 1000,
    });
  }

  /** The user, if the caller may know of it. */
  async user(id: string): Promise<User> {
    requireOwner(this.caller, id, 'user');
    const user = await this.#userById.load(id);
    if (user === null) throw notFound('user');
    return user;
  }

  /** A page of all users. */
  users(limit: number, after: Position | undefined): Promise<readonly User[]> {
    requireAdmin(this.caller);
    return this.#users.listAfter(limit, after);
  }

  /** A page of a user's orders. */
  ordersOf(key: OrdersKey): Promise<readonly Order[]> {
    requireOwner(this.caller, key.userId, 'user');
    return this.#ordersOfUser.load(key);
  }

  order(id: string): Promise<Order> {
    return this.service.get(this.caller, id);
  }
}

/** One statement for all keys that ask for the same page, which within one request is nearly always all. */
async function loadOrders(orders: OrdersRepository, keys: readonly OrdersKey[]) {
  const pageOf = ({ limit, status, after }: OrdersKey) => JSON.stringify([limit, status, after]);
  const loaded = new Map(
    await Promise.all(
      [...new Map(keys.map((key) => [pageOf(key), key]))].map(async ([page, { status, limit, after }]) => {
        const userIds = keys.filter((key) => pageOf(key) === page).map(({ userId }) => userId);
        return [page, await orders.listAfterForEach(userIds, status, limit, after)] as const;
      }),
    ),
  );
  return keys.map((key) => loaded.get(pageOf(key))?.get(key.userId) ?? []);
}
