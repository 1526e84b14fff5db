INSERT INTO events (id, title, seats_left) VALUES
  (1, 'An evening on compilers', 500),
  (2, 'A small room', 1);
