CREATE TABLE orders (
  id integer PRIMARY KEY,
  status text NOT NULL CHECK (status IN ('pending', 'paid', 'shipped')),
  total_cents integer NOT NULL CHECK (total_cents > 0),
  created_at timestamptz(3) NOT NULL
);

CREATE INDEX orders_newest ON orders (created_at DESC, id DESC);
