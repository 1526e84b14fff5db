-- The passwords are 'analytical engine', 'nanoseconds of wire' and 'dynabook for all'. Alan has left.
INSERT INTO users (id, email, password_hash, is_closed) VALUES
  (1, 'ada@lovelace.example', 'scrypt$12$cdWcn46FGV/QG3ZL+GyKzQ==$qw2l9KfP5wIPgnYM3Qci1mkQzOUGHpZsayqvPF3H1XE=', false),
  (2, 'grace@hopper.example', 'scrypt$12$Nxnq2YkhfUQKawWcnAjwvA==$cixLYBQQrGgSEHeCnhACrm5nPebUv1fBgteTzmCH0FM=', false),
  (3, 'alan@kay.example', 'scrypt$12$3YXN+alRQldsX/Lyd/+O3w==$pcT6x7Z+nkYFsXmh4Z424i/bpncXvUv6V+qde/ZBAfI=', true);
