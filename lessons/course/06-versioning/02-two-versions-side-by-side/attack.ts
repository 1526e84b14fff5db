import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const day = 24 * 60 * 60_000;

/** Not an attacker: a client that was built for v1, and tells its people when it hears of an end. */
const attack: Attack = async function* (send, { advanceClock }) {
  let requests = 0;
  let warned = '';
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });

  for (let month = 1; month <= 7; month += 1) {
    requests += 1;
    const { status, headers } = await send({ method: 'GET', path: '/api/v1/orders/1' });
    const sunset = headers.find(([name]) => name.toLowerCase() === 'sunset')?.[1];
    if (sunset !== undefined && warned === '') warned = ` It was warned in month ${month}, of ${sunset}`;
    if (status !== 200) {
      const step = `In month ${month} the client gets ${status} for an order that is there.`;
      return warned === ''
        ? { ...progress(`${step} Nobody had told it`), outcome: 'succeeded' }
        : { ...progress(`${step}${warned}, and had time to move`), outcome: 'repelled' };
    }
    yield progress(`Month ${month}: 200${warned === '' ? '' : `.${warned}`}`);
    await advanceClock(30 * day);
  }
  return { ...progress('The client works after seven months'), outcome: 'repelled' };
};

export default attack;
