CREATE TABLE quotes (
  product text PRIMARY KEY,
  cents integer NOT NULL CHECK (cents > 0)
);
