-- Messages are written in the transaction that makes them true, and sent afterwards.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3)
);

CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;

-- The first answer to a request with an Idempotency-Key; a repeat gets the same order.
CREATE TABLE idempotency_keys (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
  request_digest text NOT NULL,
  order_id uuid REFERENCES orders (id),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);

CREATE INDEX idempotency_keys_by_order ON idempotency_keys (order_id);
