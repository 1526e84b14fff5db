CREATE TABLE orders (
  id integer PRIMARY KEY,
  total_cents integer NOT NULL CHECK (total_cents >= 0)
);
