CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  total real NOT NULL,
  placed_at timestamp NOT NULL
);
