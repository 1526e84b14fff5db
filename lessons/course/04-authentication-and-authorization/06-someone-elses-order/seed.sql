INSERT INTO users (id, name) VALUES (1, 'Ada Lovelace'), (2, 'Grace Hopper'), (3, 'Alan Kay');

-- Real tokens are random. These can be told apart.
INSERT INTO sessions (token, user_id) VALUES ('ada-is-here', 1), ('grace-is-here', 2), ('alan-is-here', 3);

INSERT INTO orders (id, user_id, address) VALUES
  (101, 1, '12 St James''s Square, London'),
  (102, 2, '1905 S Eads Street, Arlington'),
  (103, 3, '1 Xerox Way, Palo Alto'),
  (104, 1, 'Ashley Combe, Porlock'),
  (105, 2, 'USS Constitution, Boston');

INSERT INTO items (id, order_id, product) VALUES
  (1, 101, 'Brass gears'),
  (2, 102, 'Wire, 30 cm'),
  (3, 103, 'A tablet'),
  (4, 104, 'A letter opener'),
  (5, 105, 'A moth, dried');
