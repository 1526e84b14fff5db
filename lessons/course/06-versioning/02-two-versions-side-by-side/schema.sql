CREATE TABLE customers (
  id integer PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE orders (
  id integer PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customers (id),
  total_cents integer NOT NULL CHECK (total_cents > 0),
  currency text NOT NULL CHECK (currency IN ('EUR', 'USD', 'CHF'))
);

CREATE INDEX orders_of_customer ON orders (customer_id);

CREATE TABLE endings (
  what text PRIMARY KEY,
  deprecated_at timestamptz NOT NULL,
  sunset_at timestamptz NOT NULL CHECK (sunset_at > deprecated_at)
);
