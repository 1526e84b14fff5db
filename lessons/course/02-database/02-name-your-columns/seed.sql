-- 100 users, each with a picture of 80 kB. The hashes are made up.
INSERT INTO users (id, name, email, password_hash, avatar)
SELECT n,
       (ARRAY['Ada', 'Barbara', 'Donald', 'Edsger', 'Frances', 'Grace', 'Hedy', 'Radia', 'Tony'])[1 + n % 9]
         || ' ' || (ARRAY['Allen', 'Dijkstra', 'Hoare', 'Hopper', 'Kay', 'Knuth', 'Liskov'])[1 + n % 7],
       'user' || n || '@shop.example',
       '$2b$12$' || md5('salt' || n) || substr(md5('hash' || n), 1, 21),
       'data:image/png;base64,' || repeat('iVBORw0KGgoAAAANSUhEUgAAAAUA', 2850)
  FROM generate_series(1, 100) AS n;
