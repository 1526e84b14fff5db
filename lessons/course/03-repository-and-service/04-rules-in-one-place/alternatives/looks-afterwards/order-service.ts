import type pg from 'pg';
import { pool, transaction } from './database.ts';
import { CreditLimitExceeded, NotFound } from './errors.ts';

export interface Order {
  id: number;
  customer_id: number;
  total_cents: number;
}

/** What a customer owes by open orders. Locks the customer until the transaction ends. */
async function creditOf(client: pg.PoolClient, customerId: number): Promise<{ open: number; limit: number }> {
  await client.query('SELECT id FROM customers WHERE id = $1 FOR UPDATE', [customerId]);
  const { rows } = await client.query<{ open: number; limit: number }>(
    `SELECT credit_limit_cents AS limit,
            (SELECT COALESCE(sum(total_cents), 0)::int FROM orders
              WHERE customer_id = customers.id AND status = 'open') AS open
       FROM customers
      WHERE id = $1`,
    [customerId],
  );
  if (!rows[0]) throw new NotFound('There is no such customer.');
  return rows[0];
}

/**
 * The rule of credit: does the work, looks what came of it, and takes all of it back if more is open than before
 * and more than the limit.
 */
async function withinCredit(
  customerId: number,
  work: (client: pg.PoolClient) => Promise<Order | undefined>,
): Promise<Order | undefined> {
  return transaction(async (client) => {
    const before = await creditOf(client, customerId);
    const order = await work(client);
    const after = await creditOf(client, customerId);
    if (after.open > before.open && after.open > after.limit) throw new CreditLimitExceeded();
    return order;
  });
}

async function customerOf(orderId: number): Promise<number> {
  const { rows } = await pool.query<Order>('SELECT id, customer_id, total_cents FROM orders WHERE id = $1', [
    orderId,
  ]);
  if (!rows[0]) throw new NotFound('There is no such order.');
  return rows[0].customer_id;
}

/** A new order. */
export async function placeOrder(customerId: number, totalCents: number): Promise<Order | undefined> {
  return withinCredit(customerId, async (client) => {
    const { rows } = await client.query<Order>(
      'INSERT INTO orders (customer_id, total_cents) VALUES ($1, $2) RETURNING id, customer_id, total_cents',
      [customerId, totalCents],
    );
    return rows[0];
  });
}

/** The same order once more. */
export async function repeatOrder(id: number): Promise<Order | undefined> {
  return withinCredit(await customerOf(id), async (client) => {
    const { rows } = await client.query<Order>(
      `INSERT INTO orders (customer_id, total_cents)
       SELECT customer_id, total_cents FROM orders WHERE id = $1
       RETURNING id, customer_id, total_cents`,
      [id],
    );
    return rows[0];
  });
}

/** An open order gets another total. */
export async function changeTotal(id: number, totalCents: number): Promise<Order | undefined> {
  return withinCredit(await customerOf(id), async (client) => {
    const { rows } = await client.query<Order>(
      `UPDATE orders SET total_cents = $2 WHERE id = $1 AND status = 'open'
       RETURNING id, customer_id, total_cents`,
      [id, totalCents],
    );
    if (!rows[0]) throw new NotFound('There is no such open order.');
    return rows[0];
  });
}
