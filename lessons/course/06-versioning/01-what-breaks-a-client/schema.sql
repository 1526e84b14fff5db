CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  total_cents integer NOT NULL CHECK (total_cents > 0),
  currency text NOT NULL DEFAULT 'EUR' CHECK (currency IN ('EUR', 'USD', 'CHF')),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paid', 'shipped', 'refunded')),
  refunded_at timestamptz CHECK ((refunded_at IS NOT NULL) = (status = 'refunded'))
);
