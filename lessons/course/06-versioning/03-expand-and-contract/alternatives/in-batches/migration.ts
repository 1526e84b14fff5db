/** What is done to the table, step by step, while programs run. */
export const migration = {
  /** Before the second release. The first one runs. */
  expand: `
    ALTER TABLE users ADD COLUMN full_name text CHECK (length(full_name) BETWEEN 1 AND 100);
  `,
  /** When the first release is gone, and only the second runs. The third comes after it. */
  backfill: `
    DO $$
    BEGIN
      LOOP
        UPDATE users SET full_name = name
         WHERE id IN (SELECT id FROM users WHERE full_name IS DISTINCT FROM name ORDER BY id LIMIT 1000);
        EXIT WHEN NOT FOUND;
      END LOOP;
    END $$;
    ALTER TABLE users ADD CONSTRAINT full_name_is_there CHECK (full_name IS NOT NULL) NOT VALID;
    ALTER TABLE users VALIDATE CONSTRAINT full_name_is_there;
    ALTER TABLE users ALTER COLUMN full_name SET NOT NULL;
    ALTER TABLE users DROP CONSTRAINT full_name_is_there;
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
