CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id uuid NOT NULL,
  sku text NOT NULL CHECK (length(sku) BETWEEN 1 AND 20),
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  note text NOT NULL CHECK (length(note) <= 500),
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid', 'shipped'))
);

CREATE INDEX orders_of_user ON orders (user_id, id);
