CREATE TABLE accounts (
  id integer PRIMARY KEY,
  email text NOT NULL,
  password_hash text NOT NULL
);

CREATE UNIQUE INDEX accounts_email ON accounts (lower(email));

-- From where an account has logged in.
CREATE TABLE known_addresses (
  account_id integer NOT NULL REFERENCES accounts (id),
  address inet NOT NULL,
  PRIMARY KEY (account_id, address)
);

CREATE TABLE attempts (
  key text PRIMARY KEY,
  count integer NOT NULL,
  ends_at timestamptz NOT NULL
);
