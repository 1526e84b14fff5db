CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  total_cents integer NOT NULL,
  placed_at text NOT NULL
);
