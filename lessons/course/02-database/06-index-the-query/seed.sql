-- 100,000 orders of 2,001 users. User 1, a wholesaler, has every twentieth.
INSERT INTO orders (id, user_id, status, total_cents, created_at)
SELECT n,
       CASE WHEN n % 20 = 0 THEN 1 ELSE 2 + n * 7919 % 2000 END,
       (ARRAY['pending', 'paid', 'shipped'])[1 + n % 3],
       500 + n * 31 % 20000,
       timestamptz '2025-01-01 00:00:00+00' + n * interval '3 minutes'
  FROM generate_series(1, 100000) AS n;

-- Tells the planner what is in the table, as autovacuum does in production.
ANALYZE orders;
