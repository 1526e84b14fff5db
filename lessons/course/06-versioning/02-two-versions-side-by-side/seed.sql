INSERT INTO customers (id, name) VALUES (1, 'Ada Lovelace');

INSERT INTO orders (id, customer_id, total_cents, currency) VALUES
  (1, 1, 1250, 'EUR'), (2, 1, 990, 'CHF');

INSERT INTO endings (what, deprecated_at, sunset_at) VALUES
  ('v1 orders', date_trunc('day', now()) - interval '30 days', date_trunc('day', now()) + interval '180 days');
