import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const promised = 5;
const tries = 20;

/** One client, which invents an address for each request, and then another that only wants one quote. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });
  const quote = (address: string, invented: string) => {
    requests += 1;
    const headers = { 'playground-address': address, 'x-forwarded-for': invented };
    return send({ method: 'GET', path: '/api/quotes/ink', headers });
  };

  let answered = 0;
  for (let count = 1; count <= tries; count += 1) {
    const { status } = await quote('203.0.113.66', `10.0.0.${count}`);
    if (status === 200) answered += 1;
    yield progress(`${answered} quotes in ${count} requests`);
  }
  const { status } = await quote('198.51.100.8', '10.0.1.1');
  if (answered > promised) {
    const rest = status === 200 ? '' : ', and the next client got none';
    return {
      ...progress(`One client had ${answered} quotes of ${promised} in a minute${rest}`),
      outcome: 'succeeded',
    };
  }
  return status === 200
    ? {
        ...progress(`One client had ${answered} quotes in a minute, and the next had its own`),
        outcome: 'repelled',
      }
    : { ...progress('One client took the quotes of all others'), outcome: 'succeeded' };
};

export default attack;
