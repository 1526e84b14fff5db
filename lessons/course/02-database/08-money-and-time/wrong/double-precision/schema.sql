CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  total double precision NOT NULL,
  placed_at timestamptz NOT NULL
);
