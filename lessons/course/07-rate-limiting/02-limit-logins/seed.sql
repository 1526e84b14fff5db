-- The password is "correct horse battery", but Grace took "hopper1906". Cost 4 keeps the playground quick; a real one is 12 or more.
INSERT INTO accounts (id, email, password_hash)
SELECT n, name || '@example.org', '$2b$04$n1TaZDm94OaJtl2ZuB4Cv.9qwRMvD3RvnPXimH9bawSZ0dpTfylH2'
  FROM unnest(ARRAY['ada', 'alan', 'barbara', 'donald', 'edsger', 'frances', 'hedy', 'joan', 'katherine', 'margaret'])
       WITH ORDINALITY AS people (name, n);

INSERT INTO accounts (id, email, password_hash) VALUES
  (11, 'grace@example.org', '$2b$04$WxVZFLe81CC9EwNAWb7nsO5QvNfqKRMgEI/Kq/XLKdxH15djidfoq');

-- Ada's and Grace's homes.
INSERT INTO known_addresses (account_id, address) VALUES (1, '198.51.100.20'), (11, '198.51.100.30');
