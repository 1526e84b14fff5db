CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  total numeric(12, 2) NOT NULL CHECK (total > 0),
  placed_at timestamptz NOT NULL
);
