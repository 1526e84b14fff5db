INSERT INTO products (id, name, price_cents) VALUES
  (1, 'A sticker', 0),
  (2, 'A postcard', 120),
  (3, 'A pencil', 250),
  (4, 'A notebook', 990),
  (5, 'A mug', 1250),
  (6, 'A poster', 1900),
  (7, 'A lamp', 12500),
  (8, 'A chair', 48000);
