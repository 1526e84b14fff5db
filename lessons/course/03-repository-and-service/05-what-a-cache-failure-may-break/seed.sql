INSERT INTO products (sku, title, price_cents) VALUES
  ('lamp', 'Desk lamp', 4900),
  ('chair', 'Folding chair', 2500);
