-- The hashes are made up.
INSERT INTO users (id, email, password_hash, role, display_name, bio) VALUES
  (1, 'grace@hopper.example', '$2b$12$3t/h6UqC/m1V0gu1D.f/Z7VPhVbBJG.w7KK5kfL4w/NJKnbHfTCPb', 'admin', 'Grace Hopper', 'Runs this shop.'),
  (2, 'ada@lovelace.example', '$2b$12$laUagNr1xCtw0nXZEml6.sSg.kcWg89p/exl432WnzGIo9eGWC6dO', 'customer', 'Ada Lovelace', 'Likes engines.');
