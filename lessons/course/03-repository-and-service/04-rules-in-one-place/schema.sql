CREATE TABLE customers (
  id integer PRIMARY KEY,
  name text NOT NULL,
  credit_limit_cents integer NOT NULL CHECK (credit_limit_cents >= 0)
);

CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customers (id),
  total_cents integer NOT NULL CHECK (total_cents > 0),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paid'))
);

CREATE INDEX orders_of_customer ON orders (customer_id) WHERE status = 'open';
