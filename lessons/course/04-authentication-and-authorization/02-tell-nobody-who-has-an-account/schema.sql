CREATE TABLE users (
  id integer PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  password_hash text NOT NULL,
  is_closed boolean NOT NULL DEFAULT false
);

-- Letters to be sent by another program; without a user they go to the address that was typed.
CREATE TABLE mails (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id integer REFERENCES users (id),
  kind text NOT NULL
);

CREATE INDEX mails_of_user ON mails (user_id);
