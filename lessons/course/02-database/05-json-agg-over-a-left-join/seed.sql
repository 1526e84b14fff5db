-- Alan Kay and Radia Perlman have not ordered yet.
INSERT INTO users (id, name) VALUES
  (1, 'Ada Lovelace'), (2, 'Alan Kay'), (3, 'Grace Hopper'), (4, 'Radia Perlman'), (5, 'Tony Hoare');

INSERT INTO orders (id, user_id, total_cents, created_at) VALUES
  (101, 1, 4200, '2025-03-02 10:00:00+00'),
  (102, 3, 1250, '2025-03-05 09:30:00+00'),
  (103, 1, 990, '2025-03-04 16:20:00+00'),
  (104, 5, 15000, '2025-03-01 12:00:00+00'),
  (105, 1, 2600, '2025-03-03 08:45:00+00'),
  (106, 3, 700, '2025-03-06 18:10:00+00');
