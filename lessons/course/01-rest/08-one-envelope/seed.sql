INSERT INTO users (name, email, password_hash) VALUES
  ('Ada Lovelace', 'ada@lovelace.example', '20'),
  ('Grace Hopper', 'grace@hopper.example', '16');
