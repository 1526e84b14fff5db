INSERT INTO partners (id, key_digest) VALUES
  ('north', sha256('north-4f1c9a')),
  ('south', sha256('south-b7702e'));

INSERT INTO sales (partner_id, product, cents)
SELECT CASE WHEN n % 3 = 0 THEN 'south' ELSE 'north' END,
       (ARRAY['lamp', 'desk', 'chair'])[1 + n % 3],
       500 + n % 70 * 25
  FROM generate_series(1, 3000) AS n;
