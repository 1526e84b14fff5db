-- 20,000 orders, newest last. Every eighth moment brings three at once.
INSERT INTO orders (id, status, total_cents, created_at)
SELECT n,
       (ARRAY['pending', 'paid', 'shipped'])[1 + n % 3],
       500 + n * 7919 % 20000,
       timestamptz '2025-01-01 00:00:00.000457+00' + (n - CASE WHEN n % 8 < 3 THEN n % 8 ELSE 0 END) * interval '61.037 seconds'
  FROM generate_series(1, 20000) AS n;

ANALYZE orders;
