CREATE TABLE users (
  id bigint PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE sessions (
  token text PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id)
);

CREATE INDEX sessions_of_user ON sessions (user_id);

CREATE TABLE orders (
  id integer PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id),
  address text NOT NULL,
  is_cancelled boolean NOT NULL DEFAULT false
);

CREATE INDEX orders_of_user ON orders (user_id, id);

CREATE TABLE items (
  id integer PRIMARY KEY,
  order_id integer NOT NULL REFERENCES orders (id),
  product text NOT NULL
);

CREATE INDEX items_of_order ON items (order_id);
