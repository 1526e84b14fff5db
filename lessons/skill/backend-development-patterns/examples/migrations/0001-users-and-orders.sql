-- Trigram indexes serve LIKE '%text%'; PostgreSQL lets a database's owner create this extension.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- timestamptz(3): a JavaScript Date has milliseconds, so a cursor made from one loses nothing.
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  password_hash text NOT NULL,
  role text NOT NULL DEFAULT 'customer' CHECK (role IN ('customer', 'admin')),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

-- One person, one account, however the address is typed.
CREATE UNIQUE INDEX users_email_key ON users (lower(email));
CREATE INDEX users_email_trigrams ON users USING gin (lower(email) gin_trgm_ops);

-- One index for each order that a client may ask for, ties included.
CREATE INDEX users_by_created_at ON users (created_at, id);
CREATE INDEX users_by_name ON users (lower(name), id);

-- RESTRICT: orders are records, they outlive the wish to delete a customer.
CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid', 'shipped', 'cancelled')),
  total_cents integer NOT NULL CHECK (total_cents > 0),
  currency text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE INDEX orders_by_user ON orders (user_id, created_at, id);
