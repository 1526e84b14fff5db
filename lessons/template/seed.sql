INSERT INTO orders (id, total_cents) VALUES (1, 1999), (2, 4500);
