CREATE TABLE users (
  id integer PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL,
  password_hash text NOT NULL,
  address text NOT NULL
);

CREATE UNIQUE INDEX users_email ON users (lower(email));
