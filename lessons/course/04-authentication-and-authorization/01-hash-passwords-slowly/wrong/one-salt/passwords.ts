import { scrypt, timingSafeEqual } from 'node:crypto';
import { passwordCost } from './config.ts';

/** What is stored in place of a password: 'scrypt$cost$salt$hash'. */
export async function hashPassword(password: string): Promise<string> {
  const salt = Buffer.from('pepper and salt');
  const hash = await derive(password, salt, passwordCost);
  return ['scrypt', passwordCost, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** Whether this password made what is stored. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, cost, salt = '', hash = ''] = stored.split('$');
  const expected = Buffer.from(hash, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), Number(cost));
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const N = 2 ** cost;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { N, maxmem: 2 * 128 * N * 8 }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
