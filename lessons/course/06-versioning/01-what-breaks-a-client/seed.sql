INSERT INTO orders (quantity, total_cents, currency, status, refunded_at) VALUES
  (1, 1250, 'EUR', 'open', NULL),
  (3, 3750, 'EUR', 'paid', NULL),
  (2, 2500, 'USD', 'shipped', NULL),
  (1, 1250, 'EUR', 'refunded', '2026-03-02 09:30:00+00');
