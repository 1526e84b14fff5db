INSERT INTO customers (id, name, credit_limit_cents) VALUES
  (1, 'Lovelace & Co.', 100000),
  (2, 'Hopper Ltd.', 50000);

-- Orders 1 to 3 are of customer 1, order 4 is of customer 2.
INSERT INTO orders (customer_id, total_cents, status) VALUES
  (1, 40000, 'open'),
  (1, 20000, 'open'),
  (1, 90000, 'paid'),
  (2, 20000, 'open');
