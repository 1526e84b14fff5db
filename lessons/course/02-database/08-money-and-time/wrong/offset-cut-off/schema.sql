CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  total_cents integer NOT NULL CHECK (total_cents > 0),
  placed_at timestamptz NOT NULL
);
