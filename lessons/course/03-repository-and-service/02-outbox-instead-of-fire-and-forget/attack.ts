import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

/** No attacker is needed: a mail service that is down for a moment, and a customer who orders too much. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });
  const ask = async (method: string, path: string, body?: object) => {
    requests += 1;
    if (body === undefined) return send({ method, path });
    const headers = { 'content-type': 'application/json' };
    return send({ method, path, headers, body: JSON.stringify(body) });
  };
  const order = async (quantity: number, email: string) =>
    (await ask('POST', '/api/orders', { sku: 'lamp', quantity, email })).status;
  const isMailed = async (email: string) => (await ask('GET', '/mailbox')).body.includes(email);

  yield progress('The mail service breaks down, and Ada orders a lamp');
  await ask('PUT', '/mailbox', { works: false });
  const ada = await order(1, 'ada@lovelace.example');
  await ask('PUT', '/mailbox', { works: true });
  yield progress('The mail service works again, and Grace orders 50 lamps of 10');
  const grace = await order(50, 'grace@hopper.example');
  await ask('POST', '/jobs/send-outbox');

  const faults = [
    ...(ada === 201 && !(await isMailed('ada@lovelace.example')) ? ['Ada has an order and no mail'] : []),
    ...(grace !== 201 && (await isMailed('grace@hopper.example')) ? ['Grace has a mail and no order'] : []),
  ];
  if (faults.length > 0) return { ...progress(faults.join('; ')), outcome: 'succeeded' };
  return { ...progress('Ada has her mail, and Grace was told nothing'), outcome: 'repelled' };
};

export default attack;
