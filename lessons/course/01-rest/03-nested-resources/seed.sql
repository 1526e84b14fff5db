INSERT INTO users (id, name) VALUES
  (1, 'Ada Lovelace'),
  (2, 'Grace Hopper'),
  (3, 'Katherine Johnson');

-- Orders 1 and 2 are Ada's, 3 is Grace's. Katherine has none.
INSERT INTO orders (user_id, total_cents) VALUES (1, 4900), (1, 1200), (2, 2500);

-- Order 2 was made, and nothing is in it yet.
INSERT INTO items (order_id, line, sku, quantity) VALUES
  (1, 1, 'lamp', 2),
  (1, 2, 'chair', 1),
  (3, 1, 'lamp', 1);
