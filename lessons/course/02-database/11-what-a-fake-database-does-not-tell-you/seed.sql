INSERT INTO products (sku, title) VALUES
  ('chair', 'Folding chair'),
  ('lamp', 'Desk lamp'),
  ('shelf', 'Book shelf'),
  ('sofa', 'Sofa');

INSERT INTO stock (sku, pieces) VALUES ('lamp', 10);

INSERT INTO orders (id, customer, sku, quantity, returned) VALUES
  (1, 'Ada', 'lamp', 4, 1),
  (2, 'Barbara', 'chair', 2, 2),
  (3, 'Grace', 'lamp', 4, 1),
  (4, 'Edsger', NULL, 1, 0),
  (5, 'Ada', 'chair', 2, 2),
  (6, 'Grace', 'lamp', 2, 0);
