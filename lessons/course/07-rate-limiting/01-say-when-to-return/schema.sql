CREATE TABLE partners (
  id text PRIMARY KEY,
  key_digest bytea NOT NULL UNIQUE
);

CREATE TABLE sales (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partner_id text NOT NULL REFERENCES partners (id),
  product text NOT NULL,
  cents integer NOT NULL CHECK (cents > 0)
);

CREATE INDEX sales_of_partner ON sales (partner_id);
