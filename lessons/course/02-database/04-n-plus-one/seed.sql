-- 300 users and 250 orders, every tenth of them by a guest, two at each moment.
INSERT INTO users (id, name)
SELECT n, (ARRAY['Ada', 'Barbara', 'Donald', 'Edsger', 'Frances', 'Grace', 'Hedy', 'Radia', 'Tony'])[1 + n % 9]
          || ' ' || (ARRAY['Allen', 'Dijkstra', 'Hoare', 'Hopper', 'Kay', 'Knuth', 'Liskov'])[1 + n % 7]
  FROM generate_series(1, 300) AS n;

INSERT INTO orders (id, user_id, total_cents, created_at)
SELECT n,
       CASE WHEN n % 10 <> 0 THEN 1 + n * 37 % 300 END,
       500 + n * 7919 % 20000,
       timestamptz '2025-03-01 08:00:00+00' + n / 2 * interval '94 minutes'
  FROM generate_series(1, 250) AS n;
