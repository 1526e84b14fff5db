/** What is done to the table, step by step, while programs run. */
export const migration = {
  /** Before the second release. The first one runs. */
  expand: `
    ALTER TABLE users ADD COLUMN full_name text CHECK (length(full_name) BETWEEN 1 AND 100);
  `,
  /** When the first release is gone, and only the second runs. The third comes after it. */
  backfill: `
    UPDATE users SET full_name = name WHERE full_name IS DISTINCT FROM name;
  `,
  /** When only the third release runs. The last one comes after it. */
  loosen: `
    ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
  `,
  /** When only the last release runs. */
  drop: `
    ALTER TABLE users DROP COLUMN name;
  `,
};
