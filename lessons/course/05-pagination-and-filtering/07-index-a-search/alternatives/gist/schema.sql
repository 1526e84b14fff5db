CREATE EXTENSION pg_trgm;

CREATE TABLE users (
  id integer PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  email text NOT NULL
);

CREATE UNIQUE INDEX users_email ON users (lower(email));
CREATE INDEX users_email_parts ON users USING gist (lower(email) gist_trgm_ops);
