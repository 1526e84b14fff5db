INSERT INTO products (sku, title, stock) VALUES
  ('lamp', 'Desk lamp', 10),
  ('chair', 'Folding chair', 40);
