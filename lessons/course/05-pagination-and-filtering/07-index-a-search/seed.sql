INSERT INTO users (id, name, email) VALUES (1, 'Grace Hopper', 'Grace@hopper.example');

-- Members of a large club.
INSERT INTO users (id, name, email)
SELECT n, 'Member ' || n, 'member' || n || '@' || substr(md5('club' || n), 1, 12) || '.example'
  FROM generate_series(2, 8000) AS n;

-- Sorts what is new into GIN indexes, and tells the planner what is in the table: autovacuum does both in production.
SELECT gin_clean_pending_list(indexrelid)
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
 WHERE amname = 'gin' AND indrelid = 'users'::regclass;
ANALYZE users;
