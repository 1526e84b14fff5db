INSERT INTO orders (user_id, sku, quantity, note, status) VALUES
  ('3b8f6c1e-52d4-4b0e-9a57-0f6f1d2c7a11', 'LAMP', 1, '', 'paid'),
  ('3b8f6c1e-52d4-4b0e-9a57-0f6f1d2c7a11', 'INK', 5, 'The blue one', 'pending'),
  ('9d2e4a70-1c35-4f6b-8e21-5a7b3c9d0e22', 'GLOBE', 1, '', 'shipped');
