import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const hour = 60 * 60_000;

/** The cache goes down and comes back, while a customer looks and the shop changes a price. */
const attack: Attack = async function* (send, { advanceClock }) {
  let requests = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });
  const headers = { 'content-type': 'application/json' };
  const ask = async (method: string, path: string, body?: object) => {
    requests += 1;
    return body === undefined
      ? send({ method, path })
      : send({ method, path, headers, body: JSON.stringify(body) });
  };

  await ask('GET', '/api/products/lamp');
  yield progress('The cache goes down');
  await ask('PUT', '/cache', { works: false });
  const read = await ask('GET', '/api/products/lamp');
  yield progress('The shop changes the price to 3900 cents');
  const written = await ask('PATCH', '/api/products/lamp', { priceCents: 3900 });
  await ask('PUT', '/cache', { works: true });
  yield progress('The cache is back, and an hour passes');
  await advanceClock(hour);
  const later = await ask('GET', '/api/products/lamp');

  const faults = [
    ...(read.status === 200 ? [] : [`Reading answered ${read.status}`]),
    ...(written.status === 200 ? [] : [`the change of price answered ${written.status}`]),
    ...(later.body.includes('3900') ? [] : ['an hour after the outage the old price is shown']),
  ];
  if (faults.length > 0) return { ...progress(faults.join('; ')), outcome: 'succeeded' };
  return { ...progress('Nobody noticed the outage'), outcome: 'repelled' };
};

export default attack;
