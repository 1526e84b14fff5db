import { START, type Position } from '../foundation/cursor.ts';
import type { Database, Queryable } from '../foundation/database.ts';
import type { Order, OrderInput, OrderStatus } from './order.ts';

interface OrderRow {
  id: string;
  user_id: string;
  status: OrderStatus;
  total_cents: number;
  currency: string;
  created_at: Date;
  updated_at: Date;
}

/** What became of a request with an idempotency key. */
export type Placement =
  { readonly outcome: 'created' | 'repeated'; readonly order: Order } | { readonly outcome: 'key-reused' };

/** The only place that knows the table `orders`. */
export class OrdersRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Stores an order once for each key: a repeat gets the first one back. */
  place(userId: string, input: OrderInput, key: string, digest: string): Promise<Placement> {
    return this.#database.transaction(async (transaction): Promise<Placement> => {
      // A second request with this key waits here until the first one's transaction ends.
      const { rows: claimed } = await transaction.query<{ key: string }>(
        `INSERT INTO idempotency_keys (user_id, key, request_digest) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, key) DO NOTHING
         RETURNING key`,
        [userId, key, digest],
      );
      if (claimed.length === 0) return repeated(transaction, userId, key, digest);

      const { rows } = await transaction.query<OrderRow>(
        `INSERT INTO orders (user_id, total_cents, currency) VALUES ($1, $2, $3)
         RETURNING id, user_id, status, total_cents, currency, created_at, updated_at`,
        [userId, input.totalCents, input.currency],
      );
      const order = toOrder(rows[0]);
      if (order === null) throw new Error('INSERT returned no row.');
      await transaction.query('UPDATE idempotency_keys SET order_id = $3 WHERE user_id = $1 AND key = $2', [
        userId,
        key,
        order.id,
      ]);
      await transaction.query('INSERT INTO outbox (topic, payload) VALUES ($1, $2)', [
        'order.created',
        JSON.stringify({ orderId: order.id }),
      ]);
      return { outcome: 'created', order };
    });
  }

  /** The order with this id, or null. */
  async find(id: string): Promise<Order | null> {
    return findOrder(this.#database, id);
  }

  /** Moves an order to `status` if it is in one of `from` now. Null if it is not, or does not exist. */
  async move(id: string, status: OrderStatus, from: readonly OrderStatus[]): Promise<Order | null> {
    const { rows } = await this.#database.query<OrderRow>(
      `UPDATE orders SET status = $2, updated_at = now()
        WHERE id = $1 AND status = ANY($3::text[])
       RETURNING id, user_id, status, total_cents, currency, created_at, updated_at`,
      [id, status, from],
    );
    return toOrder(rows[0]);
  }

  /** A page by number of a user's orders, newest first, and how many there are. */
  async listPage(userId: string, status: OrderStatus | undefined, limit: number, offset: number) {
    const { rows } = await this.#database.query<OrderRow>(
      `SELECT id, user_id, status, total_cents, currency, created_at, updated_at
         FROM orders
        WHERE user_id = $1 AND ($2::text IS NULL OR status = $2)
        ORDER BY created_at DESC, id DESC
        LIMIT $3 OFFSET $4`,
      [userId, status ?? null, limit, offset],
    );
    const { rows: counts } = await this.#database.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM orders
        WHERE user_id = $1 AND ($2::text IS NULL OR status = $2)`,
      [userId, status ?? null],
    );
    return { orders: rows.map(mapOrder), total: counts[0]?.total ?? 0 };
  }

  /** At most `limit` of a user's orders after a position, newest first: as fast on page 1,000 as on page 1. */
  async listAfter(
    userId: string,
    status: OrderStatus | undefined,
    limit: number,
    after: Position = START,
  ): Promise<readonly Order[]> {
    const { rows } = await this.#database.query<OrderRow>(
      `SELECT id, user_id, status, total_cents, currency, created_at, updated_at
         FROM orders
        WHERE user_id = $1
          AND ($2::text IS NULL OR status = $2)
          AND (created_at, id) < ($3::timestamptz, $4::uuid)
        ORDER BY created_at DESC, id DESC
        LIMIT $5`,
      [userId, status ?? null, after.createdAt, after.id, limit],
      'orders-after',
    );
    return rows.map(mapOrder);
  }

  /** The same for each of several users, in one statement. */
  async listAfterForEach(
    userIds: readonly string[],
    status: OrderStatus | undefined,
    limit: number,
    after: Position = START,
  ): Promise<ReadonlyMap<string, readonly Order[]>> {
    const { rows } = await this.#database.query<OrderRow>(
      `SELECT page.id, page.user_id, page.status, page.total_cents, page.currency,
              page.created_at, page.updated_at
         FROM unnest($1::uuid[]) AS wanted (user_id)
        CROSS JOIN LATERAL (
          SELECT id, user_id, status, total_cents, currency, created_at, updated_at
            FROM orders
           WHERE user_id = wanted.user_id
             AND ($2::text IS NULL OR status = $2)
             AND (created_at, id) < ($3::timestamptz, $4::uuid)
           ORDER BY created_at DESC, id DESC
           LIMIT $5
        ) AS page
        ORDER BY page.user_id, page.created_at DESC, page.id DESC
        LIMIT $5 * cardinality($1::uuid[])`,
      [userIds, status ?? null, after.createdAt, after.id, limit],
    );
    const byUser = new Map<string, Order[]>(userIds.map((id) => [id, []]));
    for (const row of rows) byUser.get(row.user_id)?.push(mapOrder(row));
    return byUser;
  }
}

async function repeated(on: Queryable, userId: string, key: string, digest: string): Promise<Placement> {
  const { rows } = await on.query<{ request_digest: string; order_id: string | null }>(
    'SELECT request_digest, order_id FROM idempotency_keys WHERE user_id = $1 AND key = $2',
    [userId, key],
  );
  const stored = rows[0];
  if (stored === undefined || stored.request_digest !== digest) return { outcome: 'key-reused' };
  const order = stored.order_id === null ? null : await findOrder(on, stored.order_id);
  return order === null ? { outcome: 'key-reused' } : { outcome: 'repeated', order };
}

async function findOrder(on: Queryable, id: string): Promise<Order | null> {
  const { rows } = await on.query<OrderRow>(
    'SELECT id, user_id, status, total_cents, currency, created_at, updated_at FROM orders WHERE id = $1',
    [id],
  );
  return toOrder(rows[0]);
}

function toOrder(row: OrderRow | undefined): Order | null {
  return row === undefined ? null : mapOrder(row);
}

function mapOrder(row: OrderRow): Order {
  return {
    id: row.id,
    userId: row.user_id,
    status: row.status,
    totalCents: row.total_cents,
    currency: row.currency,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
