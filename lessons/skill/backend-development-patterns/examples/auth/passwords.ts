import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * A password's hash with its salt and cost beside it: `scrypt$17$salt$hash`. `cost` is scrypt's N as a power
 * of two; 17 takes 128 MB and about half a second a guess. scrypt has no limit of 72 bytes, as bcrypt has,
 * and needs no package.
 */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** Whether `password` made `stored`. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, cost, salt = '', hash = ''] = stored.split('$');
  const expected = Buffer.from(hash, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), Number(cost));
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const N = 2 ** cost;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { N, r: 8, p: 1, maxmem: 2 * 128 * N * 8 }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
