CREATE TABLE orders (
  id integer PRIMARY KEY,
  status text NOT NULL CHECK (status IN ('pending', 'paid', 'shipped')),
  total_cents integer NOT NULL CHECK (total_cents > 0)
);

CREATE INDEX orders_by_status ON orders (status, id);
