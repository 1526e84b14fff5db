INSERT INTO products (sku, stock) VALUES ('GLOBE', 7), ('LAMP', 10);

INSERT INTO orders (sku, quantity) VALUES ('LAMP', 3), ('GLOBE', 1), ('LAMP', 2);
