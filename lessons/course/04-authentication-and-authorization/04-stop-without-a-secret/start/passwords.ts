import { scrypt, timingSafeEqual } from 'node:crypto';

/** Whether `password` made `stored`, which is 'scrypt$cost$salt$hash'. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, cost, salt = '', hash = ''] = stored.split('$');
  const expected = Buffer.from(hash, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), 2 ** Number(cost));
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function derive(password: string, salt: Buffer, N: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
