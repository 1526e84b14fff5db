import { randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';

/** 19 MiB and two passes: one of the pairs that OWASP gives as the least. More memory may come with fewer passes. */
const cost = { memorySize: 19 * 1024, iterations: 2, parallelism: 1 };

/** What is stored in place of a password; algorithm, cost and salt stand in it: '$argon2id$v=19$m=19456,t=2,p=1$…'. */
export async function hashPassword(password: string): Promise<string> {
  return argon2id({
    ...cost,
    password: password.normalize('NFKC'),
    salt: randomBytes(16),
    hashLength: 32,
    outputType: 'encoded',
  });
}

/** Whether this password made what is stored. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  return argon2Verify({ password: password.normalize('NFKC'), hash: stored });
}
