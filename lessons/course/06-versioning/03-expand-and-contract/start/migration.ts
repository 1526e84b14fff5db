/** What is done to the table, step by step, while programs run. */
export const migration = {
  /** Before the second release. The first one runs. */
  expand: `
    ALTER TABLE users RENAME COLUMN name TO full_name;
  `,
  /** When the first release is gone, and only the second runs. The third comes after it. */
  backfill: ``,
  /** When only the third release runs. The last one comes after it. */
  loosen: ``,
  /** When only the last release runs. */
  drop: ``,
};
