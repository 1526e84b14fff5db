CREATE TABLE users (
  id integer PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL,
  password_hash text NOT NULL,
  address text NOT NULL
);

CREATE UNIQUE INDEX users_email ON users (lower(email));

-- One for each login, on each device.
CREATE TABLE sessions (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id integer NOT NULL REFERENCES users (id),
  began_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);

CREATE INDEX sessions_of_user ON sessions (user_id);

-- All that a session has had, the used ones too.
CREATE TABLE refresh_tokens (
  digest bytea PRIMARY KEY,
  session_id integer NOT NULL REFERENCES sessions (id),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);
