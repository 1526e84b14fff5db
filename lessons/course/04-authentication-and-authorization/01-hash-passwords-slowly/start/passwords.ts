import { createHash } from 'node:crypto';

/** What is stored in place of a password. */
export async function hashPassword(password: string): Promise<string> {
  return createHash('sha256').update(password).digest('hex');
}

/** Whether this password made what is stored. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  return (await hashPassword(password)) === stored;
}
