import { pool, transaction } from './database.ts';
import { CreditLimitExceeded, NotFound } from './errors.ts';

export interface Order {
  id: number;
  customer_id: number;
  total_cents: number;
}

/** A new order: open orders of a customer stay within the credit limit. */
export async function placeOrder(customerId: number, totalCents: number): Promise<Order | undefined> {
  return transaction(async (client) => {
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
    if (openCents + totalCents > customer.credit_limit_cents) throw new CreditLimitExceeded();

    const { rows } = await client.query<Order>(
      'INSERT INTO orders (customer_id, total_cents) VALUES ($1, $2) RETURNING id, customer_id, total_cents',
      [customerId, totalCents],
    );
    return rows[0];
  });
}

/** The same order once more: what was fine then is fine now. */
export async function repeatOrder(id: number): Promise<Order | undefined> {
  const { rows } = await pool.query<Order>(
    `INSERT INTO orders (customer_id, total_cents)
     SELECT customer_id, total_cents FROM orders WHERE id = $1
     RETURNING id, customer_id, total_cents`,
    [id],
  );
  if (!rows[0]) throw new NotFound('There is no such order.');
  return rows[0];
}

/** An open order gets another total, which may not be above the limit. */
export async function changeTotal(id: number, totalCents: number): Promise<Order | undefined> {
  const orders = await pool.query<{ credit_limit_cents: number }>(
    `SELECT customers.credit_limit_cents
       FROM orders JOIN customers ON customers.id = orders.customer_id
      WHERE orders.id = $1 AND orders.status = 'open'`,
    [id],
  );
  const [order] = orders.rows;
  if (!order) throw new NotFound('There is no such open order.');
  if (totalCents > order.credit_limit_cents) throw new CreditLimitExceeded();

  const { rows } = await pool.query<Order>(
    'UPDATE orders SET total_cents = $2 WHERE id = $1 RETURNING id, customer_id, total_cents',
    [id, totalCents],
  );
  return rows[0];
}
