import bcrypt from 'bcryptjs';

/** What is stored in place of a password; salt and cost stand in it. */
export async function hashPassword(password: string): Promise<string> {
  return bcrypt.hash(password, 10);
}

/** Whether this password made what is stored. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  return bcrypt.compare(password, stored);
}
