import bcrypt from 'bcryptjs';
import { pool } from './database.ts';

/** So that an unknown account takes as long as a wrong password. */
const noOnesHash = '$2b$04$s3ld5waTxuESWaVtsidv.eH5misH4V1aqsQvW0FAZHiovOTO43JHK';

/** The id of the account whose e-mail address and password these are. */
export async function findAccount(email: string, password: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ id: number; password_hash: string }>(
    'SELECT id, password_hash FROM accounts WHERE lower(email) = lower($1)',
    [email],
  );
  const account = rows[0];
  const isRight = await bcrypt.compare(password, account?.password_hash ?? noOnesHash);
  return isRight ? account?.id : undefined;
}

/** Whether an account has logged in from an address before. */
export async function hasLoggedInFrom(email: string, address: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT 1
       FROM accounts JOIN known_addresses ON known_addresses.account_id = accounts.id
      WHERE lower(email) = lower($1) AND address = $2`,
    [email, address],
  );
  return rowCount === 1;
}

/** Remembers that an account has logged in from an address. */
export async function rememberAddress(account: number, address: string): Promise<void> {
  await pool.query(
    'INSERT INTO known_addresses (account_id, address) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [account, address],
  );
}
