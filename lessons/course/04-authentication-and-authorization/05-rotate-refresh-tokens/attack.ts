import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';
import type { HttpResponse } from '../../../runtime/playground.ts';

const DAY = 24 * 60 * 60_000;

function tokenIn({ body }: HttpResponse, name: 'accessToken' | 'refreshToken'): string {
  return new RegExp(`"${name}":"([^"]+)"`).exec(body)?.[1] ?? 'none';
}

/** Something on Ada's computer has copied her refresh token. She goes on, logs out, and days later it is tried. */
const attack: Attack = async function* (send, { advanceClock }) {
  let requests = 0;
  const progress = (step: string, stolen = ''): AttackProgress => ({
    requests,
    stolen,
    length: stolen.length,
    step,
  });
  const post = (path: string, body: Readonly<Record<string, string>>) => {
    requests += 1;
    const headers = { 'content-type': 'application/json' };
    return send({ method: 'POST', path, headers, body: JSON.stringify(body) });
  };
  const openAccount = (token: string) => {
    requests += 1;
    return send({ method: 'GET', path: '/api/account', headers: { authorization: `Bearer ${token}` } });
  };

  const login = await post('/api/login', {
    email: 'ada@lovelace.example',
    password: 'analytical engine',
  });
  const copy = tokenIn(login, 'refreshToken');
  yield progress('Ada logs in, and her refresh token is copied');

  const refreshed = await post('/api/refresh', { refreshToken: copy });
  yield progress('Ada gets new tokens');
  await post('/api/logout', { refreshToken: tokenIn(refreshed, 'refreshToken') });
  yield progress('Ada logs out');
  await advanceClock(10 * DAY);
  yield progress('10 days pass');

  let account = await openAccount(copy);
  if (account.status !== 200) {
    const next = await post('/api/refresh', { refreshToken: copy });
    account = await openAccount(tokenIn(next, 'accessToken'));
  }
  if (account.status !== 200) {
    return { ...progress('The copy opens nothing any more'), outcome: 'repelled' };
  }
  const address = /"address":"([^"]+)"/.exec(account.body)?.[1] ?? account.body;
  return {
    ...progress('10 days after Ada logged out, the copy opens her account', address),
    outcome: 'succeeded',
  };
};

export default attack;
