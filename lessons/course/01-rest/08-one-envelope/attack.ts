import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';
import type { HttpRequest } from '../../../runtime/playground.ts';

const headers = { 'content-type': 'application/json' };
const password = 'hunter2';

const requests: readonly (readonly [what: string, request: HttpRequest])[] = [
  ['a list', { method: 'GET', path: '/api/users' }],
  ['one user', { method: 'GET', path: '/api/users/1' }],
  ['nobody', { method: 'GET', path: '/api/users/99' }],
  ['an id that is none', { method: 'GET', path: '/api/users/x' }],
  [
    'a short password',
    {
      method: 'POST',
      path: '/api/users',
      headers,
      body: JSON.stringify({ name: 'Barbara', email: 'barbara@liskov.example', password }),
    },
  ],
  [
    'a taken address',
    {
      method: 'POST',
      path: '/api/users',
      headers,
      body: JSON.stringify({ name: 'Ada', email: 'ada@lovelace.example', password: 'correct horse battery' }),
    },
  ],
  ['a misspelt path', { method: 'GET', path: '/api/user' }],
];

/** 'data+success', or 'a bare list': what a client finds at the top of a body. */
function shapeOf(body: string): string {
  const value: unknown = JSON.parse(body);
  if (Array.isArray(value)) return 'a bare list';
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.keys(value).sort().join('+');
}

/** A client that wants one function to read all answers: it counts the shapes that this would have to know. */
const attack: Attack = async function* (send) {
  let count = 0;
  let stolen = '';
  const shapes = new Set<string>();
  const progress = (step: string): AttackProgress => ({
    requests: count,
    stolen,
    length: password.length,
    step,
  });

  for (const [what, request] of requests) {
    const { body } = await send(request);
    count += 1;
    shapes.add(shapeOf(body));
    if (body.includes(password)) stolen = password;
    yield progress(`Asked for ${what}: ${shapeOf(body)}`);
  }

  const summary = `${requests.length} answers, ${shapes.size} shapes`;
  // One for what succeeded, one for what did not.
  if (shapes.size > 2 || stolen) {
    return {
      ...progress(stolen ? `${summary}, and a password in one of them` : summary),
      outcome: 'succeeded',
    };
  }
  return { ...progress(summary), outcome: 'repelled' };
};

export default attack;
