import type pg from 'pg';
import { transaction } from './database.ts';
import { CreditLimitExceeded, NotFound } from './errors.ts';

export interface Order {
  id: number;
  customer_id: number;
  total_cents: number;
}

/**
 * The rule of credit: open orders of a customer stay within the limit. Whatever adds to them asks here first;
 * the customer is locked until the transaction ends, so that two orders cannot both take what is left.
 */
async function ensureCredit(client: pg.PoolClient, customerId: number, moreCents: number): Promise<void> {
  const customers = await client.query<{ credit_limit_cents: number }>(
    'SELECT credit_limit_cents FROM customers WHERE id = $1 FOR UPDATE',
    [customerId],
  );
  const [customer] = customers.rows;
  if (!customer) throw new NotFound('There is no such customer.');

  const open = await client.query<{ cents: number }>(
    "SELECT COALESCE(sum(total_cents), 0)::int AS cents FROM orders WHERE customer_id = $1 AND status = 'open'",
    [customerId],
  );
  const openCents = open.rows[0]?.cents ?? 0;
  if (moreCents > 0 && openCents + moreCents > customer.credit_limit_cents) throw new CreditLimitExceeded();
}

async function insertOrder(
  client: pg.PoolClient,
  customerId: number,
  totalCents: number,
): Promise<Order | undefined> {
  const { rows } = await client.query<Order>(
    'INSERT INTO orders (customer_id, total_cents) VALUES ($1, $2) RETURNING id, customer_id, total_cents',
    [customerId, totalCents],
  );
  return rows[0];
}

/** A new order. */
export async function placeOrder(customerId: number, totalCents: number): Promise<Order | undefined> {
  return transaction(async (client) => {
    await ensureCredit(client, customerId, totalCents);
    return insertOrder(client, customerId, totalCents);
  });
}

/** The same order once more. */
export async function repeatOrder(id: number): Promise<Order | undefined> {
  return transaction(async (client) => {
    const orders = await client.query<Order>(
      'SELECT id, customer_id, total_cents FROM orders WHERE id = $1',
      [id],
    );
    const [order] = orders.rows;
    if (!order) throw new NotFound('There is no such order.');
    await ensureCredit(client, order.customer_id, order.total_cents);
    return insertOrder(client, order.customer_id, order.total_cents);
  });
}

/** An open order gets another total. */
export async function changeTotal(id: number, totalCents: number): Promise<Order | undefined> {
  return transaction(async (client) => {
    const orders = await client.query<Order>(
      "SELECT id, customer_id, total_cents FROM orders WHERE id = $1 AND status = 'open'",
      [id],
    );
    const [order] = orders.rows;
    if (!order) throw new NotFound('There is no such open order.');
    await ensureCredit(client, order.customer_id, totalCents - order.total_cents);
    const { rows } = await client.query<Order>(
      'UPDATE orders SET total_cents = $2 WHERE id = $1 RETURNING id, customer_id, total_cents',
      [id, totalCents],
    );
    return rows[0];
  });
}
