INSERT INTO tenants (id, name) VALUES (1, 'Acme'), (2, 'Globex');

-- Notes 1 to 30 are Acme's.
INSERT INTO notes (tenant_id, title, body)
SELECT 1, 'Minutes ' || n, 'Acme met, and nobody remembers why.' FROM generate_series(1, 30) AS n;

INSERT INTO notes (tenant_id, title, body, deleted_at) VALUES
  (1, 'Door code', 'The door of Acme opens with 4711.', NULL),
  (1, 'Salaries', 'Who earns what.', '2026-01-15 12:00:00+00'),
  (2, 'Shopping list', 'Globex needs paper.', NULL),
  (2, 'Holidays', 'Globex is closed in August.', NULL);
