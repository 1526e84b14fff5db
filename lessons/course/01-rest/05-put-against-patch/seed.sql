INSERT INTO users (id, name, email, phone) VALUES
  (1, 'Ada Lovelace', 'ada@lovelace.example', '+44 20 7946 0000'),
  (2, 'Alan Kay', 'alan@kay.example', NULL);
