CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL CONSTRAINT users_email_key UNIQUE,
  name text NOT NULL CONSTRAINT users_name_not_blank CHECK (name <> '')
);
