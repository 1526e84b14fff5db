-- A shop that orders for its own customers, two at a time, an ordinary customer, and one without orders.
INSERT INTO users (id, name) VALUES (1, 'Wholesale Ltd'), (2, 'Ada Lovelace'), (3, 'Alan Kay');

INSERT INTO orders (id, user_id, status, total_cents, created_at)
SELECT n,
       CASE WHEN n % 1000 = 0 THEN 2 ELSE 1 END,
       (ARRAY['pending', 'paid', 'shipped'])[1 + n % 3],
       500 + n * 7919 % 20000,
       timestamptz '2025-03-01 08:00:00+00' + n / 2 * interval '22 minutes'
  FROM generate_series(1, 5000) AS n;
