-- Users live in a service of their own, so there is no table for them here.
CREATE TABLE orders (
  id integer PRIMARY KEY,
  user_id integer NOT NULL,
  status text NOT NULL,
  total_cents integer NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE INDEX orders_of_user ON orders (user_id);
CREATE INDEX orders_newest ON orders (created_at DESC, id DESC);
