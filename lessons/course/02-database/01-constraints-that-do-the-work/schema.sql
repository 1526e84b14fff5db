CREATE TABLE users (
  id integer,
  email varchar(1000),
  name varchar(1000)
);

CREATE TABLE orders (
  id integer,
  user_id integer,
  status varchar(50),
  total_cents integer
);
