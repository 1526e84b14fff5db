INSERT INTO orders (id, status, total_cents, created_at)
SELECT n,
       (ARRAY['pending', 'paid', 'shipped'])[1 + n % 3],
       500 + n * 7919 % 20000,
       timestamptz '2025-01-01 00:00:00+00' + n * interval '11 minutes'
  FROM generate_series(1, 12000) AS n;
