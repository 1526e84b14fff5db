import type { Database } from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';

/** Shows that the original does the harm. The database has the original's tables and nothing else. */
export type Evidence = (database: Database) => unknown;

export type Defects = Readonly<Record<`D${number}`, Evidence>>;

/** The SQLSTATE or the name of what `work` fails with; undefined if it succeeds. */
export async function failureOf(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).constructor.name;
  }
}

/** The first row of a statement. */
export async function firstRow(database: Database, text: string, values?: readonly unknown[]) {
  const { rows } = await database.query<Record<string, unknown>>(text, values);
  return rows[0] ?? {};
}

/** A user of the original's table, and its id. */
export async function addUser(database: Database, email: string, name = 'Ana'): Promise<string> {
  const row = await firstRow(
    database,
    `INSERT INTO users (email, name, password_hash) VALUES ($1, $2, 'hash') RETURNING id`,
    [email, name],
  );
  return String(row.id);
}

export async function addOrder(database: Database, userId: string, total: string): Promise<void> {
  await database.query('INSERT INTO orders (user_id, total) VALUES ($1, $2)', [userId, total]);
}
