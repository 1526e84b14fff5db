CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped', 'cancelled');
CREATE DOMAIN cents AS integer CHECK (VALUE > 0);

CREATE TABLE users (
  id integer PRIMARY KEY,
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100)
);

CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE orders (
  id integer PRIMARY KEY,
  user_id integer NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  status order_status NOT NULL,
  total_cents cents NOT NULL
);

CREATE INDEX orders_of_user ON orders (user_id);
