CREATE TABLE products (
  sku text PRIMARY KEY,
  title text NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents > 0),
  changed_at timestamptz NOT NULL
);
