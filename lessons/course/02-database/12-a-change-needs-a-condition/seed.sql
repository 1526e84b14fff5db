-- Three customers with names, of whom one has an empty cart, and 57 more who are shopping at the same time.
INSERT INTO customers (id, name) VALUES (1, 'Ada Lovelace'), (2, 'Grace Hopper'), (3, 'Alan Kay');
INSERT INTO customers (id, name) SELECT n, 'Customer ' || n FROM generate_series(4, 60) AS n;

INSERT INTO cart_items (customer_id, sku, quantity)
SELECT n, sku, 1 + n % 3
  FROM generate_series(4, 60) AS n, unnest(ARRAY['CHAIR', 'LAMP']) AS sku
 ORDER BY n, sku;

INSERT INTO cart_items (customer_id, sku, quantity) VALUES
  (1, 'GLOBE', 1), (1, 'LAMP', 2), (1, 'QUILL', 5),
  (2, 'LAMP', 1), (2, 'WIRE', 30);
