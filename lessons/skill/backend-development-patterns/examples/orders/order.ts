export type OrderStatus = 'pending' | 'paid' | 'shipped' | 'cancelled';

export const orderStatuses: readonly OrderStatus[] = ['pending', 'paid', 'shipped', 'cancelled'];

/** An order. Money is whole cents: exact in SQL, in JSON and in JavaScript. */
export interface Order {
  readonly id: string;
  readonly userId: string;
  readonly status: OrderStatus;
  readonly totalCents: number;
  readonly currency: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface OrderInput {
  readonly totalCents: number;
  readonly currency: string;
}

/** From which states each state can be reached. */
export const reachableFrom: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: [],
  paid: ['pending'],
  shipped: ['paid'],
  cancelled: ['pending', 'paid'],
};
