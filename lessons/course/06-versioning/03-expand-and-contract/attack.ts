import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const stages = [
  { step: 'expand', releases: ['old', 'between'] },
  { step: 'backfill', releases: ['between', 'next'] },
  { step: 'loosen', releases: ['next', 'last'] },
  { step: 'drop', releases: ['last'] },
];

/** Not an attacker: a deployment, release by release, while people sign up. */
const attack: Attack = async function* (send) {
  let requests = 0;
  let failed = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });

  for (const { step, releases } of stages) {
    await send({ method: 'POST', path: `/migration/${step}` });
    for (const release of releases) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ name: `Somebody during ${step}` });
      const answers = [
        await send({ method: 'POST', path: `/${release}/users`, headers, body }),
        await send({ method: 'GET', path: `/${release}/users` }),
      ];
      requests += answers.length;
      failed += answers.filter(({ status }) => status >= 400).length;
    }
    yield progress(`After ${step}, ${failed} of ${requests} requests have failed`);
  }
  return failed > 0
    ? { ...progress(`During the deployment ${failed} of ${requests} requests failed`), outcome: 'succeeded' }
    : { ...progress('The deployment was noticed by nobody'), outcome: 'repelled' };
};

export default attack;
