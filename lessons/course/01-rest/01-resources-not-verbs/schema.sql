CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item text NOT NULL CHECK (length(item) BETWEEN 1 AND 100),
  status text NOT NULL CHECK (status IN ('open', 'cancelled'))
);
