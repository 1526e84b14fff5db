CREATE TABLE users (
  id integer PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100)
);

-- A guest orders without an account: then there is no user.
CREATE TABLE orders (
  id integer PRIMARY KEY,
  user_id integer REFERENCES users (id),
  total_cents integer NOT NULL CHECK (total_cents > 0),
  created_at timestamptz NOT NULL
);

CREATE INDEX orders_newest ON orders (created_at DESC, id DESC);
CREATE INDEX orders_of_user ON orders (user_id);
