INSERT INTO products (sku, stock, is_rationed) VALUES
  ('LAMP', 9, false),
  ('INK', 500, true);

INSERT INTO orders (sku, quantity) VALUES ('LAMP', 1), ('INK', 5);
