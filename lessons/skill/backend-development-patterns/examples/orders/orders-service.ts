import { createHash } from 'node:crypto';
import { requireOwner, type Caller } from '../auth/guard.ts';
import { conflict, forbidden, notFound, unprocessable } from '../foundation/api-error.ts';
import { reachableFrom, type Order, type OrderInput, type OrderStatus } from './order.ts';
import type { OrdersRepository } from './orders-repository.ts';

/** What the business says about orders. */
export class OrdersService {
  readonly #orders: OrdersRepository;

  constructor(orders: OrdersRepository) {
    this.#orders = orders;
  }

  /** Places an order; the same key with the same content places it once. */
  async place(userId: string, input: OrderInput, key: string): Promise<{ order: Order; isRepeat: boolean }> {
    const digest = createHash('sha256')
      .update(JSON.stringify([input.totalCents, input.currency]))
      .digest('hex');
    const placement = await this.#orders.place(userId, input, key, digest);
    if (placement.outcome === 'key-reused') {
      throw unprocessable(
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key belongs to another order. Make a new one.',
      );
    }
    return { order: placement.order, isRepeat: placement.outcome === 'repeated' };
  }

  /** The order, if the caller may see it. */
  async get(caller: Caller, id: string): Promise<Order> {
    const order = await this.#orders.find(id);
    if (order === null) throw notFound('order');
    requireOwner(caller, order.userId, 'order');
    return order;
  }

  /** Moves an order on. Its owner may cancel; the rest is an admin's. */
  async move(caller: Caller, id: string, status: OrderStatus): Promise<Order> {
    const order = await this.get(caller, id);
    if (caller.role !== 'admin' && status !== 'cancelled') {
      throw forbidden('Only an admin may mark an order as paid or shipped.');
    }
    // The condition is part of the UPDATE: between reading and writing, another request may have moved it.
    const moved = await this.#orders.move(id, status, reachableFrom[status]);
    if (moved === null) {
      throw conflict('WRONG_STATUS', `An order that is ${order.status} cannot become ${status}.`);
    }
    return moved;
  }
}
