-- 300 orders; every eleventh is pending.
INSERT INTO orders (id, status, total_cents)
SELECT n,
       CASE WHEN n % 11 = 0 THEN 'pending' WHEN n % 3 = 0 THEN 'paid' ELSE 'shipped' END,
       500 + n * 7919 % 20000
  FROM generate_series(1, 300) AS n;
