CREATE TABLE customers (
  id integer PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100)
);

CREATE TABLE cart_items (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customers (id),
  sku text NOT NULL CHECK (length(sku) BETWEEN 1 AND 20),
  quantity integer NOT NULL CHECK (quantity > 0),
  is_gift boolean NOT NULL DEFAULT false,
  UNIQUE (customer_id, sku)
);
