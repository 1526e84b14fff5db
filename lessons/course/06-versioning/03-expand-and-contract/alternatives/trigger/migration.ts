/** What is done to the table, step by step, while programs run. */
export const migration = {
  /** Before the second release. The first one runs. */
  expand: `
    ALTER TABLE users ADD COLUMN full_name text CHECK (length(full_name) BETWEEN 1 AND 100);
    CREATE FUNCTION keep_names_equal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        NEW.name := COALESCE(NEW.name, NEW.full_name);
        NEW.full_name := NEW.name;
      ELSIF NEW.name IS DISTINCT FROM OLD.name THEN
        NEW.full_name := NEW.name;
      ELSIF NEW.full_name IS DISTINCT FROM OLD.full_name THEN
        NEW.name := NEW.full_name;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER keep_names_equal BEFORE INSERT OR UPDATE ON users
      FOR EACH ROW EXECUTE FUNCTION keep_names_equal();
    UPDATE users SET full_name = name;
  `,
  /** When the first release is gone, and only the second runs. The third comes after it. */
  backfill: `
    ALTER TABLE users ALTER COLUMN full_name SET NOT NULL;
  `,
  /** When only the third release runs. The last one comes after it. */
  loosen: ``,
  /** When only the last release runs. */
  drop: `
    DROP TRIGGER keep_names_equal ON users;
    DROP FUNCTION keep_names_equal;
    ALTER TABLE users DROP COLUMN name;
  `,
};
