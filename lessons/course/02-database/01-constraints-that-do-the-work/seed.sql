INSERT INTO users (id, email, name) VALUES
  (1, 'ada@lovelace.example', 'Ada Lovelace'),
  (2, 'grace@hopper.example', 'Grace Hopper'),
  (3, 'alan@kay.example', 'Alan Kay');

INSERT INTO orders (id, user_id, status, total_cents) VALUES
  (1, 1, 'paid', 4200),
  (2, 1, 'shipped', 990),
  (3, 2, 'pending', 1250);
