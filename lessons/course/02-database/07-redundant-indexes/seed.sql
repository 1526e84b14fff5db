INSERT INTO users (id, email, name)
SELECT n, 'user' || n || '@shop.example', 'User ' || n FROM generate_series(1, 3000) AS n;

-- 12,000 orders. One in 200 is pending; user 1 has every tenth.
INSERT INTO orders (id, user_id, status, created_at)
SELECT n,
       CASE WHEN n % 10 = 0 THEN 1 ELSE 2 + n * 37 % 2999 END,
       CASE WHEN n % 200 = 7 THEN 'pending' WHEN n % 2 = 0 THEN 'paid' ELSE 'shipped' END,
       timestamptz '2025-01-01 00:00:00+00' + n * interval '11 minutes'
  FROM generate_series(1, 12000) AS n;

ANALYZE users;
ANALYZE orders;
