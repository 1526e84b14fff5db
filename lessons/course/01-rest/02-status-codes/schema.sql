CREATE TABLE products (
  sku text PRIMARY KEY,
  stock integer NOT NULL CHECK (stock >= 0),
  is_rationed boolean NOT NULL
);

CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sku text NOT NULL REFERENCES products (sku),
  quantity integer NOT NULL CHECK (quantity > 0)
);

CREATE INDEX orders_of_product ON orders (sku);

CREATE TABLE stocktaking (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ends_at timestamptz NOT NULL
);
