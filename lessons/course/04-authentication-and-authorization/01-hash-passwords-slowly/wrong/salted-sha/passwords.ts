import { createHash, randomBytes } from 'node:crypto';

/** What is stored in place of a password: 'sha256$salt$hash'. */
export async function hashPassword(password: string): Promise<string> {
  return hashWith(randomBytes(16).toString('base64'), password);
}

/** Whether this password made what is stored. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  return hashWith(stored.split('$')[1] ?? '', password) === stored;
}

function hashWith(salt: string, password: string): string {
  const hash = createHash('sha256').update(salt).update(password).digest('base64');
  return ['sha256', salt, hash].join('$');
}
