import { createHash } from 'node:crypto';
import bcrypt from 'bcryptjs';

/** What is stored in place of a password; salt and cost stand in it. */
export async function hashPassword(password: string): Promise<string> {
  // 44 characters, however long the password is: bcrypt reads 72 bytes, up to the first that is zero.
  return bcrypt.hash(createHash('sha256').update(password).digest('base64'), 10);
}

/** Whether this password made what is stored. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  return bcrypt.compare(createHash('sha256').update(password).digest('base64'), stored);
}
