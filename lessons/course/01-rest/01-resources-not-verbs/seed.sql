INSERT INTO orders (item, status) VALUES
  ('A desk lamp', 'open'),
  ('Two chairs', 'open'),
  ('A globe', 'cancelled'),
  ('A typewriter', 'open');
