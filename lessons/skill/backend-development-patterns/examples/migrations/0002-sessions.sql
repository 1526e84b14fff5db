-- One row a login; a session ends when it is revoked or expires, and every token of it with it.
CREATE TABLE sessions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3)
);

CREATE INDEX sessions_by_user ON sessions (user_id);

-- Only a digest is stored: who reads this table cannot log in with it.
CREATE TABLE refresh_tokens (
  digest bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  used_at timestamptz(3)
);

CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

-- Failed logins, counted for the pair of account and address, shared by all instances.
CREATE TABLE login_failures (
  account text NOT NULL,
  address text NOT NULL,
  failures integer NOT NULL CHECK (failures > 0),
  window_ends_at timestamptz(3) NOT NULL,
  PRIMARY KEY (account, address)
);
