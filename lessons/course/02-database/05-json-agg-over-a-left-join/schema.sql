CREATE TABLE users (
  id integer PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100)
);

CREATE TABLE orders (
  id integer PRIMARY KEY,
  user_id integer NOT NULL REFERENCES users (id),
  total_cents integer NOT NULL CHECK (total_cents > 0),
  created_at timestamptz NOT NULL
);

CREATE INDEX orders_of_user ON orders (user_id);
