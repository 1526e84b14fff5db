CREATE TABLE products (
  sku text PRIMARY KEY,
  title text NOT NULL
);

CREATE TABLE stock (
  sku text PRIMARY KEY REFERENCES products (sku),
  pieces integer NOT NULL CHECK (pieces >= 0)
);

-- An order without a product is for a service, such as a repair.
CREATE TABLE orders (
  id integer PRIMARY KEY,
  customer text NOT NULL,
  sku text REFERENCES products (sku),
  quantity integer NOT NULL CHECK (quantity > 0),
  returned integer NOT NULL DEFAULT 0 CHECK (returned >= 0)
);

CREATE INDEX orders_of_product ON orders (sku);
