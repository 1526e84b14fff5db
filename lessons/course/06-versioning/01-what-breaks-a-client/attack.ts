import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const pictures = new Map([
  ['open', 'a clock'],
  ['paid', 'a coin'],
  ['shipped', 'a van'],
]);

/** What the app does with one order; throws as the app would stop. */
function show(order: unknown): void {
  const { id, quantity, total, status } = (order ?? {}) as Record<string, unknown>;
  if (!Number.isInteger(id)) throw new Error(`It expects a number for "id", and got ${JSON.stringify(id)}`);
  if (!Number.isInteger(quantity)) throw new Error(`Order ${String(id)} has no quantity`);
  if (!Number.isInteger(total)) throw new Error(`Order ${String(id)} has no "total"`);
  if (!pictures.has(String(status))) throw new Error(`It has no picture for the status "${String(status)}"`);
}

/** Not an attacker: the app of two years ago, which lists the orders and makes one. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });
  try {
    yield progress('The app lists the orders');
    requests += 1;
    const list = await send({ method: 'GET', path: '/api/orders' });
    const { data } = JSON.parse(list.body) as { data: readonly unknown[] };
    data.forEach(show);

    yield progress('The app orders 50 pieces');
    requests += 1;
    const created = await send({
      method: 'POST',
      path: '/api/orders',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ quantity: 50 }),
    });
    if (created.status !== 201) throw new Error(`It ordered as ever, and was answered ${created.status}`);
    show((JSON.parse(created.body) as { data: unknown }).data);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...progress(`The app of 40,000 people stops: ${reason}`), outcome: 'succeeded' };
  }
  return { ...progress('The app of two years ago works as ever'), outcome: 'repelled' };
};

export default attack;
