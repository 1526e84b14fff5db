INSERT INTO products (sku, title, price_cents, changed_at) VALUES
  ('lamp', 'Desk lamp', 4900, '2026-01-15 12:00:00+00'),
  ('chair', 'Folding chair', 2500, '2026-01-15 12:00:00+00');
