/** What every case finds. */
export const SCHEMA = `
  CREATE TABLE users (
    id serial PRIMARY KEY, name text NOT NULL, email varchar(40) UNIQUE, age integer CHECK (age >= 0),
    balance numeric(10, 2) NOT NULL DEFAULT 0, visits bigint NOT NULL DEFAULT 0, active boolean DEFAULT true,
    created timestamptz NOT NULL DEFAULT now(), born date, settings jsonb, tags text[]
  );
  CREATE INDEX users_age ON users (age);
  CREATE TABLE posts (
    id serial PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id), title text NOT NULL
  );`;

export const SEED = `
  INSERT INTO users (name, email, age, balance, visits, active, created, born, settings, tags) VALUES
    ('Ada', 'ada@example.org', 36, 12.50, 9007199254740993, true, '2024-01-02T03:04:05.670Z', '1815-12-10', '{"theme": "dark"}', '{a,b}'),
    ('Bob', 'bob@example.org', NULL, 0, 0, false, '2024-05-06T07:08:09.000Z', NULL, NULL, NULL),
    ('Cy', NULL, 36, 1, 1, NULL, '2024-05-06T07:08:10.000Z', '2000-02-29', '[1, null]', '{}');
  INSERT INTO posts (user_id, title) VALUES (1, 'one'), (1, 'two'), (2, 'three');`;
