import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const pairs = 20;

/** Signs up twice at the same moment, with a new address each time, until one address has two accounts. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });

  for (let pair = 1; pair <= pairs; pair += 1) {
    const email = `twice-${crypto.randomUUID()}@example.org`;
    const signUp = (name: string) =>
      send({
        method: 'POST',
        path: '/api/users',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, name }),
      });
    const answers = await Promise.all([signUp('The first'), signUp('The second')]);
    requests += answers.length;
    if (answers.every(({ status }) => status === 201)) {
      return { ...progress(`Pair ${pair} made two accounts for one address`), outcome: 'succeeded' };
    }
    yield progress(`Pair ${pair} of ${pairs} made one account`);
  }
  return { ...progress('No address has two accounts'), outcome: 'repelled' };
};

export default attack;
