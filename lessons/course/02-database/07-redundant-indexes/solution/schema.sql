CREATE TABLE users (
  id integer PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL
);

CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE orders (
  id integer PRIMARY KEY,
  user_id integer NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'paid', 'shipped')),
  created_at timestamptz NOT NULL
);

CREATE INDEX orders_of_user ON orders (user_id, created_at DESC, id DESC);
CREATE INDEX orders_pending ON orders (created_at, id) WHERE status = 'pending';
