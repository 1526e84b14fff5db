import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const mostReports = 40;

/** Not an attacker: a script that wants one more report as soon as it has one. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });

  while (requests < mostReports) {
    requests += 1;
    const headers = { authorization: 'Bearer north-4f1c9a' };
    const { status } = await send({ method: 'GET', path: '/api/reports/sales', headers });
    if (status === 429) {
      return {
        ...progress(`Report ${requests} was refused, and the others are spared`),
        outcome: 'repelled',
      };
    }
    yield progress(`Fetching report ${requests} of ${mostReports}`);
  }
  return { ...progress('One script had every report that it asked for'), outcome: 'succeeded' };
};

export default attack;
