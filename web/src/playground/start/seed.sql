INSERT INTO authors (name) VALUES
  ('Ursula K. Le Guin'),
  ('Stanisław Lem'),
  ('Octavia E. Butler');

INSERT INTO books (author_id, title, published) VALUES
  (1, 'The Left Hand of Darkness', 1969),
  (1, 'The Dispossessed', 1974),
  (2, 'Solaris', 1961),
  (2, 'The Cyberiad', 1965),
  (3, 'Kindred', 1979),
  (3, 'Parable of the Sower', 1993);
