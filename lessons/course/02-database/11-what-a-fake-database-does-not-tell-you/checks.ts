import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectRows, get, json } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const delivery = json('POST', '/api/deliveries', [
  { sku: 'lamp', pieces: 5 },
  { sku: 'sofa', pieces: 1 },
  { sku: 'lamp', pieces: 3 },
]);

/** Fails unless the rows have these values, written as 'lamp 20, shelf null'. */
function expectValues(exchange: Exchange, fields: readonly string[], expected: string): void {
  const rows = expectRows(exchange);
  const received = rows.map((row) => fields.map((field) => String(row[field])).join(' ')).join(', ');
  if (received === expected) return;
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected,
    received: received || 'an empty list',
  });
}

const listsTheLatest: Check = {
  id: 'lists-the-latest',
  title: 'Lists the three customers who ordered last, each once',
  async run({ send, query }) {
    expectValues(await send(get('/api/customers/latest')), ['customer'], 'Grace, Ada, Edsger');
    await query("INSERT INTO orders (id, customer, quantity) VALUES (7, 'Grace', 1), (8, 'Barbara', 1)");
    expectValues(await send(get('/api/customers/latest')), ['customer'], 'Barbara, Grace, Ada');
  },
};

const findsTheUnsold: Check = {
  id: 'finds-the-unsold',
  title: 'Finds the products that nobody has ordered',
  async run({ send, query }) {
    // PostgreSQL writes a changed row anew, behind the others.
    await query("UPDATE products SET title = title WHERE sku = 'shelf'");
    expectValues(await send(get('/api/products/unsold')), ['sku'], 'shelf, sofa');
  },
};

const dividesByNothing: Check = {
  id: 'divides-by-nothing',
  title: 'Says how many percent came back, and `null` where none was sold',
  async run({ send }) {
    const shares = 'chair 100, lamp 20, shelf null, sofa null';
    expectValues(await send(get('/api/products/returns')), ['sku', 'percent'], shares);
  },
};

const addsEachLine: Check = {
  id: 'adds-each-line',
  title: 'Adds every line of a delivery to the stock, also two of one product',
  async run({ send }) {
    expectValues(await send(delivery), ['sku', 'pieces'], 'lamp 18, sofa 1');
    expectValues(await send(delivery), ['sku', 'pieces'], 'lamp 26, sofa 2');
  },
};

export default [listsTheLatest, findsTheUnsold, dividesByNothing, addsEachLine] satisfies Check[];
